import { BETWEEN, END, SIGN } from "./formula-guard.js";
import { asReadBack, MOST_IN_CELL, spreadsheetText } from "./spreadsheet.js";

/** What `spreadsheetText` puts pictures for or takes out. */
const REPLACED = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/;
const SURROGATE = /[\uD800-\uDFFF]/;
const AT_START = new RegExp(`^${BETWEEN}'*${SIGN}`, "u");
/** Begins with what few texts hold, so that a text is gone through in one pass and not looked at from each of its characters. */
const INSIDE = new RegExp(`${END}${BETWEEN}'*(?:${SIGN}|$)`, "u");

/** Whether a text stands in a cell as it is: most do, and to see so takes far less time than to guard them. */
export function isPlainCell(text: string): boolean {
  return (
    text.length <= MOST_IN_CELL &&
    !REPLACED.test(text) &&
    !SURROGATE.test(text) &&
    !AT_START.test(text) &&
    !INSIDE.test(text)
  );
}

/** As `spreadsheetText`, at once for what needs no guarding. */
export function cellText(text: string): string {
  return isPlainCell(text) ? text : spreadsheetText(text);
}

/** As `asReadBack`, at once for what needs no guarding. */
export function textReadBack(text: string): string {
  return isPlainCell(text) ? text : asReadBack(text);
}
