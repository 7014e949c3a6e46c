/** What the charts of time say in words. */
import { at } from "../../math/at.js";
import { monthOf } from "../../text/months.js";
import { count, month, span as spanWords } from "../../render/words.js";
import { plain } from "../../render/text.js";
import type { AppData } from "../../render/app-data-types.js";
import type { Range, Span, TimeCounts } from "./counts.js";

/** "Feb 2023 to Nov 2024". */
export function rangeWords(span: Span, range: Range): string {
  return spanWords(monthOf(span.start + range.from), monthOf(span.start + range.until - 1));
}

/** The name of a row of `TimeCounts`. */
export function rowName(data: AppData, row: number): string {
  return plain(data.themes[row]?.label ?? "Unplaced");
}

/** "12 passages in 4 posts, of 58 passages in all". */
export function cellWords({ passages, posts, totals }: TimeCounts, row: number, period: number): string {
  const passagesHere = at(at(passages, row), period);
  const total = at(totals, period);
  const rest = `of ${count(total, "passage")} in all`;
  return passagesHere === 0
    ? `no passage, ${rest}`
    : `${count(passagesHere, "passage")} in ${count(at(at(posts, row), period), "post")}, ${rest}`;
}

/** "3 posts have no date and are not in this chart." */
export function undatedSentence(undated: number, isRangeChosen: boolean): string {
  if (undated === 0) return "";
  const have = undated === 1 ? "has" : "have";
  const are = undated === 1 ? "is" : "are";
  const left = isRangeChosen
    ? `; while months are chosen, ${undated === 1 ? "it is" : "they are"} left out`
    : "";
  return `${count(undated, "post")} ${have} no date and ${are} not in this chart${left}.`;
}

/** The label of a month slider's value. */
export function monthAt(span: Span, offset: number): string {
  return month(monthOf(span.start + offset));
}
