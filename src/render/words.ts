/**
 * Numbers and dates as an editor reads them. English, with fixed formatting, so that every computer writes the same
 * bytes; nothing that can't be said becomes a dash or "undated", never "NaN".
 */
import { at } from "../math/at.js";
import type { Trend } from "../shapes/plan.js";
import { DAYS_PER_YEAR } from "../text/days.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const NOTHING = "–";
const DAYS_PER_MONTH = DAYS_PER_YEAR / 12;

/** 12345.6 → "12,346". */
export function integer(value: number): string {
  if (!Number.isFinite(value)) return NOTHING;
  const digits = Math.abs(Math.round(value)).toString();
  const grouped = digits.length > 3 ? digits.replace(/\B(?=(\d{3})+$)/g, ",") : digits;
  return value <= -0.5 ? `-${grouped}` : grouped;
}

/** 0.12345 with 2 digits → "0.12"; never "-0.00". */
export function decimal(value: number, digits: number): string {
  if (!Number.isFinite(value)) return NOTHING;
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}

/** 0.123 → "12%"; what is more than nothing but rounds to it is "under 1%". */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return NOTHING;
  const rounded = Math.round(share * 100);
  return rounded === 0 && share > 0 ? "under 1%" : `${rounded}%`;
}

/** (1, "post") → "1 post"; (2, "post") → "2 posts". */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${integer(value)} ${value === 1 ? one : many}`;
}

/** ["a", "b", "c"] → "a, b and c". */
export function list(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined) return "";
  return items.length === 1 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

interface Day {
  year: string;
  month: string;
  day?: string;
}

function parseDay(iso: string | undefined): Day | undefined {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(iso ?? "");
  const [, year, monthNumber, day] = match ?? [];
  const month = MONTHS[Number(monthNumber) - 1];
  if (year === undefined || month === undefined) return undefined;
  return { year, month, ...(day === undefined ? {} : { day }) };
}

/** "2024-09-03" → "3 Sep 2024"; "undated" for anything else. */
export function day(iso: string | undefined): string {
  const parts = parseDay(iso);
  if (parts?.day === undefined) return "undated";
  return `${Number(parts.day)} ${parts.month} ${parts.year}`;
}

/** "2024-09" or "2024-09-03" → "Sep 2024"; "undated" for anything else. */
export function month(iso: string | undefined): string {
  const parts = parseDay(iso);
  return parts === undefined ? "undated" : `${parts.month} ${parts.year}`;
}

const MONTH_NAMES = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** "2024-09-03" → "Tuesday". */
export function weekday(iso: string): string {
  return weekdayName(new Date(`${iso}T00:00:00Z`).getUTCDay());
}

/** 0 → "Sunday". */
export function weekdayName(number: number): string {
  return at(WEEKDAYS, number);
}

/** 10 → "October". */
export function monthName(number: number): string {
  return at(MONTH_NAMES, number - 1);
}

/** ("2023-02-01", "2024-11-20") → "Feb 2023 to Nov 2024". */
export function span(first: string | undefined, last: string | undefined): string {
  const from = month(first);
  const to = month(last);
  if (from === to) return from;
  if (from === "undated") return to;
  return to === "undated" ? from : `${from} to ${to}`;
}

/** 400 → "13 months"; days up to two months, months up to two years, then years. */
export function duration(days: number): string {
  if (!Number.isFinite(days) || days < 0) return NOTHING;
  if (days < 60) return count(Math.round(days), "day");
  if (days < 2 * DAYS_PER_YEAR) return count(Math.round(days / DAYS_PER_MONTH), "month");
  return count(Math.round(days / DAYS_PER_YEAR), "year");
}

/** Posts a year → "6 a year", "1 every 3 years". */
export function rate(perYear: number | undefined): string {
  if (perYear === undefined || !Number.isFinite(perYear)) return NOTHING;
  if (perYear <= 0) return "none";
  const yearsBetween = Math.round(1 / perYear);
  return yearsBetween <= 1
    ? `${integer(Math.max(1, perYear))} a year`
    : `1 every ${integer(yearsBetween)} years`;
}

const TREND_WORDS: Record<Trend, string> = {
  rising: "rising",
  steady: "steady",
  fading: "fading",
  dormant: "dormant",
  undated: "undated",
};

const TREND_ARROWS: Record<Trend, string> = {
  rising: "↗",
  steady: "→",
  fading: "↘",
  dormant: "◦",
  undated: "",
};

/** "↗ rising". */
export function trendWithArrow(trend: Trend): string {
  return `${TREND_ARROWS[trend]} ${TREND_WORDS[trend]}`.trim();
}

/** Mean Jaccard index from which a cluster counts as valid and stable, and as a pattern at least (Hennig 2007, 2008). */
const SOLID = 0.75;
const FAIR = 0.6;

/** How much of a theme is found again on parts of the passages, 0…1, in a word. */
export function stabilityWord(stability: number): "solid" | "fair" | "fragile" {
  if (stability >= SOLID) return "solid";
  return stability >= FAIR ? "fair" : "fragile";
}
