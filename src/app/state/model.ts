/** The state of the page, the one place where it changes, and everybody who is told of it. */
import { at } from "../../math/at.js";
import type { App, Hovered, View } from "./app.js";
import type { AppData } from "../../render/app-data-types.js";
import { sameFilters, visiblePassages } from "./filters.js";
import { formatHash, parseHash } from "./hash.js";
import { asksToRead, changed, type Change, type State } from "./state.js";

export interface AppModel extends App {
  /** Views are told in the order in which they came. */
  join(view: View): void;
}

/** A hash that is the name of a place on the static page, and no state. */
export function isAnchor(hash: string): boolean {
  return /^#[^=]+$/.test(hash);
}

export function makeApp(data: AppData): AppModel {
  const views: View[] = [];
  let state: State = parseHash(isAnchor(location.hash) ? "" : location.hash, data);
  let visible = visiblePassages(data, state);
  let hovered: Hovered = {};
  let found: Readonly<Uint8Array> | undefined;
  let isReading = asksToRead(state);

  function show(next: State): void {
    const before = state;
    state = next;
    if (!sameFilters(before, next)) visible = visiblePassages(data, next);
    if (next.query === "" && next.near === undefined) found = undefined;
    for (const view of views) view.update(app, before);
  }

  const app: AppModel = {
    data,
    passagesOfPost: positionsPer(data.posts.length, data.passages.post),
    passagesOfTheme: positionsPer(data.themes.length, data.passages.theme).map((own) =>
      own.sort((a, b) => at(data.passages.confidence, b) - at(data.passages.confidence, a) || a - b),
    ),
    get state() {
      return state;
    },
    get visible() {
      return visible;
    },
    get found() {
      return found;
    },
    get hovered() {
      return hovered;
    },
    get isReading() {
      return isReading;
    },
    set(change: Change, { replace = false } = {}) {
      if (asksToRead(change)) isReading = true;
      else if (change.screen !== undefined) isReading = false;
      const next = changed(state, change);
      const hash = `#${formatHash(next, data)}`;
      if (hash !== location.hash) {
        if (replace) history.replaceState(null, "", hash);
        else history.pushState(null, "", hash);
      }
      show(next);
    },
    hover(next) {
      if (next.theme === hovered.theme && next.passage === hovered.passage) return;
      hovered = next;
      for (const view of views) view.hover?.(app);
    },
    find(passages) {
      if (passages === undefined && found === undefined) return;
      found = passages && marksOf(passages, data.passages.id.length);
      for (const view of views) view.update(app, state);
    },
    join(view) {
      views.push(view);
      view.update(app, state);
    },
  };

  // Going back and forth, and an address that was typed.
  window.addEventListener("popstate", () => {
    if (isAnchor(location.hash)) return;
    const next = parseHash(location.hash, data);
    isReading = asksToRead(next);
    show(next);
  });
  return app;
}

function marksOf(positions: readonly number[], size: number): Uint8Array {
  const marks = new Uint8Array(size);
  for (const position of positions) marks[position] = 1;
  return marks;
}

function positionsPer(size: number, groups: readonly number[]): number[][] {
  const positions = Array.from({ length: size }, (): number[] => []);
  groups.forEach((group, position) => positions[group]?.push(position));
  return positions;
}
