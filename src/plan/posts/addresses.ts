/** Which post an address leads to, however it is written: absolute, from the root of the site, or as a file. */
import type { Post } from "../../shapes/post.js";

/** What of a post tells its addresses. */
export type Addressed = Pick<Post, "id" | "path" | "record" | "url" | "source" | "bodyStart" | "date">;

/** An address without what doesn't tell where it leads. */
export interface Place {
  /** Lower case, without `www.`; empty for an address within the site. */
  host: string;
  /** The parts of its path: lower case, decoded, without endings of pages. */
  parts: string[];
}

const PAGE_ENDING = /\.(?:html?|md|markdown|php|aspx?|mdx|txt|adoc|rst)$/;
const LANGUAGE_ENDING = /\.[a-z]{2}(?:-[a-z]{2})?$/;
const INDEX = /^_?(?:index|readme)$/;
/** `2014-03-04-title`, as Jekyll names its files. */
const DATED_NAME = /^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$/;

/**
 * The place that an address names; undefined for a part of the same page, and for what is no web address or path.
 *
 * @param from the folder of the post's file, from which relative paths go
 */
export function placeOf(address: string, from: readonly string[] = []): Place | undefined {
  const bare = address.replace(/[?#].*$/s, "").trim();
  if (bare === "") return undefined;
  if (/^(?:https?:)?\/\//i.test(bare)) return webPlace(bare.startsWith("//") ? `https:${bare}` : bare);
  if (/^[a-z][a-z0-9+.-]*:/i.test(bare)) return undefined;
  return { host: "", parts: partsOf(bare.startsWith("/") ? bare : [...from, bare].join("/")) };
}

function webPlace(address: string): Place | undefined {
  if (!URL.canParse(address)) return undefined;
  const { hostname, pathname } = new URL(address);
  return { host: hostname.toLowerCase().replace(/^www\./, ""), parts: partsOf(pathname) };
}

/** The parts of a path, `.` and `..` followed, without an index page and the endings of pages. */
export function partsOf(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(decoded(part).toLowerCase());
  }
  const last = parts.pop();
  if (last === undefined) return parts;
  const plain = last.replace(PAGE_ENDING, "");
  const name = plain === last ? last : plain.replace(LANGUAGE_ENDING, "");
  return INDEX.test(name) ? parts : [...parts, name];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `2014`, `03`, `04` and `title` of `2014-03-04-title`; the name alone where it is not dated. */
function datedParts(name: string): string[] {
  const [, year, month, day, slug] = DATED_NAME.exec(name) ?? [];
  if (year === undefined || month === undefined || day === undefined || slug === undefined) return [name];
  return [year, month.padStart(2, "0"), day.padStart(2, "0"), slug];
}

/** The paths by which a post may be asked for, as its file, its address and its front matter tell, the most telling first. */
export function pathsOf(post: Addressed): string[][] {
  const web = post.url === undefined ? undefined : placeOf(post.url);
  const own = front(post);
  return [...(web === undefined ? [] : [web.parts]), ...own, filePath(post)].filter(
    (parts) => parts.length > 0,
  );
}

function filePath({ path, record }: Addressed): string[] {
  if (record !== undefined && !/\.\w+$/.test(record)) return [];
  const parts = partsOf(record ?? path);
  const last = parts.pop();
  return last === undefined ? [] : [...parts, ...datedParts(last)];
}

const SLUG = /^["']?slug["']?\s*[:=]\s*["']?([\p{L}\p{N}_-]{1,200})["']?\s*$/mu;
const PERMALINK =
  /^(?:\s*-\s*|["']?(?:permalink|url|aliases|alias|redirect_from)["']?\s*[:=]\s*\[?\s*)["']?(\/[^\s"'\],]{1,300})/gm;

/** What the front matter says of the post's address. */
function front({ source, bodyStart }: Addressed): string[][] {
  const head = source.slice(0, bodyStart);
  const slug = SLUG.exec(head)?.[1];
  const links = [...head.matchAll(PERMALINK)].map(([, path = ""]) => partsOf(path));
  return [...links, ...(slug === undefined ? [] : [[slug.toLowerCase()]])];
}

/** A post that an address leads to, and whether all of the address speaks for it or its last part alone. */
export interface FoundPost {
  id: string;
  isSure: boolean;
}

/** Finds posts by addresses. */
export class PostAddresses {
  readonly #whole = new Map<string, string>();
  /** Posts by the last part of their paths; undefined where several posts share it. */
  readonly #bySlug = new Map<string, Addressed | undefined>();
  /** Hosts of the posts' own addresses. */
  readonly hosts: ReadonlySet<string>;

  constructor(posts: readonly Addressed[]) {
    this.hosts = new Set(
      posts.flatMap(({ url }) => {
        const host = url === undefined ? undefined : placeOf(url)?.host;
        return host === undefined || host === "" ? [] : [host];
      }),
    );
    for (const post of posts) for (const parts of pathsOf(post)) this.#add(post, parts);
  }

  #add(post: Addressed, parts: readonly string[]): void {
    // The folder that was given may be any part of the site, so that every tail of the path can be what an address holds.
    for (let from = 0; from < parts.length; from++) {
      const tail = parts.slice(from);
      if (from > 0 && tail.length < 2) break;
      const key = tail.join("/");
      if (!this.#whole.has(key)) this.#whole.set(key, post.id);
    }
    const slug = parts.at(-1) ?? "";
    const other = this.#bySlug.get(slug);
    if (!this.#bySlug.has(slug)) this.#bySlug.set(slug, post);
    else if (other !== undefined && other.id !== post.id) this.#bySlug.set(slug, undefined);
  }

  /** The post at a place of the collection's own site; undefined where none is known. */
  find({ parts }: Place): FoundPost | undefined {
    for (const tail of tailsOf(withDatedName(parts))) {
      const id = this.#whole.get(tail.join("/"));
      if (id !== undefined) return { id, isSure: true };
    }
    return this.#findBySlug(parts);
  }

  /** By the last part of the path, where that tells enough and nothing else in the path speaks against it. */
  #findBySlug(parts: readonly string[]): FoundPost | undefined {
    const dated = withDatedName(parts);
    const slug = dated.at(-1) ?? "";
    const post = this.#bySlug.get(slug);
    if (post === undefined || !isTelling(slug)) return undefined;
    const numbers = dated.slice(0, -1).filter((part) => /^\d{2,4}$/.test(part));
    const [year, month] = (post.date ?? "").split("-");
    const fits = numbers.every((number, i) => number === [year, month][i] || i > 1);
    if (post.date !== undefined && !fits) return undefined;
    return { id: post.id, isSure: numbers.length > 1 || isLongName(slug) };
  }
}

/**
 * A path, and what of it may be the way to a file in the folder that was given: from its year on, or, where it holds no number, from
 * any of its folders.
 */
function tailsOf(parts: readonly string[]): (readonly string[])[] {
  const isNumber = (part: string): boolean => /^\d+$/.test(part);
  if (!parts.some(isNumber))
    return parts.slice(0, Math.max(1, parts.length - 1)).map((_, from) => parts.slice(from));
  const year = parts.findIndex((part) => /^(?:19|20)\d{2}$/.test(part));
  return year > 0 && year < parts.length - 1 ? [parts, parts.slice(year)] : [parts];
}

function withDatedName(parts: readonly string[]): string[] {
  const last = parts.at(-1);
  return last === undefined ? [] : [...parts.slice(0, -1), ...datedParts(last)];
}

/** A name of three words or more, such as a title makes: no section of a site is called so. */
export function isLongName(name: string): boolean {
  return name.split(/[-_]/).filter((word) => word !== "").length >= 3;
}

/** A slug of two words or more: "about" and "2020" may be anything. */
export function isTelling(slug: string): boolean {
  return /\p{L}{2,}[-_]\p{L}{2,}/u.test(slug) || (slug.length >= 10 && !/^\d+$/.test(slug));
}

/** How an address is made: `#` for a number, `*` for its name, folders by their names. */
export function shapeOf(parts: readonly string[]): string {
  const last = parts.length - 1;
  return parts.map((part, i) => (/^\d+$/.test(part) ? "#" : i === last ? "*" : part)).join("/");
}
