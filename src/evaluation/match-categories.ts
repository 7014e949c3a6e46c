import { UserError } from "../errors.js";
import type { CategoryFile, CategoryRow } from "./read-categories.js";
import type { StoredPost } from "./read-run.js";

export interface Matched {
  /** Label of each post that has one, by the post's id. */
  categories: Map<string, string>;
  /** Rows whose post was found, and rows whose post was not, or could be several. */
  matched: number;
  unmatched: number;
}

/**
 * Finds the post of each row: by the place in the file, where the categories stand in the very file that the posts were read
 * from; else by id, path (whole, below the folder given, or the file's name with or without its ending), address, title.
 * A name that several posts share names none. Of several rows for one post the first counts.
 *
 * @throws UserError "config" where not one row finds its post
 */
export function matchCategories(file: CategoryFile, posts: readonly StoredPost[]): Matched {
  const ids = new Set(posts.map(({ id }) => id));
  const named = file.rows.some(({ names }) => names.some((name) => ids.has(name)));
  const same = posts.filter(({ path, record }) => record !== "" && baseName(path) === baseName(file.path));
  const find = !named && same.length > 0 ? byPlace(same) : byName(posts);
  const matched: Matched = { categories: new Map(), matched: 0, unmatched: 0 };
  for (const row of file.rows) {
    const id = find(row);
    if (id === undefined) {
      matched.unmatched++;
      continue;
    }
    matched.matched++;
    if (!matched.categories.has(id)) matched.categories.set(id, row.category);
  }
  if (matched.matched === 0) throw nothingMatched(file, posts);
  return matched;
}

type Find = (row: CategoryRow) => string | undefined;

function byPlace(posts: readonly StoredPost[]): Find {
  const ids = new Map(posts.map(({ record, id }) => [record, id]));
  return ({ place }) => ids.get(place);
}

/** The ways in which a post can be named, the surest first. */
const WAYS: readonly ((post: StoredPost) => string)[] = [
  ({ id }) => id,
  ({ path, record }) => (record === "" ? path : `${path} ${record}`),
  ({ path }) => path,
  ({ path }) => path.slice(path.indexOf("/") + 1),
  ({ path }) => baseName(path),
  ({ path }) => baseName(path).replace(/\.[^.]+$/, ""),
  ({ record }) => record,
  ({ url }) => url,
  ({ title }) => title,
];

function byName(posts: readonly StoredPost[]): Find {
  const indexes = WAYS.map((way) => {
    const ids = new Map<string, string | undefined>();
    for (const post of posts) {
      const name = fold(way(post));
      ids.set(name, ids.has(name) ? undefined : post.id);
    }
    ids.delete("");
    return ids;
  });
  return ({ names }) => {
    for (const name of names) {
      for (const ids of indexes) {
        const id = ids.get(fold(name));
        if (id !== undefined) return id;
      }
    }
    return undefined;
  };
}

function fold(name: string): string {
  return name.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}

function baseName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? "";
}

function nothingMatched(file: CategoryFile, posts: readonly StoredPost[]): UserError {
  const show = (text: string | undefined): string => JSON.stringify((text ?? "").slice(0, 60));
  const post = posts[0];
  const expected = `Expected ${file.path} to name posts by id, path or title (such as ${show(post?.id)}, ${show(post?.path)} or ${show(post?.title)})`;
  const names = file.rows[0]?.names ?? [];
  const got =
    names.length > 0 ? `got ${names.map(show).join(", ")}` : "got no column such as id, path or title";
  return new UserError(
    "config",
    `${expected}, ${got}. Correct the names, or name the folder they belong to.`,
  );
}
