/** How many passages stand in each period, and which part of all that the chosen months are. */
import { at } from "../../math/at.js";
import { monthIndex, monthOf } from "../../text/months.js";
import { type Periods } from "../../render/months.js";
import type { AppData } from "../../render/app-data-types.js";

export interface TimeCounts {
  periods: Periods;
  /** Passages per theme, the unplaced ones last, and period. */
  passages: number[][];
  /** Posts with such a passage, likewise. */
  posts: number[][];
  /** All passages per period. */
  totals: number[];
  /** Posts without a date that have a passage among those counted. */
  undated: number;
}

/** Counts the passages that pass, by the dates of their posts. */
export function countTimes(data: AppData, periods: Periods, passes: Readonly<Uint8Array>): TimeCounts {
  const rows = data.themes.length + 1;
  const table = (): number[][] =>
    Array.from({ length: rows }, () => new Array<number>(periods.periods.length).fill(0));
  const counts: TimeCounts = {
    periods,
    passages: table(),
    posts: table(),
    totals: new Array<number>(periods.periods.length).fill(0),
    undated: 0,
  };
  const periodOfPost = data.posts.map(({ date }) => (date === undefined ? undefined : periods.at(date)));
  // A post's passages stand together, so that a row has met a post before if it was the last one it met.
  const lastPost = new Array<number>(rows).fill(-1);
  let lastUndated = -1;
  data.passages.post.forEach((post, passage) => {
    if (passes[passage] !== 1) return;
    const period = periodOfPost[post];
    if (period === undefined) {
      if (post !== lastUndated) counts.undated++;
      lastUndated = post;
      return;
    }
    const theme = at(data.passages.theme, passage);
    const row = theme < 0 ? rows - 1 : theme;
    add(counts.totals, period);
    add(counts.passages[row], period);
    if (lastPost[row] !== post) add(counts.posts[row], period);
    lastPost[row] = post;
  });
  return counts;
}

function add(counts: number[] | undefined, at: number): void {
  const before = counts?.[at];
  if (counts !== undefined && before !== undefined) counts[at] = before + 1;
}

/** Months from the beginning of the first period on; `until` is behind the last month. */
export interface Range {
  from: number;
  until: number;
}

/** The months that may be chosen: from the first to the last post's. */
export interface Span extends Range {
  /** Months since year 0 at the beginning of the first period. */
  start: number;
  /** Months in all periods together: the length of the axis. */
  months: number;
}

export function spanOf({ months, periods }: Periods, data: Pick<AppData, "months">): Span {
  const start = monthIndex(periods[0]?.first ?? "0000-01");
  const [first, last] = [data.months[0], data.months.at(-1)];
  return {
    start,
    months: months * periods.length,
    from: first === undefined ? 0 : monthIndex(first) - start,
    until: last === undefined ? 0 : monthIndex(last) + 1 - start,
  };
}

/** The chosen months, inside the span; undefined where none are chosen. */
export function chosenRange(span: Span, chosen: { from?: string; until?: string }): Range | undefined {
  if (chosen.from === undefined && chosen.until === undefined) return undefined;
  const from = chosen.from === undefined ? span.from : monthIndex(chosen.from) - span.start;
  const until = chosen.until === undefined ? span.until : monthIndex(chosen.until) + 1 - span.start;
  return inside(span, { from, until });
}

/** The filter for a range, which may reach over the ends; none for the whole span, which lets the undated posts pass. */
export function filterFor(span: Span, range: Range): { from: string | undefined; until: string | undefined } {
  const { from, until } = inside(span, range);
  if (from === span.from && until === span.until) return { from: undefined, until: undefined };
  return { from: monthOf(span.start + from), until: monthOf(span.start + until - 1) };
}

/** At least a month, and no further than the posts go. */
function inside(span: Span, range: Range): Range {
  const from = Math.min(Math.max(range.from, span.from), span.until - 1);
  return { from, until: Math.max(from + 1, Math.min(range.until, span.until)) };
}

/** The whole periods that a stretch of the axis touches, at least one; in parts of its length, 0…1. */
export function touchedPeriods({ months, periods }: Periods, start: number, end: number): Range {
  const first = Math.min(periods.length - 1, Math.max(0, Math.floor(start * periods.length)));
  const behind = Math.max(first + 1, Math.ceil(end * periods.length));
  return { from: first * months, until: Math.min(periods.length, behind) * months };
}
