/** Which passages pass the filters. */
import { at } from "../../math/at.js";
import type { AppData } from "../../render/app-data-types.js";
import { insideArea } from "./map-area.js";
import type { State } from "./state.js";

const FILTERS = ["themes", "tags", "authors", "from", "until", "area"] as const;

export type Filters = Pick<State, (typeof FILTERS)[number]>;

/** True where both let the same passages through. */
export function sameFilters(a: Filters, b: Filters): boolean {
  return FILTERS.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));
}

export function hasFilters({ themes, tags, authors, from, until, area }: Filters): boolean {
  const lists = themes.length + tags.length + authors.length;
  return lists > 0 || from !== undefined || until !== undefined || area !== undefined;
}

/**
 * One entry per passage, 1 where it passes.
 *
 * @param except "time" to let the months pass, as a chart of the months needs it
 */
export function visiblePassages(data: AppData, filters: Filters, except?: "time"): Uint8Array {
  const { passages } = data;
  const posts = data.posts.map((post) => {
    if (filters.tags.length > 0 && !filters.tags.some((tag) => post.tags.includes(tag))) return false;
    if (filters.authors.length > 0 && !filters.authors.includes(post.author ?? "")) return false;
    return except === "time" || inMonths(post.date?.slice(0, 7), filters);
  });
  const themes = new Set(filters.themes);
  const { area } = filters;
  return Uint8Array.from(passages.post, (post, passage) => {
    if (posts[post] !== true) return 0;
    if (themes.size > 0 && !themes.has(at(passages.theme, passage))) return 0;
    return area === undefined || insideArea(area, at(passages.x, passage), at(passages.y, passage)) ? 1 : 0;
  });
}

function inMonths(month: string | undefined, { from, until }: Filters): boolean {
  if (from === undefined && until === undefined) return true;
  if (month === undefined) return false;
  return (from === undefined || month >= from) && (until === undefined || month <= until);
}
