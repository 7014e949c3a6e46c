/**
 * What keeps a spreadsheet from running a text as a formula, whichever separator it reads our tables by: where a list is
 * separated by `;`, as in German or French, or by a tab, a text that holds one falls into two cells, quotation marks or not, and a
 * line end begins a row. So the apostrophe stands not only at the beginning of a text but wherever a cell could begin.
 */

/** Where some program begins a cell, and what may stand between there and the sign. */
const BEGINNING = String.raw`(?<=^|[;\t\r\n\v\f\u0085\u2028\u2029])([\p{Zs}\uFEFF"]*)`;
const SIGN = String.raw`(?=[=+\-@\t\r＝＋－＠])`;
const UNGUARDED = new RegExp(`${BEGINNING}('*)${SIGN}`, "gu");
const GUARDED = new RegExp(`${BEGINNING}'('*)${SIGN}`, "gu");

/** Puts an apostrophe before every sign by which a cell could become a formula. */
export function withGuard(text: string): string {
  return text.replace(UNGUARDED, "$1'$2");
}

/** Takes those apostrophes off again: `withoutGuard(withGuard(text))` is the text. */
export function withoutGuard(text: string): string {
  return text.replace(GUARDED, "$1$2");
}
