/** What lies under the pointer on the map, and what is said of it. */
import { colourOf } from "../../render/svg/palette.js";
import { Delaunay } from "d3-delaunay";
import { at } from "../../math/at.js";
import { plain, titleOf } from "../../render/text.js";
import { day } from "../../render/words.js";
import { h } from "../dom/dom.js";
import { foreign } from "../quotations/quotation.js";
import type { App } from "../state/app.js";
import { markOf } from "../themes/mark.js";
import type { Plot } from "./plot.js";

const TOOLTIP_LENGTH = 240;

/** Finds the visible passage that is nearest to a point. */
export interface Finder {
  /** Takes pixels before zooming; gives the position of the passage, −1 where none is visible. */
  find(x: number, y: number): number;
}

export function makeFinder({ visible }: App, { xs, ys }: Plot): Finder {
  const shown = Array.from(xs.keys()).filter((i) => visible[i] === 1);
  const coordinates = Float64Array.from(shown.flatMap((i) => [at(xs, i), at(ys, i)]));
  const delaunay = new Delaunay(coordinates);
  return { find: (x, y) => (shown.length === 0 ? -1 : at(shown, delaunay.find(x, y))) };
}

/** What a pointer is told of a passage: its theme, its beginning, its post. */
export function tooltipOf({ data }: App, passage: number): Node[] {
  const post = at(data.posts, at(data.passages.post, passage));
  const theme = data.themes[at(data.passages.theme, passage)];
  const text = plain(at(data.passages.text, passage));
  const cut =
    text.length <= TOOLTIP_LENGTH ? text : `${text.slice(0, text.lastIndexOf(" ", TOOLTIP_LENGTH))} …`;
  return [
    h(
      "p",
      { class: "tooltip-theme" },
      theme === undefined ? undefined : markOf(colourOf(theme)),
      theme === undefined ? "No theme" : foreign(theme.label),
    ),
    h("p", {}, foreign(cut)),
    h("p", { class: "hint" }, foreign(titleOf(post)), ` · ${day(post.date)}`),
  ];
}
