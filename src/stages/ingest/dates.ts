/**
 * Turns what people write for a date into `YYYY-MM-DD`. The calendar day is taken as it was written, whatever time and
 * zone follow, so that a post never drifts to the day before or after.
 */

import { partsInWords } from "./dates-in-words.js";

/** Whether 3/4 is the third of April or the fourth of March. */
export type DayOrder = "day-first" | "month-first";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
const WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s+)?";

/** `2015-07-08`, `2015/7/8 12:00`, `2015-07-08T12:00:00Z`. */
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
/** `20150708`, `20150708T120000Z`. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T|$)/;
/** `Wed, 08 Jul 2015 12:00:00 GMT` (RFC 822), `8 July 2015`, `8-Jul-15`. */
const DAY_MONTH_YEAR = new RegExp(
  `^${WEEKDAY}(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(?:of\\s+)?${MONTH},?[\\s-]+(\\d{4}|\\d{2})(?!\\d)`,
  "i",
);
/** `July 8, 2015`, `Wed Jul 08 2015 12:00:00 GMT`. */
const MONTH_DAY_YEAR = new RegExp(
  `^${WEEKDAY}${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?!\\d)`,
  "i",
);
/** `Wed Jul  8 12:00:00 2015`, as the C library writes it. */
const ASCTIME = new RegExp(
  `^${WEEKDAY}${MONTH}\\s+(\\d{1,2})\\s+[\\d:]{5,8}\\s+(?:[A-Z]+\\s+)?(\\d{4})$`,
  "i",
);
/** `31/12/2015`, `1/24/23`, `31-12-2015`: read where one of the two numbers can't be a month, or the column has said which is which. */
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)/;
/** `31.12.2015`: dots are written where the day comes first. */
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d)/;
/** `2015年7月8日`, `2015년 7월 8일`. */
const IDEOGRAPHIC = /^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/;
/** No date is written longer; what stands behind it says nothing about the day. */
const MAX_LENGTH = 100;
const EPOCH_TEXT = /^(?:\d{9,10}|\d{12,13})(?:\.\d{1,9})?$/;
/** Epoch numbers from here on are milliseconds; seconds would lie beyond the year 5000. */
const EPOCH_MILLISECONDS = 1e11;
/** Smaller numbers are years, counters or `20150708`, not seconds since 1970. */
const EPOCH_MINIMUM = 1e8;

/**
 * `YYYY-MM-DD`, or undefined where the value names no real calendar day.
 *
 * @param order what the other dates of the column say of `3/4/2015`; without it such a date is none
 */
export function calendarDate(value: unknown, order?: DayOrder): string | undefined {
  if (typeof value === "number") return dateFromNumber(value);
  if (typeof value !== "string") return undefined;
  const text = value.slice(0, MAX_LENGTH).trim();
  if (EPOCH_TEXT.test(text)) return dateFromNumber(Number(text));
  return (
    match(YEAR_FIRST, text, ([year, , month, day]) => isoDate(year, month, day)) ??
    match(COMPACT, text, ([year, month, day]) => isoDate(year, month, day)) ??
    match(DAY_MONTH_YEAR, text, ([day, month, year]) => isoDate(fullYear(year), monthNumber(month), day)) ??
    match(MONTH_DAY_YEAR, text, ([month, day, year]) => isoDate(year, monthNumber(month), day)) ??
    match(ASCTIME, text, ([month, day, year]) => isoDate(year, monthNumber(month), day)) ??
    match(DOTTED, text, ([day, month, year]) => isoDate(fullYear(year), month, day)) ??
    match(SLASHED, text, ([first, second, year]) =>
      slashedDate(Number(first), Number(second), fullYear(year), order),
    ) ??
    match(IDEOGRAPHIC, text, ([year, month, day]) => isoDate(year, month, day)) ??
    dateInWords(text)
  );
}

/** Whether a text is a date of which day and month can't be told apart by itself. */
export function isSlashed(value: unknown): value is string {
  return typeof value === "string" && SLASHED.test(value.trim());
}

/** What the dates of a column, taken together, say of the order of day and month; undefined where they say nothing, or both. */
export function dayOrderOf(values: readonly unknown[]): DayOrder | undefined {
  const pairs = values.flatMap((value) => {
    const match = typeof value === "string" ? SLASHED.exec(value.trim()) : null;
    return match === null ? [] : [[Number(match[1]), Number(match[2])] as const];
  });
  const dayFirst = pairs.some(([first]) => first > 12);
  const monthFirst = pairs.some(([, second]) => second > 12);
  if (dayFirst === monthFirst) return undefined;
  return dayFirst ? "day-first" : "month-first";
}

