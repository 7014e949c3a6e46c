/**
 * What keeps a spreadsheet from running a text as a formula, whichever separator it reads our tables by: where a list is
 * separated by `;`, as in German or French, or by a tab, a text that holds one falls into two cells, quotation marks or not, and a
 * line end begins a row. So the apostrophe stands not only at the beginning of a text but wherever a cell could begin.
 */

/** What some program ends a cell at, and what may stand between there and the sign. */
export const END = String.raw`[;\t\r\n\v\f\u0085\u2028\u2029]`;
export const BETWEEN = String.raw`([\p{Zs}\uFEFF"]*)`;
export const SIGN = String.raw`(?=[=+\-@\t\r＝＋－＠])`;
/** Behind the text comes a quotation mark and then perhaps a line end, which would be the beginning of a cell too. */
const UNGUARDED = [
  new RegExp(`(?<=^|${END})${BETWEEN}('*)${SIGN}`, "gu"),
  new RegExp(`(?<=${END})${BETWEEN}('*)$`, "u"),
];
const GUARDED = [
  new RegExp(`(?<=^|${END})${BETWEEN}'('*)${SIGN}`, "gu"),
  new RegExp(`(?<=${END})${BETWEEN}'('*)$`, "u"),
];

/** Puts an apostrophe before every sign by which a cell could become a formula. */
export function withGuard(text: string): string {
  return UNGUARDED.reduce((guarded, place) => guarded.replace(place, "$1'$2"), text);
}

/** Takes those apostrophes off again: `withoutGuard(withGuard(text))` is the text. */
export function withoutGuard(text: string): string {
  return GUARDED.reduce((plain, place) => plain.replace(place, "$1$2"), text);
}
