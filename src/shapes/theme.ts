export interface Term {
  /** As a person would write it. */
  text: string;
  /** c-TF-IDF weight × distinctness from the other themes, divided by the theme's largest, 0…1. */
  weight: number;
}

/** How well the passages of a whole run hang together in their themes; repetitions count once. */
export interface Quality {
  /** Mean cosine silhouette of the placed passages in the embeddings as made, −1…1; 0 for a single theme. */
  silhouette: number;
  /** Mean cosine of the placed passages to the centroid of their theme, −1…1. */
  cohesion: number;
  /** Mean over the themes of `Clustering.stability`, 0…1. */
  stability: number;
}

export interface MonthCount {
  /** `YYYY-MM`. */
  month: string;
  passages: number;
  posts: number;
  words: number;
}

/** A part of a theme that the data sets apart from the rest of it. */
export interface Subtheme {
  /** Derived from the ids of its passages. */
  id: string;
  parentId: string;
  label: string;
  terms: Term[];
  passages: number;
  posts: number;
  words: number;
  /** Share of the theme's passages, 0…1; the shares of a theme's sub-themes add up to 1. */
  share: number;
}

/** A broad area: themes that belong together. */
export interface Pillar {
  /** Derived from the ids of its themes. */
  id: string;
  /** 1-based, by size. */
  number: number;
  /** Broader than its themes' labels; that of its theme where it has a single one. */
  label: string;
  terms: Term[];
  /** Largest first, at least one. */
  themeIds: string[];
  passages: number;
  posts: number;
  words: number;
  /** Share of all placed passages, 0…1; the shares of all pillars add up to 1. */
  share: number;
}

/** A subject that cuts across: passages of several themes hold it, and it is none of them. */
export interface Thread {
  /** Derived from its label. */
  id: string;
  label: string;
  /** What names it: a tag that the author gave to posts, or the vocabulary of subjects. */
  source: "tag" | "subject";
  /** Ids of the passages that hold it, the most telling first. */
  passageIds: string[];
  /** Posts with such a passage. */
  posts: number;
  /** How many of these passages each theme has, the most first; at least three themes. */
  themes: { id: string; passages: number }[];
}

export type LabelSource = "keyword" | "chat" | "named";

export interface Theme {
  /** Derived from the ids of its passages. */
  id: string;
  /** 1-based, by size. */
  number: number;
  /** Absent where there are too few themes to be grouped. */
  pillarId?: string;
  /** The colour that the editor gave it, 1…20; that of its number where it is absent. */
  colour?: number;
  /** 1-based: where the editor lists it, before all themes without a place. */
  place?: number;
  /** The editor hid it: counted, but listed last and left out of the plan. */
  hidden?: true;
  /** What the editor says of its future: `finished` for a project that is over, `evergreen` for what is always worth a post. */
  standing?: "finished" | "evergreen";
  /** What the editor noted on it. */
  note?: string;
  /** `NN-slug`, also the name of its Markdown page. */
  slug: string;
  label: string;
  /** How well the best name marks the theme's passages and finds them, 0…1: about a third and more for one subject. */
  fit: number;
  /** Who gave the label: the keywords, a chat endpoint, or a person. */
  labelSource: LabelSource;
  /** What the posts say on it, by the chat endpoint that gave the label. */
  summary?: string;
  terms: Term[];
  /** The 25 most typical single words, by which topic models are compared. */
  topWords: Term[];
  /** Ids of passages that represent it and differ from one another, best first. */
  exemplars: string[];
  /** The sentence that says best what it is about, from its own passages. */
  about: string;
  passages: number;
  posts: number;
  words: number;
  /** Share of all placed passages, 0…1. */
  share: number;
  /** Mean cosine of its passages to its centroid, −1…1. */
  cohesion: number;
  /** 0…1: how much of it is found again where a fifth of the passages is missing. */
  stability: number;
  /** Largest first; empty where the data doesn't divide it. Each of its passages is in one of them. */
  subthemes: Subtheme[];
  /** All other themes, nearest first, with the cosine of the centroids. */
  related: { id: string; similarity: number }[];
  firstSeen?: string;
  lastSeen?: string;
  months: MonthCount[];
}
