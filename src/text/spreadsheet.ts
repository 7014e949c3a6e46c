/** Texts as they stand in the tables of a report, so that every spreadsheet opens them right and runs nothing of them. */
import { withGuard, withoutGuard } from "./formula-guard.js";

/** Stands at the beginning of a table: by it Excel knows that it is UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff";

/** The most UTF-16 units that a cell of Excel holds. */
export const MOST_IN_CELL = 32_767;
/** Ends a text that is longer. */
export const CUT_MARK = " […]";

const LONE_SURROGATE = /\p{Surrogate}/gu;
/** All that a terminal or a spreadsheet would obey and nobody sees, but for tabs and line ends. */
const CONTROL = /(?![\t\n\r])[\0-\x1f\x7f]/g;
const UNSEEN = /[\x80-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
/** The first of Unicode's pictures of control characters, in their order; that of Delete stands apart. */
const PICTURES = 0x2400;
const DELETE = 0x7f;
const DELETE_PICTURE = "␡";

/**
 * A text as a cell: control characters as their pictures (`␛`), overrides of direction taken out, guarded against being run as
 * a formula, and no longer than a cell can be.
 */
export function spreadsheetText(text: string): string {
  const shown = text.replace(LONE_SURROGATE, "\ufffd").replace(CONTROL, pictureOf).replace(UNSEEN, "");
  const guarded = withGuard(shown);
  return guarded.length <= MOST_IN_CELL ? guarded : cut(guarded);
}

/** The text as a reader of our tables has it: what of it a table can't hold is lost. */
export function asReadBack(text: string): string {
  return withoutGuard(spreadsheetText(text));
}

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  return code === DELETE ? DELETE_PICTURE : String.fromCharCode(PICTURES + code);
}

/** Cuts between two characters, never inside of one. */
function cut(text: string): string {
  const most = MOST_IN_CELL - CUT_MARK.length;
  const isInside = /[\uD800-\uDBFF]/.test(text.charAt(most - 1));
  return text.slice(0, isInside ? most - 1 : most) + CUT_MARK;
}
