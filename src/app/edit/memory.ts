/** What a page leaves to itself when it opens the report that was made anew: in the tab alone, and read once. */
import { shownPlace, type MapPlace } from "../state/map-place.js";

/** Where the keyboard goes on: at a theme, in the list or on its page, or at a control by its name. */
export type Focus = { theme: string; at: "row" | "page" } | { control: string };

export interface Left {
  isOn: boolean;
  /** What was done, for the reader. */
  said?: string;
  /** True where `said` is what was not done. */
  isFault?: boolean;
  focus?: Focus;
  /** Pixels, by selector. */
  scroll?: Record<string, number>;
  /** What part of the map was shown. */
  map?: MapPlace;
  /** Ids of passages that were chosen. */
  chosen?: string[];
}

const KEY = "throughline-edit";
const SCROLLED = [".list", ".reader-body", ".screen-posts", ".screen-time", ".screen-changes"];

export function leave(left: Left): void {
  const scroll = Object.fromEntries(
    SCROLLED.map((selector) => [selector, document.querySelector(selector)?.scrollTop ?? 0]),
  );
  const map = shownPlace();
  sessionStorage.setItem(KEY, JSON.stringify({ ...left, scroll, ...(map && { map }) }));
}

/** What was left, which goes; only whether edit mode is on stays for the next time. */
export function takeLeft(): Left {
  const left = read();
  keepOn(left.isOn);
  return left;
}

export function keepOn(isOn: boolean): void {
  sessionStorage.setItem(KEY, JSON.stringify({ isOn }));
}

export function scrollAsLeft({ scroll = {} }: Left): void {
  for (const [selector, top] of Object.entries(scroll)) document.querySelector(selector)?.scrollTo({ top });
}

function read(): Left {
  try {
    // Nobody but this page writes it.
    const left = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<Left>;
    return { ...left, isOn: left.isOn === true };
  } catch {
    return { isOn: false };
  }
}
