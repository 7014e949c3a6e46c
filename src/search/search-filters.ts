/** Which passages a search may find. */
import { distance } from "fastest-levenshtein";
import { UserError } from "../errors.js";
import { at } from "../math/at.js";
import { postIn, type Archive, type ArchivePost } from "./archive.js";
import type { Passes } from "./meaning.js";
import { themeMeant } from "../decisions/theme-meant.js";

/** As in the report's page: a passage must pass all of them; an empty list lets everything pass. */
export interface SearchFilters {
  /** Numbers, ids or labels of themes. */
  themes?: readonly string[];
  /** One of these is among the post's tags. */
  tags?: readonly string[];
  authors?: readonly string[];
  /** First and last month, `YYYY-MM`. Undated posts pass only without both. */
  from?: string;
  to?: string;
}

/**
 * @throws UserError "config" for a theme, tag or author that the report has not, and for months that are none
 */
export function passesOf(
  archive: Pick<Archive, "passages" | "posts" | "themes">,
  filters: SearchFilters,
): Passes {
  const { from, to } = monthsOf(filters);
  const posts = [...archive.posts.values()];
  const themes = new Set((filters.themes ?? []).map((name) => themeMeant(name, archive.themes).id));
  const tags = known("tag", filters.tags, new Set(posts.flatMap((post) => post.tags)));
  const authors = known("author", filters.authors, new Set(posts.flatMap(({ author }) => author ?? [])));
  const isPost = ({ tags: own, author = "", date }: ArchivePost): boolean =>
    (tags.size === 0 || own.some((tag) => tags.has(tag))) &&
    (authors.size === 0 || authors.has(author)) &&
    isWithin(date?.slice(0, 7), from, to);
  const passing = new Set(posts.filter(isPost).map(({ id }) => id));
  return (position) => {
    const { postId, themeId } = at(archive.passages, position);
    const isOfPost = passing.has(postId) || (!archive.posts.has(postId) && isPost(postIn(archive, postId)));
    return isOfPost && (themes.size === 0 || (themeId !== undefined && themes.has(themeId)));
  };
}

function isWithin(month: string | undefined, from: string | undefined, to: string | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return month !== undefined && (from === undefined || month >= from) && (to === undefined || month <= to);
}

/** What was asked for in the way that the report writes it; capitals make no difference. */
function known(
  kind: "tag" | "author",
  asked: readonly string[] = [],
  all: ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set(asked.flatMap((name) => meantBy(kind, name, [...all])));
}

function meantBy(kind: string, name: string, all: readonly string[]): string[] {
  const wanted = name.trim().toLowerCase();
  const same = all.filter((each) => each.toLowerCase() === wanted);
  if (same.length > 0) return same;
  const away = (each: string): number => distance(each.toLowerCase(), wanted);
  const [nearest] = all.toSorted((a, b) => away(a) - away(b) || (a < b ? -1 : 1));
  const hint = nearest === undefined ? "The report has none." : `Did you mean "${nearest}"?`;
  throw new UserError("config", `Expected the ${kind} of a post, got "${name}". ${hint}`);
}

function monthsOf({ from, to }: SearchFilters): Pick<SearchFilters, "from" | "to"> {
  for (const month of [from, to]) {
    if (month !== undefined && !/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month))
      throw new UserError("config", `Expected a month such as 2024-03, got "${month}".`);
  }
  if (from !== undefined && to !== undefined && from > to)
    throw new UserError(
      "config",
      `Expected the first month to be no later than the last, got ${from} and ${to}.`,
    );
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
