/** The order of the table of posts. */
import { titleOf } from "../../render/text.js";
import type { AppPost } from "../../render/app-data-types.js";

export const POST_COLUMNS = ["title", "date", "author", "words", "theme"] as const;
export type PostColumn = (typeof POST_COLUMNS)[number];

export interface PostSort {
  column: PostColumn;
  descending: boolean;
}

/** What stands in the page's state, `-date`; the newest first where it names no column. */
export function parseSort(sort: string): PostSort {
  const name = sort.replace(/^-/, "");
  const column = POST_COLUMNS.find((each) => each === name);
  return column === undefined
    ? { column: "date", descending: true }
    : { column, descending: sort.startsWith("-") };
}

/** The sort after a press on a column's head: turned round, or the column's usual direction. */
export function nextSort(sort: string, column: PostColumn): string {
  const current = parseSort(sort);
  const descending =
    current.column === column ? !current.descending : column === "date" || column === "words";
  return descending ? `-${column}` : column;
}

const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** Positions of the posts in the order asked for; what has no value stands last either way, equals stay as they were. */
export function postOrder(posts: readonly AppPost[], sort: string): number[] {
  const { column, descending } = parseSort(sort);
  const keys = posts.map((post) => keyOf(post, column));
  const compare = (a: number, b: number): number => {
    const [left, right] = [keys[a], keys[b]];
    if (left === undefined || right === undefined)
      return Number(left === undefined) - Number(right === undefined);
    const order = compareKeys(left, right);
    return descending ? -order : order;
  };
  return [...posts.keys()].sort((a, b) => compare(a, b) || a - b);
}

type Key = string | number | readonly [theme: number, share: number];

function keyOf(post: AppPost, column: PostColumn): Key | undefined {
  if (column === "words") return post.words;
  if (column === "date") return post.date;
  if (column === "author") return post.author;
  if (column === "title") return titleOf(post);
  const [first] = post.themes;
  return first === undefined ? undefined : [first.theme, first.share];
}

/** By theme: the largest theme first, and within it the posts that say most on it. */
function compareKeys(a: Key, b: Key): number {
  if (typeof a === "string" && typeof b === "string") return collator.compare(a, b);
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== "object" || typeof b !== "object") return 0;
  return a[0] - b[0] || b[1] - a[1];
}
