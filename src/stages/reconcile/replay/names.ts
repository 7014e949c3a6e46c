/** Which theme, passage or post of a run a decision means. */
import { distance } from "fastest-levenshtein";
import { contentId } from "../../../io/hash.js";
import type { Decisions, PassageRef, PostRef, ThemeRef } from "../../../shapes/decisions.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Post } from "../../../shapes/post.js";

/** Hexadecimal digits of a theme's id. */
const DIGITS = 8;
/** A name of which fewer than one letter in so many is another may have been meant. */
const LIKE = 3;

/** The id of a theme that a split makes: the same as long as the part is called so. */
export function partId(themeId: string, name: string): string {
  return `t-${contentId("part", themeId, name.toLowerCase()).slice(0, DIGITS)}`;
}

/** The id of a theme that was declared: the same as long as it is called so. */
export function declaredId(name: string): string {
  return `t-${contentId("declared", name.toLowerCase()).slice(0, DIGITS)}`;
}

/** What was looked for, or why it is not to be had. */
export type Found<T> = { value: T } | { reason: string };

/** The themes that decisions may speak of: those of the fit, and those that other decisions make. */
export class ThemeNames {
  readonly #ids = new Map<string, string>();
  readonly #byLabel = new Map<string, Set<string>>();

  constructor(themes: readonly { id: string; label: string }[], decisions: Decisions) {
    for (const { id, label } of themes) this.#add(id, label);
    for (const { name } of decisions.declare) this.#add(declaredId(name), name);
    for (const entry of decisions.split) {
      const theme = this.find(entry);
      if (!("value" in theme)) continue;
      for (const { name, stays } of entry.into)
        this.#add(stays ? theme.value : partId(theme.value, name), name);
    }
    for (const entry of decisions.themes) {
      const theme = entry.rename === undefined ? undefined : this.find(entry);
      if (theme !== undefined && "value" in theme) this.#call(theme.value, entry.rename ?? "");
    }
  }

  /** By id; by label where there is no such id. */
  find({ id, label }: ThemeRef): Found<string> {
    if (id !== undefined && this.#ids.has(id)) return { value: id };
    const called = label === undefined ? [] : [...(this.#byLabel.get(label.toLowerCase()) ?? [])];
    const [only] = called;
    if (only !== undefined && called.length === 1) return { value: only };
    if (called.length > 1) return { reason: `several themes are called “${label ?? ""}”: name it by its id` };
    const shown = [id, label && `“${label}”`].filter(Boolean).join(" ");
    return { reason: `there is no theme ${shown} any more${this.#meant(label ?? id ?? "")}` };
  }

  labelOf(id: string): string {
    return this.#ids.get(id) ?? id;
  }

  /** The name that is most like one that there isn't, where it is like it at all. */
  #meant(name: string): string {
    const away = (other: string): number => distance(name.toLowerCase(), other.toLowerCase());
    const [nearest] = [...this.#ids].flat().sort((a, b) => away(a) - away(b) || (a < b ? -1 : 1));
    const isLike = nearest !== undefined && away(nearest) <= Math.max(2, name.length / LIKE);
    return isLike ? `; did you mean “${nearest}”?` : "; name another, or take the decision out";
  }

  #add(id: string, label: string): void {
    if (!this.#ids.has(id)) this.#ids.set(id, label);
    this.#call(id, label);
  }

  #call(id: string, label: string): void {
    const key = label.toLowerCase();
    this.#byLabel.set(key, (this.#byLabel.get(key) ?? new Set()).add(id));
  }
}

/** The passages and posts of a run by what decisions know of them. */
export class PostNames {
  readonly #passages: readonly Passage[];
  readonly #rows: ReadonlyMap<string, number>;
  readonly #posts: readonly Post[];

  constructor(passages: readonly Passage[], posts: readonly Post[]) {
    this.#passages = passages;
    this.#rows = new Map(passages.map(({ id }, i) => [id, i]));
    this.#posts = posts;
  }

  /** The row of a passage: by id; by its opening words where its post was edited. */
  passage({ id, text }: PassageRef): Found<number> {
    const row = id === undefined ? undefined : this.#rows.get(id);
    if (row !== undefined) return { value: row };
    if (text === undefined) return { reason: "the passage is gone" };
    const opening = plain(text);
    const rows = this.#passages.flatMap((passage, i) => (plain(passage.text).startsWith(opening) ? [i] : []));
    const own = rows.filter((i) => this.#passages[i]?.duplicateOf === undefined);
    const [only] = own.length > 0 ? own : rows;
    if (only !== undefined && own.length < 2) return { value: only };
    return { reason: only === undefined ? "the passage is gone" : "several passages begin with these words" };
  }

  /** The rows of a post's passages. */
  post(ref: PostRef): Found<{ id: string; rows: number[] }> {
    for (const key of ["id", "path", "title"] as const) {
      const wanted = ref[key];
      if (wanted === undefined) continue;
      const found = this.#posts.filter((post) => post[key] === wanted);
      const [only] = found;
      if (found.length > 1) return { reason: `several posts have the ${key} “${wanted}”` };
      if (only === undefined) continue;
      const rows = this.#passages.flatMap(({ postId }, i) => (postId === only.id ? [i] : []));
      return rows.length > 0
        ? { value: { id: only.id, rows } }
        : { reason: "nothing of the post is left to place" };
    }
    return { reason: "the post is gone" };
  }
}

/** Words without what an editor of text may have changed around them. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replace(/\s*(?:…|\.\.\.)$/, "")
    .trim()
    .toLowerCase();
}