const FILE_DATE = /^(\d{4})([-_.])(\d{1,2})\2(\d{1,2})(?![0-9])[-_. ]*|^(\d{4})(\d{2})(\d{2})(?:[-_. ]+|$)/;
/** `230502_name`: two digits of the year; read only with a separator behind it and digits that make a day. */
const SHORT_FILE_DATE = /^(\d{2})(\d{2})(\d{2})[-_]+(?=\p{L})/u;
/** `31-12-2015 name`, where only one reading makes a day. */
const LATE_YEAR_FILE_DATE = /^(\d{1,2})([-_.])(\d{1,2})\2(\d{4})(?![0-9])[-_. ]*/;
/** A day in brackets anywhere in the name: `Issue 12 (2015-07-08)`. */
const BRACKETED_FILE_DATE = /(?<!\s)\s*[([](\d{4}-\d{2}-\d{2})[)\]]/;

/** The date in a file's name (`2015-07-08-lean-teams`, `July 8, 2015 Lean teams`), and the rest of the name. */
export function dateFromFileName(stem: string): { date?: string; rest: string } {
  const name = stem.slice(0, MAX_LENGTH);
  for (const [pattern, read] of FILE_DATES) {
    const match = pattern.exec(name);
    const date = match === null ? undefined : read(match);
    if (match === null || date === undefined) continue;
    const rest = stem.slice(0, match.index) + stem.slice(match.index + match[0].length);
    return { date, rest };
  }
  return { rest: stem };
}

const FILE_DATES: readonly [RegExp, (match: RegExpExecArray) => string | undefined][] = [
  [FILE_DATE, (m) => isoDate(m[1] ?? m[5], m[3] ?? m[6], m[4] ?? m[7])],
  [SHORT_FILE_DATE, (m) => isoDate(fullYear(m[1]), m[2], m[3])],
  [LATE_YEAR_FILE_DATE, (m) => slashedDate(Number(m[1]), Number(m[3]), fullYear(m[4]), undefined)],
  [BRACKETED_FILE_DATE, (m) => calendarDate(m[1])],
  [
    new RegExp(`^${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}(?!\\d)[-_. ]*`, "i"),
    (m) => calendarDate(m[0]),
  ],
];

/** The day that the folders around a file name: `2015/07/08/lean-teams.md`. */
export function dateFromFolders(path: string): string | undefined {
  const match = /(?:^|\/)(\d{4})\/(\d{1,2})\/(\d{1,2})(?=\/)/.exec(path);
  return match === null ? undefined : isoDate(match[1], match[2], match[3]);
}

function dateInWords(text: string): string | undefined {
  const parts = partsInWords(text);
  return parts === undefined ? undefined : isoDate(parts.year, parts.month, parts.day);
}

type Groups = readonly (string | undefined)[];

function match(
  pattern: RegExp,
  text: string,
  read: (groups: Groups) => string | undefined,
): string | undefined {
  const match = pattern.exec(text);
  return match === null ? undefined : read(match.slice(1));
}

function dateFromNumber(value: number): string | undefined {
  if (Number.isInteger(value) && value >= 10000101 && value <= 29991231) return calendarDate(String(value));
  if (!Number.isFinite(value) || value < EPOCH_MINIMUM) return undefined;
  const date = new Date(value < EPOCH_MILLISECONDS ? value * 1000 : value);
  if (Number.isNaN(date.getTime())) return undefined;
  return isoDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function slashedDate(first: number, second: number, year: number, order?: DayOrder): string | undefined {
  if (first > 12 || order === "day-first") return isoDate(year, second, first);
  if (second > 12 || first === second || order === "month-first") return isoDate(year, first, second);
  return undefined;
}

function monthNumber(name: string | undefined): number {
  return MONTHS.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1;
}

/** RFC 2822, 4.3: a two-digit year below 50 belongs to this century. */
function fullYear(text: string | undefined): number {
  const year = Number(text);
  if (text?.length !== 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

type Part = string | number | undefined;

function isoDate(yearPart: Part, monthPart: Part, dayPart: Part): string | undefined {
  const [year, month, day] = [Number(yearPart), Number(monthPart), Number(dayPart)];
  if (!(year >= 1000 && year <= 2999 && month >= 1 && month <= 12 && day >= 1)) return undefined;
  // Day 0 of the next month is the last day of this one.
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
