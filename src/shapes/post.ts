export type PostFormat = "markdown" | "html" | "text";

/** One post as a reader delivered it: the document as read, not yet cleaned. */
export interface Post {
  /** Derived from title, date and document; duplicates get a stable suffix. */
  id: string;
  /** Where it came from, as shown to people: `<folder given>/<path below it>`, always with `/`. */
  path: string;
  /** The place in a file that holds many posts: `row 12`, `line 3`, `item 7`, `posts/44.html`. */
  record?: string;
  /** Absolute path of the file on this computer. Used to make links, never written out as it is. */
  file: string;
  title: string;
  /** `YYYY-MM-DD`. */
  date?: string;
  url?: string;
  author?: string;
  tags: string[];
  format: PostFormat;
  /** The document as read: the whole decoded file, or the record's text field. Offsets count in it. */
  source: string;
  /** Offset in `source` at which the body starts (behind front matter). */
  bodyStart: number;
  /** Outgoing links in the order of their offsets; they take no part in the prose. */
  links: PostLink[];
  /** How it did, by the names of the figures: opens, views; absent where nobody said. */
  metrics?: Record<string, number>;
  /** What is written below the post's pictures, or in their place; no part of the prose. */
  captions: string[];
}

/** A link to somewhere else, as a post has it. */
export interface PostLink {
  /** An http(s) address. */
  href: string;
  /** The words that bear it. */
  text: string;
  /** Where it begins in `source`. */
  offset: number;
}

/** Something that could not be used, with the reason, for `skipped.csv`. Posts in = clustered + skipped. */
export interface Skipped {
  path: string;
  /** `row 12`, `byte 3041`, `entry posts/44.html`; empty for the whole file. */
  place: string;
  reason: string;
  /** True where a whole post was lost; false for part of one (front matter that could not be read). */
  post: boolean;
  /** Left out by a rule, not by a fault: a draft, a copy, a kind of file that is not read. In a few words, for counting. */
  rule?: string;
}

export interface Ingested {
  /** In canonical order: by date (undated last), then path, record and id. */
  posts: Post[];
  skipped: Skipped[];
}
