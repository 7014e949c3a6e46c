import type { Skipped } from "./post.js";

export type BlockKind = "paragraph" | "list-item" | "quote" | "table" | "code";

/** One run of prose (a paragraph, a list item, a quotation) in reading order. */
export interface Block {
  postId: string;
  kind: BlockKind;
  /** Titles of the headings it stands under, outermost first; empty before the first heading. */
  headingPath: string[];
  /** Plain prose, white space folded, NFC. Never empty. */
  text: string;
  /** UTF-16 offsets into `Post.source` of the first and behind the last character. */
  start: number;
  end: number;
  /** For each UTF-16 unit of `text`, its offset in `Post.source`; same length as `text`, never falling. */
  offsets: Uint32Array;
}

/** A text that was taken out, for `removed.csv`. */
export interface Removed {
  reason: string;
  text: string;
  /** How many times, and in how many posts, it was taken out. */
  count: number;
  posts: number;
  /** A path of a post in which it stood. */
  example: string;
}

export interface Cleaned {
  /** In canonical post order, then reading order. */
  blocks: Block[];
  removed: Removed[];
  /** Posts of which nothing was left, and why. */
  skipped: Skipped[];
}
