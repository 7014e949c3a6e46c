/** What the server of `throughline explore` and its page say to each other where themes are decided about, as JSON. */
import type { Decision } from "./decisions.js";

/** A request that changes something. */
export interface TurnBody {
  /** The key of the run that the page shows. */
  run: string;
  /** Made up by the window that asks, so that it knows its own doing when it is told to all. */
  window: string;
}

export interface DecideBody extends TurnBody {
  decisions: readonly Decision[];
}

/** What was decided of a theme that the report holds, beside what the report itself says of it. */
export interface DeskTheme {
  /** The durable id. */
  id: string;
  /** By which the page knows it. */
  number: number;
  /** `NN-slug`, as it stands in addresses. */
  slug: string;
  label: string;
  /** Label of its pillar; empty where it stands under none. */
  pillar: string;
  hidden: boolean;
  finished: boolean;
  evergreen: boolean;
  /** True where the editor gave it the name that it has. */
  isRenamed: boolean;
  /** 1…20, where the editor gave it one. */
  colour?: number;
  note?: string;
}

/** A decision that was made on this computer. */
export interface LoggedDecision {
  /** In words. */
  decision: string;
  /** ISO 8601. */
  at: string;
  /** Taken back, and not made again. */
  undone: boolean;
}

/** A decision that the run could not meet. */
export interface UnmetDecision {
  decision: string;
  /** In the file of decisions, 1-based. */
  line: number;
  reason: string;
}

/** What is needed to decide about the report that is served; or why that can't be. */
export type Desk =
  | {
      isPossible: true;
      run: string;
      /** The file of decisions, as shown to people. */
      file: string;
      /** In the order of the report. */
      themes: DeskTheme[];
      /** What would be taken back, and made again, in words. */
      undo?: string;
      redo?: string;
      /** The newest first. */
      log: LoggedDecision[];
      unmet: UnmetDecision[];
      /** Why the file, as it was edited by hand, could not be taken into the report. */
      fault?: string;
    }
  | { isPossible: false; why: string };

/** What became of a request that changes something. */
export interface Done {
  /** The run that shows it. */
  run: string;
  /** In words, a whole sentence. */
  words: string;
  /** How long it took, from the request to the report. */
  milliseconds: number;
}

/** What is told to every page: what was decided, by whom, or that the file was edited by hand. */
export interface DeskNews {
  /** Which window decided; absent where the file was edited by hand. */
  window?: string;
  /** In words, a whole sentence. */
  words: string;
  /** True where the report could not be made of the file as it stands. */
  isFault: boolean;
}
