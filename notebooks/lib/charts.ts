/** What several charts share: the colours of the report, and room for names. */
import { plot, type PlotOptions } from "@observablehq/plot";
import { shadeOf, UNPLACED } from "../../src/render/svg/palette.js";
import { textWidth, wrapText } from "../../src/render/svg/text-width.js";
import type { Theme } from "./run.js";

export { labelledMonths, markRadius, namesOnMap, spread } from "./places.js";
export { counted, excerpt, firstFew, percent } from "./words.js";

/** Marks of `Plot` in the order in which the report takes its own. */
const SYMBOLS = ["circle", "square", "triangle", "diamond", "wye"] as const;

const NARROWEST = 280;

/** A chart as one picture with a name, which is `ariaLabel`; the prose and the tables beside it say what it shows. */
export function draw(options: PlotOptions & { ariaLabel: string }): Element {
  // Before the page is laid out its width is 0, and a chart can't be drawn with less than nothing.
  const chart = plot({ ...options, width: Math.max(NARROWEST, options.width ?? 0) });
  chart.setAttribute("role", "img");
  // Names of the layers, such as "dot", mean nothing to a listener and are not allowed on a group without a role.
  for (const layer of chart.querySelectorAll("g[aria-label]")) layer.removeAttribute("aria-label");
  return chart;
}

/** The colour of every theme as in the report, by its name, and of what is unplaced. */
export function colorsOf(themes: readonly Theme[], dark: boolean): (name: string) => string {
  const ground = dark ? "dark" : "light";
  const shades = new Map(themes.map(({ name, number }) => [name, shadeOf(number)[ground]]));
  return (name) => shades.get(name) ?? UNPLACED[ground];
}

/** The mark of a theme, so that colour is never the only sign. */
export function symbolOf(theme: Theme | undefined): (typeof SYMBOLS)[number] {
  const index = (theme?.number ?? 1) - 1;
  return SYMBOLS[(index + Math.floor(index / 20)) % SYMBOLS.length] ?? "circle";
}

/** A name in lines of at most `width` pixels at the size of a chart's labels, shortened where it must be. */
function broken(name: string, width: number, mostLines = 2): string {
  return wrapText(name, width * 1.1, FONT_SIZE, mostLines).join("\n");
}

const FONT_SIZE = 12;

/** An axis below a chart with its name under the numbers, not among them; goes with `FOOT`. */
export function below(label: string): { label: string; labelOffset: number } {
  return { label, labelOffset: 40 };
}

/** Room for such an axis. */
export const FOOT = 46;

/** At most this part of a chart is given to the names at its left. */
const NAMES_SHARE = 0.4;
const GAP = 14;

/** Room for names at the left of a chart of that width. */
export function marginFor(names: readonly string[], width: number): number {
  const most = width * NAMES_SHARE;
  const lines = names.flatMap((name) => broken(name, most - GAP).split("\n"));
  return Math.ceil(Math.min(most, Math.max(0, ...lines.map((line) => textWidth(line, FONT_SIZE))) + GAP));
}

/** Writes the names at the left of a chart so that they fit into `marginFor`. */
export function nameIn(width: number, mostLines = 2): (name: string) => string {
  return (name) => broken(name, width * NAMES_SHARE - GAP, mostLines);
}

/** A text of the posts for prose: as a node it stays text, whatever markup it holds. */
export function plain(text: string): Text {
  return document.createTextNode(text);
}
