/** What is told of a draft beside a report. */
import type { Closeness } from "../shapes/exploration.js";
import type { ArchivePost } from "./archive.js";
import type { AssignedShare } from "./placing.js";

/** A draft held against the posts of a report. */
export interface Checked {
  draft: CheckedDraft;
  /** Posts that are this very draft, or nearly: they are left out of all that follows. */
  alreadyIn: ArchivePost[];
  /** Largest first; empty where every passage fits nowhere. */
  themes: AssignedShare[];
  /** Part of the draft's words that fits in no theme, 0…1. */
  unplaced: number;
  /** What was said before, in the order of the draft. */
  repeats: Repeated[];
  /** Paragraphs with nothing like them in the report, in the order of the draft. */
  fresh: FreshParagraph[];
  /** Posts to link to, the nearest first. */
  links: SuggestedLink[];
  /** Tags of the nearest posts that the draft has not, the likeliest first. */
  tags: SuggestedTag[];
  /** The nearest posts, so that their titles can be seen. */
  neighbours: Neighbour[];
  /** What somebody who reads this should know, in sentences. */
  notes: string[];
}

export interface CheckedDraft {
  title: string;
  path: string;
  tags: string[];
  /** Short ones count together with the next. */
  paragraphs: number;
  words: number;
}

/** How near two texts are. */
export interface Nearness {
  /** Cosine, −1…1. */
  similarity: number;
  /** The same in words, beside how near passages of the report are to one another. */
  closeness: Closeness;
}

/** Something in the draft that a post says already. */
export interface Repeated extends Nearness {
  /** 0-based, of the draft's paragraph. */
  paragraph: number;
  /** What the draft says: sentences that are the same, or the paragraph. */
  text: string;
  /** What the post says. */
  quotation: string;
  post: ArchivePost;
  /** The passage that the quotation is from. */
  passageId: string;
  /** UTF-16 offsets of that passage in the post's document. */
  start: number;
  end: number;
  /** Word for word, or nearly so; else in other words. */
  isVerbatim: boolean;
}

/** A paragraph of the draft that says something new. */
export interface FreshParagraph {
  /** 0-based. */
  paragraph: number;
  text: string;
  /** Part of its words, those of grammar left out, that no post has, 0…1. */
  unseen: number;
  /** What comes nearest; absent where the model knows nothing of the paragraph. */
  nearest?: Nearness & { post: ArchivePost };
}

/** A post to link to, and from which words. */
export interface SuggestedLink extends Nearness {
  post: ArchivePost;
  /** Words of the draft that name what the post is about. */
  anchor: string;
  /** The sentence in which they stand. */
  sentence: string;
}

export interface SuggestedTag {
  tag: string;
  /** How many of the `neighbours` have it. */
  posts: number;
  /** Their part of the nearness of all neighbours, 0…1. */
  share: number;
}

/** A post that is near to the draft as a whole. */
export interface Neighbour {
  post: ArchivePost;
  /** Cosine of the two as wholes, −1…1. */
  similarity: number;
}
