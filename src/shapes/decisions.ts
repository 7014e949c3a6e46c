/** What an editor decided about themes, as `themes.yaml` holds it; what became of each decision in a run. */

/** A theme as a decision names it: by its durable id, its label, or both. The id counts; the label is for people. */
export interface ThemeRef {
  id?: string;
  label?: string;
}

/** A passage by its id and the words that it opens with; those find it again where its post was edited. */
export interface PassageRef {
  id?: string;
  text?: string;
}

/** A post by its id, its path or its title, whichever still fits, in that order. */
export interface PostRef {
  id?: string;
  path?: string;
  title?: string;
}

/** What was decided of one theme itself. */
export interface ThemeEntry extends ThemeRef {
  rename?: string;
  /** Said in the place of the program's own words on what the theme is about. */
  about?: string;
  /** 1…20, as the palette has them. */
  colour?: number;
  /** Label of the pillar that it stands under; a new one where none is called so. */
  pillar?: string;
  /** Counted, but listed last and left out of the plan. */
  hidden?: true;
  /** A project that is over: never overdue. */
  finished?: true;
  /** Always worth a new post. */
  evergreen?: true;
  note?: string;
}

export interface PillarEntry {
  /** Its label. */
  pillar: string;
  rename?: string;
  note?: string;
}

export interface MergeEntry {
  into: ThemeRef;
  themes: ThemeRef[];
  note?: string;
}

/** A theme that a split makes: what is nearer to these than to the rest of the theme. */
export interface SplitPart {
  name: string;
  /** Label of one of the theme's sub-themes: while it has one that is called so, the part is that sub-theme. */
  subtheme?: string;
  passages?: PassageRef[];
  phrases?: string[];
  /** This part goes on under the theme's id. */
  stays?: true;
}

export interface SplitEntry extends ThemeRef {
  into: SplitPart[];
  note?: string;
}

export interface PinEntry {
  passage?: PassageRef;
  post?: PostRef;
  /** The theme that it belongs to. */
  to?: ThemeRef;
  /** The theme that it doesn't belong to. */
  not?: ThemeRef;
  note?: string;
}

export interface DeclaredTheme {
  name: string;
  /** Phrases or sentences as a post on it would have them; the name itself where there are none. */
  phrases: string[];
  note?: string;
}

export interface BoilerplateEntry {
  /** Never taken out. */
  keep?: string;
  /** Always taken out. */
  remove?: string;
  note?: string;
}

/** A proposal of the plan that is not to be made for now, or ever. */
export interface DismissEntry {
  /** Its key: its kind and the ids of what it speaks of. */
  proposal: string;
  /** What it said, for people. */
  label?: string;
  /** The month in which it may come back, `YYYY-MM`. @default never */
  until?: string;
  note?: string;
}

export interface Decisions {
  themes: ThemeEntry[];
  pillars: PillarEntry[];
  /** Themes that stand first, in this order. */
  order: ThemeRef[];
  merge: MergeEntry[];
  split: SplitEntry[];
  pins: PinEntry[];
  declare: DeclaredTheme[];
  boilerplate: BoilerplateEntry[];
  dismiss: DismissEntry[];
}

/** The way to a part of the file: `["merge", 0, "into"]`. */
export type DecisionPath = readonly (string | number)[];

/** `themes.yaml` as it was read. */
export interface DecisionsFile {
  /** As shown to people. */
  name: string;
  text: string;
  decisions: Decisions;
  /** The line on which a part of the file stands, 1-based; that of what holds it where it is not there itself. */
  lineOf: (path: DecisionPath) => number;
}

/** What became of one decision in a run. */
export interface Outcome {
  /** In words: `rename “Go” to “Golang”`. */
  decision: string;
  line: number;
  /** `superseded`: another decision left nothing for it to do. `unmet`: what it speaks of is not there any more. */
  status: "applied" | "superseded" | "unmet";
  /** Why it was not applied, and what would mend it; absent for one that was. */
  reason?: string;
}

/** One decision, as a person makes it. `null` takes an earlier one back. */
export type Decision =
  | { do: "rename"; theme: ThemeRef; name: string | null }
  | { do: "about"; theme: ThemeRef; about: string | null }
  | { do: "colour"; theme: ThemeRef; colour: number | null }
  | { do: "pillar"; theme: ThemeRef; pillar: string | null }
  | { do: "hide" | "finish" | "evergreen"; theme: ThemeRef; on: boolean }
  | { do: "note"; on: ThemeRef | { pillar: string }; note: string | null }
  | { do: "order"; themes: readonly ThemeRef[] }
  | { do: "rename pillar"; pillar: string; name: string | null }
  | { do: "merge"; into: ThemeRef; themes: readonly ThemeRef[] }
  | { do: "split"; theme: ThemeRef; into: readonly SplitPart[] | null }
  | {
      do: "pin";
      /** One or more passages, or posts. */
      what: readonly ({ passage: PassageRef } | { post: PostRef })[];
      /** None of the two takes the pin off. */
      to?: ThemeRef;
      not?: ThemeRef;
    }
  | { do: "declare"; name: string; phrases: readonly string[] | null }
  | { do: "boilerplate"; text: string; rule: "keep" | "remove" | null }
  | {
      do: "dismiss";
      /** The key of a proposal. */
      proposal: string;
      label?: string;
      /** `YYYY-MM`; for good where it is absent. */
      until?: string;
      /** False to let it be made again. */
      on: boolean;
    };
