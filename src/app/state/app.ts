import type { AppData } from "../../render/app-data-types.js";
import type { Change, State } from "./state.js";

/** What the whole page knows: the data with its look-ups, what is shown, and how to change that. */
export interface App {
  readonly data: AppData;
  /** Positions of each post's passages, in reading order. */
  readonly passagesOfPost: readonly (readonly number[])[];
  /** Positions of each theme's passages, the surest first. */
  readonly passagesOfTheme: readonly (readonly number[])[];
  readonly state: Readonly<State>;
  /**
   * One entry per passage: 1 where it passes every filter (themes, tags, authors, months, area), else 0. The search is
   * not a filter: it finds among these.
   */
  readonly visible: Readonly<Uint8Array>;
  /** One entry per passage: 1 where the search found it among the visible ones, else 0; undefined while nothing is searched for. */
  readonly found: Readonly<Uint8Array> | undefined;
  /** False on a small screen where the person went on to a screen and left what was open to be read. */
  readonly isReading: boolean;
  /** Passages lit up for a moment by a pointer or by focus somewhere on the page. */
  readonly hovered: Hovered;
  /** Changes what is shown and writes the address; `undefined` takes a part out. `replace` makes no entry in the history. */
  set(change: Change, options?: { replace?: boolean }): void;
  hover(hovered: Hovered): void;
  /** Tells everybody which passages the search found; undefined for no search. */
  find(passages: readonly number[] | undefined): void;
}

export interface Hovered {
  theme?: number;
  passage?: number;
}

/** One part of the page. It is made once, in an element of its own, and then told of every change. */
export interface View {
  /** After every change of state or filters. Must be cheap where nothing of its own has changed. */
  update: (app: App, before: Readonly<State>) => void;
  /** After every change of what is hovered. */
  hover?: (app: App) => void;
}

export type MakeView = (root: HTMLElement, app: App) => View;
