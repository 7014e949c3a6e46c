/** What the page shows, all of it; it lives in the address behind `#`, so that a view can be shared and gone back to. */

/** `themes` is a screen of its own where there is no room for the list beside the others. */
export type Screen = "plan" | "map" | "posts" | "time" | "themes" | "changes";

/** In numbers on top of one another, as shares of each period, or each in a row of its own. */
export type TimeKind = "stacked" | "shares" | "ridge";
export const TIME_KINDS: readonly TimeKind[] = ["stacked", "shares", "ridge"];

export interface State {
  /** What the middle of the page shows. */
  screen: Screen;
  /** The theme whose page is open; its points are highlighted. */
  theme?: number;
  /** A sub-theme of `theme`. */
  subtheme?: number;
  /** The post whose page is open; beats `theme`. */
  post?: number;
  /** The passage that is pinned; its post's page is open at it. */
  passage?: number;
  /** Words to search for; empty = no search. */
  query: string;
  /** Whether the words are searched for by their meaning; only where `throughline explore` serves the page. */
  meaning?: boolean;
  /** The passage whose like are shown in place of what was found, −1 = a text that was pasted; as `meaning`. */
  near?: number;
  /** Filters: a passage must pass all of them. Empty lists let everything pass. */
  themes: number[];
  tags: string[];
  authors: string[];
  /** First and last month, `YYYY-MM`. Undated posts pass only without both. */
  from?: string;
  until?: string;
  /** Corners of a polygon on the map in the units of `AppPassages.x` and `.y`, x and y in turn. */
  area?: number[];
  /** Order of the posts' table: a column's name, with `-` in front for the largest first. */
  sort: string;
  /** How the screen of that name draws the themes over time. */
  time: TimeKind;
}

/** A part that is absent stays as it is; one that is undefined is taken out. */
export type Change = { [Key in keyof State]?: State[Key] | undefined };

export const INITIAL: State = {
  screen: "plan",
  query: "",
  themes: [],
  tags: [],
  authors: [],
  sort: "-date",
  time: "stacked",
};

/** What the reader at the side can show, the first that is there: a post, a theme, what was found, what was selected. */
const READ = ["theme", "subtheme", "post", "passage"] as const;

/** True where a change asks for something to read. */
export function asksToRead(change: Change): boolean {
  const parts = [change.theme, change.post, change.passage, change.area, change.near];
  return parts.some((part) => part !== undefined) || (change.query ?? "") !== "";
}

/** The next state: a new search or a new selection on the map closes what was open to be read. */
export function changed(state: State, change: Change): State {
  const searches = change.query !== undefined && change.query !== "" && change.query !== state.query;
  const selects = change.area !== undefined;
  const compares = change.near !== undefined;
  const closes = (searches || selects || compares) && change.theme === undefined && change.post === undefined;
  const closed = closes ? Object.fromEntries(READ.map((key) => [key, undefined])) : {};
  const merged = {
    ...state,
    ...closed,
    ...(selects ? { query: "" } : {}),
    ...(searches || selects ? { near: undefined } : {}),
    ...change,
  };
  const kept = Object.entries(merged).filter(([, value]) => value !== undefined);
  return { ...INITIAL, ...(Object.fromEntries(kept) as Partial<State>) };
}
