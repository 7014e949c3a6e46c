/** What an editor can do with posts that stand already, post by post and pair by pair. Suggestions, for a person to accept or not. */

/** A stretch of a post's prose, as it stands there. */
export interface Excerpt {
  postId: string;
  text: string;
  /** UTF-16 offsets into `Post.source`. */
  start: number;
  end: number;
}

/** A link that could be set from a sentence of one post to another post. */
export interface LinkSuggestion {
  /** The sentence that would bear the link. */
  sentence: Excerpt;
  /** The words in it that name what the other post is about. */
  anchor: Excerpt;
  targetId: string;
  /** What of the other post the words name: "in its title", "one of its tags". */
  names: string;
  /** Cosine of the passage with the sentence and the nearest passage of the other post, −1…1. */
  similarity: number;
}

/** How many other posts of the collection link to a post, and to how many it links. */
export interface PostLinks {
  postId: string;
  incoming: number;
  outgoing: number;
}

/** A link to an address that looks like that of a post, and that no post of the folder has. */
export interface DeadLink {
  postId: string;
  /** As it stands in the post. */
  address: string;
  /** The words that bear it; empty where they are not known. */
  text: string;
  /** Where it begins in `Post.source`. */
  offset: number;
}

/** Two passages that say the same. */
export interface SharedPassage {
  first: Excerpt;
  second: Excerpt;
  /** Cosine, −1…1. */
  similarity: number;
}

/** Two posts that say the same in a good part. */
export interface Overlap {
  /** The older post first. */
  postIds: readonly [string, string];
  /** `verbatim`: in nearly the same words; `same ground`: in other words. */
  kind: "verbatim" | "same ground";
  /** How much of each post the other one has too, 0…1 by words. */
  shares: readonly [number, number];
  /** Nearest first, three at most. */
  passages: readonly SharedPassage[];
  /** What each has alone; absent where nothing is left. */
  alone: readonly [Excerpt | undefined, Excerpt | undefined];
}

/**
 * `same tag`: tags that differ in writing, or of which one is short for the other. `always together`: tags of which one hardly
 * stands without the other. `used once`: a tag of a single post. `missing`: a post lacks a tag that it deserves. `theme without tag`: no tag marks the theme. `theme and tag`: the tag that marks it best.
 */
export type TagFindingKind =
  "same tag" | "always together" | "used once" | "missing" | "theme without tag" | "theme and tag";

/** One finding on the author's tags. */
export interface TagFinding {
  kind: TagFindingKind;
  /** The tags that it is about; the one to keep first. Empty for a theme without one. */
  tags: readonly string[];
  themeId?: string;
  postId?: string;
  /** Posts behind it. */
  posts: number;
  /** How well theme and tag agree by posts (F1), or how much of the nearest posts have the tag; 0…1. */
  agreement?: number;
  /** A sentence that says why. */
  reason: string;
}

/** A question that a post raises and that no passage seems to answer. */
export interface OpenQuestion {
  question: Excerpt;
  /** The theme of its passage. */
  themeId?: string;
  /** The passage of another post that comes nearest to an answer, with its cosine. */
  nearest?: Excerpt & { similarity: number };
}

/** `year`, `version`, `price`, or words such as "recently" that were true on the day. */
export type DatedKind = "year" | "time word" | "version" | "price";

/** Something in a post that ages. */
export interface DatedPhrase {
  kind: DatedKind;
  /** The words that age. */
  phrase: Excerpt;
  /** The sentence around them. */
  sentence: string;
}

/** An old post that matters, with what is dated in it. */
export interface Refresh {
  postId: string;
  /** The theme that it is strongest in. */
  themeId: string;
  /** Why it matters, in words. */
  reasons: readonly string[];
  /** Other posts that link to it. */
  incoming: number;
  /** In the order of the text. */
  dated: readonly DatedPhrase[];
}

/** The posts of a theme, from broad to specific. */
export interface ReadingOrder {
  themeId: string;
  posts: readonly ReadingStep[];
}

export interface ReadingStep {
  postId: string;
  /** 0…1: 1 for the post that covers most of the theme. */
  breadth: number;
}

/** All of it. Every list is in the order in which it is best gone through. */
export interface PostPlanning {
  links: readonly LinkSuggestion[];
  /** Of each post, in the order of the report; empty where no post of the collection links to another. */
  linked: readonly PostLinks[];
  dead: readonly DeadLink[];
  overlaps: readonly Overlap[];
  tags: readonly TagFinding[];
  questions: readonly OpenQuestion[];
  refresh: readonly Refresh[];
  reading: readonly ReadingOrder[];
  /** What could not be told, and why, in plain words. */
  notes: readonly string[];
}
