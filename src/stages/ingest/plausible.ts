import type { Skipped } from "../../shapes/post.js";
import type { Draft } from "../../shapes/reader.js";
import { groupBy } from "../../text/group.js";
import { calendarDate, type DayOrder, dayOrderOf } from "./dates.js";
import { notADate } from "./fields.js";
import { skippedAt } from "./names.js";

interface Settled {
  posts: Draft[];
  skipped: Skipped[];
}

/**
 * Gives posts the dates that only the others tell: of `3/4/2015` the other dates of its file, or of all files, say which is the
 * day; where they say nothing, the post is undated.
 */
export function withSettledDates(drafts: readonly Draft[]): Settled {
  const orders = new Map(
    [...groupBy(drafts, collectionOf)].map(([key, group]): [string, DayOrder | undefined] => [
      key,
      dayOrderOf(group.map(({ slashedDate }) => slashedDate)),
    ]),
  );
  const inAll = dayOrderOf(drafts.map(({ slashedDate }) => slashedDate));
  const skipped: Skipped[] = [];
  const posts = drafts.map((draft) => {
    const { slashedDate, ...post } = draft;
    if (slashedDate === undefined || post.date !== undefined) return post;
    const date = calendarDate(slashedDate, orders.get(collectionOf(draft)) ?? inAll);
    if (date !== undefined) return { ...post, date };
    const reason = `${notADate(slashedDate, undefined)} (nothing tells whether the day or the month comes first)`;
    skipped.push(skippedAt({ path: post.path }, post.record ?? "", reason, false));
    return post;
  });
  return { posts, skipped };
}

/** Records of one file were dated by one program. */
function collectionOf({ path, record }: Draft): string {
  return record === undefined ? "" : path;
}

/** Days that programs write where they know none. */
const PLACEHOLDERS = new Set([
  "1970-01-01",
  "1969-12-31",
  "1900-01-01",
  "1899-12-30",
  "1899-12-31",
  "1000-01-01",
]);
/** So many posts of one such day are no coincidence. */
const MANY = 3;
const LAST_YEAR = 2099;
/** Without a collection to go by nobody's posts are older. */
const FIRST_YEAR = 1600;
/** Dates so far from all others, on few posts, are slips. */
const FAR_YEARS = 20;
const FEW_SHARE = 0.05;
/** A collection of fewer dated posts decides nothing. */
const FEWEST = 5;

/** Takes dates from posts that can't be theirs, and says so: a placeholder, a year to come, one decades away from all the others. */
export function withPlausibleDates(drafts: readonly Draft[]): Settled {
  const dates = drafts.flatMap(({ date }) => (date === undefined ? [] : [date]));
  const isFar = farFromOthers(dates);
  const counts = new Map([...groupBy(dates, (date) => date)].map(([date, same]) => [date, same.length]));
  const skipped: Skipped[] = [];
  const posts = drafts.map((draft) => {
    const { date, ...undated } = draft;
    if (date === undefined) return draft;
    const isPlaceholder = PLACEHOLDERS.has(date) && ((counts.get(date) ?? 0) >= MANY || isFar(date));
    const year = yearOf(date);
    const isNone =
      year > LAST_YEAR || (year < FIRST_YEAR && dates.length < FEWEST) || isPlaceholder || isFar(date);
    if (!isNone) return draft;
    const why = isPlaceholder
      ? "is what programs write where they know none"
      : "is no likely date among those of the other posts";
    const reason = `the date ${date} ${why}; the post counts as undated`;
    skipped.push(skippedAt({ path: draft.path }, draft.record ?? "", reason, false));
    return undated;
  });
  return { posts, skipped };
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/** Whether a date is in a small group of years that lies decades from the rest. */
function farFromOthers(dates: readonly string[]): (date: string) => boolean {
  if (dates.length < FEWEST) return () => false;
  const sorted = dates.map(yearOf).sort((a, b) => a - b);
  const groups: number[][] = [];
  for (const year of sorted) {
    const last = groups.at(-1);
    if (last === undefined || year - Math.max(...last.slice(-1)) > FAR_YEARS) groups.push([year]);
    else last.push(year);
  }
  const few = Math.max(1, Math.floor(FEW_SHARE * sorted.length));
  const far = new Set(groups.filter((group) => group.length <= few).flat());
  return (date) => groups.length > 1 && far.has(yearOf(date));
}
