/** What an editor takes into a planning meeting. */

/** The day from which a plan counts back and forward. */
export interface PlanClock {
  /** `YYYY-MM-DD`. */
  day: string;
  /** Why this one: posts still come; the archive has ended, and this is its newest post; a person set it. */
  from: "today" | "newest" | "set";
}

/** `dormant`: nothing for long, by the theme's own measure too. */
export type Trend = "rising" | "steady" | "fading" | "dormant" | "undated";

/** How many of the posts that were published in a time are about a theme. */
export interface Share {
  posts: number;
  of: number;
}

/** The latest time against the time before it. */
export interface Recency {
  /** `YYYY-MM-DD`: where the latest time begins, a year before the plan's day where the posts reach back long enough. */
  since: string;
  recent: Share;
  before: Share;
  /** How often chance alone would give so uneven a share, 0…1: Fisher's exact test, mid-p, one-sided in the direction seen. */
  chance: number;
}

/** The time of the year to which a theme's posts keep. */
export interface Season {
  /** 1 = January … 12. */
  from: number;
  until: number;
  /** Posts in these months, of how many dated ones. */
  posts: number;
  of: number;
  /** In how many different years. */
  years: number;
}

/** How a theme's posts do by one figure of a person's own, against other posts of their time. */
export interface Performance {
  /** Name of the column. */
  metric: string;
  /** Posts about it that have the figure, at least 5. */
  posts: number;
  /** Of their figures, and of those of all posts. */
  median: number;
  medianOfAll: number;
  /** Median of each post's figure over what was usual when it came: 1 = as others. */
  times: number;
  /** An interval of 90 % of it, by the bootstrap. */
  low: number;
  high: number;
}

/** What there is to know of one theme for planning. A post is about its largest theme, and about every other with over a third of it. */
export interface PlanRow {
  themeId: string;
  /** Posts that are about it. */
  posts: number;
  /** `YYYY-MM-DD` of the newest of these. */
  lastCovered?: string;
  /** Days from `lastCovered` to the plan's day. */
  daysSince?: number;
  /** To which day these count. */
  countedFrom?: PlanClock["from"];
  /** Dated posts of the whole collection that came after `lastCovered`. */
  postsSince?: number;
  /** Median of the days between its posts; from three posts on. */
  usualGap?: number;
  /** Longer silent than nearly always before, while so many posts came that one on it was due. */
  isOverdue: boolean;
  /** Posts on the theme a year, over the collection's own span. */
  postsPerYear?: number;
  trend: Trend;
  recency?: Recency;
  season?: Season;
  /** By each figure that enough of its posts have; absent where nobody gave any. */
  performance?: Performance[];
  /** The post with the most words on it, times the share of the post that these are. */
  strongestPostId?: string;
  /** Posts that touch it (a tenth to a third of their text) without being about it. */
  touchingPostIds: string[];
}

/** How much work a proposal is: a new post, work on posts that stand, links to be set, or a word from the editor. */
export type Effort = "new" | "update" | "merge" | "link" | "decide";

/** What a proposal can be pointed to. */
export interface Evidence {
  postId: string;
  /** The passage that is quoted; the post as a whole where it is absent. */
  passageId?: string;
  /** Words of that passage, as they stand there. */
  quote?: string;
}

/** What every proposal has. */
export interface Proposed {
  /** The kind and the ids of what it speaks of: the same in every run that proposes it again. */
  key: string;
  effort: Effort;
  /** Themes that it is about; those of a new post. */
  themeIds: string[];
  /** What to look at, the most telling first. */
  evidence: Evidence[];
}

/** A part of a theme, and when a post last spoke of it. */
export interface Angle {
  label: string;
  /** `YYYY-MM-DD`. */
  lastCovered?: string;
}

/** What an editor might do next, as facts; `render/proposal-words.ts` makes the sentences. */
export type Proposal = Proposed &
  (
    | {
        /** `return`: a theme is overdue. `continue`: it rises. `regular`: it is one of those that come up again and again. */
        kind: "return" | "continue" | "regular";
        /** The part of it that no post spoke of for the longest. */
        angle?: Angle;
      }
    /** Posts touch a theme all the time, none or hardly one is about it. */
    | { kind: "deepen" }
    /** A subject that runs through several themes and has no post of its own. */
    | { kind: "thread"; label: string; posts: number; themes: number }
    /** Two themes that are near and that no post joins. */
    | { kind: "bridge"; similarity: number }
    /** A theme that returns at this time of the year. */
    | { kind: "season"; season: Season }
    /** A theme whose posts do better than others of their time. */
    | { kind: "perform"; performance: Performance }
    /** An old post that matters, with what in it has aged. */
    | { kind: "update"; reasons: readonly string[]; dated: number; examples: readonly string[] }
    /** Two posts that say much the same; how much of each the other has too, 0…1. */
    | { kind: "merge"; isVerbatim: boolean; shares: readonly [number, number] }
    /** Links that could be set: how many, in how many posts, and how many posts nothing links to. */
    | { kind: "link"; links: number; posts: number; orphans: number }
    /** A question that a post raises and none seems to answer. */
    | { kind: "answer"; question: string }
    /** A theme that looks like a project that is over. */
    | { kind: "finished"; first: string; last: string }
  );

export type ProposalKind = Proposal["kind"];

/** A day on which a post could come, and what could stand there. */
export interface Slot {
  /** `YYYY-MM-DD`. */
  date: string;
  /** Key of a proposal of the plan; absent where there are more days than proposals. */
  proposal?: string;
}

/** The next days at the collection's own rhythm: planned, not scheduled. */
export interface PlanCalendar {
  /** Days from one to the next, at least 1. */
  every: number;
  /** Whether a person set the rhythm, or the latest posts tell it. */
  isGiven: boolean;
  /** The weekday of publishing, 0 = Sunday, and how many of the latest posts came on it; absent where they came on any. */
  weekday?: { day: number; posts: number; of: number };
  /** Weekdays that are left out, since none of the latest posts came on them; absent for none. */
  rest?: number[];
  slots: Slot[];
}

/** The plan of a collection. */
export interface Plan {
  /** The best first, of different kinds. */
  proposals: Proposal[];
  /** Proposals that the editor put off, by key, with the month up to which, `YYYY-MM`, where there is one. */
  dismissed: { key: string; until?: string }[];
  /** Absent where the posts tell no rhythm. */
  calendar?: PlanCalendar;
}
