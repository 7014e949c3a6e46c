import { UserError } from "../../errors.js";
import { contentId } from "../../io/hash.js";
import { readFiles } from "./read-files.js";
import { readers } from "./readers/registry.js";
import type { Draft, Reader } from "../../shapes/reader.js";
import { endingsOf, skippedAt } from "./names.js";
import { findFiles } from "./find-files.js";
import type { ColumnMap } from "../../shapes/config.js";
import type { Context } from "../../shapes/context.js";
import type { Ingested, Post, Skipped } from "../../shapes/post.js";

export interface IngestOptions {
  /** First and last day to take, `YYYY-MM-DD`; with either, undated posts are left out. */
  since?: string;
  until?: string;
  /** Largest file to read, in megabytes. */
  maxFileMegabytes: number;
  /** Columns of CSV files and keys of JSONL files. */
  columns: ColumnMap;
  /** The kinds of files that can be read; the first that accepts a file reads it. @default all that ship with the program */
  readers?: readonly Reader[];
  /** Globs of files to leave out, matched against the path below each folder given. @default [] */
  exclude?: readonly string[];
}

const BYTES_PER_MEGABYTE = 1024 * 1024;

/**
 * Reads every post that the given files, folders and globs hold, in canonical order, whatever order they came in.
 * What can't be read becomes a `Skipped` row.
 *
 * @throws UserError `noInput` where a path leads nowhere or nothing usable was found; `config` where a table that was
 * named (or is all there is) has no column with text.
 */
export async function ingest(
  paths: readonly string[],
  options: IngestOptions,
  context: Pick<Context, "files" | "log" | "signal">,
): Promise<Ingested> {
  const kinds = options.readers ?? readers;
  const mayHoldPosts = endingsOf(kinds);
  const sources = await findFiles(paths, { exclude: options.exclude ?? [], mayHoldPosts }, context.files);
  const misfits: UserError[] = [];
  const progress = context.log.progress("Reading", sources.files.length);
  const read = await readFiles(sources.files, {
    columns: options.columns,
    readers: kinds,
    mayHoldPosts,
    maxBytes: options.maxFileMegabytes * BYTES_PER_MEGABYTE,
    signal: context.signal,
    onFile: () => progress.advance(),
    onMisfit: (error) => misfits.push(error),
  }).finally(() => progress.done());

  const hasText = (post: Draft): boolean => post.source.slice(post.bodyStart).trim() !== "";
  const withText = read.posts.filter(hasText);
  const empty = read.posts.filter((post) => !hasText(post));
  const skipped = [...sources.skipped, ...read.skipped, ...empty.map(skippedAsEmpty)].sort(compareSkipped);
  const wanted = withText.filter((post) => isInPeriod(post, options));
  if (wanted.length === 0) throw misfits[0] ?? nothingFound(paths, withText.length, skipped, options);
  logCounts(context, wanted.length, withText.length - wanted.length);
  return { posts: canonicalPosts(wanted), skipped };
}

/** Gives every post its id and puts them in order: by date (undated last), path, record and id. */
function canonicalPosts(drafts: readonly Draft[]): Post[] {
  const posts = drafts.map((draft) => ({ ...draft, id: idOf(draft) })).sort(comparePosts);
  const occurrences = new Map<string, number>();
  return posts.map((post) => {
    const occurrence = (occurrences.get(post.id) ?? 0) + 1;
    occurrences.set(post.id, occurrence);
    return occurrence === 1 ? post : { ...post, id: `${post.id}-${occurrence}` };
  });
}

/** Derived from title, date and document in one Unicode form: it names no place and no position. */
function idOf({ title, date, source }: Draft): string {
  return contentId(...[title, date ?? "", source].map((text) => text.normalize("NFC")));
}

function comparePosts(a: Post, b: Post): number {
  // "~" stands behind every digit, so that undated posts come last.
  return (
    compare(a.date ?? "~", b.date ?? "~") ||
    compare(a.path, b.path) ||
    compare(a.record ?? "", b.record ?? "") ||
    compare(a.id, b.id) ||
    compare(a.file, b.file)
  );
}

function compareSkipped(a: Skipped, b: Skipped): number {
  return compare(a.path, b.path) || compare(a.place, b.place) || compare(a.reason, b.reason);
}

/** By code units: the same everywhere, whatever the language of the computer. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isInPeriod({ date }: Draft, { since, until }: IngestOptions): boolean {
  if (since === undefined && until === undefined) return true;
  return (
    date !== undefined && (since === undefined || date >= since) && (until === undefined || date <= until)
  );
}

function skippedAsEmpty(post: Draft): Skipped {
  return skippedAt({ path: post.path }, post.record ?? "", "there is no text in it");
}

function logCounts(context: Pick<Context, "log">, taken: number, outside: number): void {
  const left = outside === 0 ? "" : `; ${outside} outside the dates asked for, or undated, left out`;
  context.log.info(`Read ${taken} ${taken === 1 ? "post" : "posts"}${left}.`);
}

function nothingFound(
  paths: readonly string[],
  outside: number,
  skipped: readonly Skipped[],
  { since, until }: IngestOptions,
): UserError {
  const where = paths.length === 0 ? "no path" : paths.map((path) => `"${path}"`).join(", ");
  if (outside > 0) {
    const period = [since === undefined ? "" : `from ${since}`, until === undefined ? "" : `until ${until}`];
    return new UserError(
      "noInput",
      `Expected posts ${period.filter(Boolean).join(" ")} in ${where}, got ${outside} of other days or undated. Widen the dates.`,
    );
  }
  const [first] = skipped;
  const got =
    first === undefined
      ? "none"
      : `only ${skipped.length} that can't be used (${first.path}: ${first.reason})`;
  return new UserError(
    "noInput",
    `Expected posts (Markdown, text, HTML, CSV, JSONL, feeds, Substack or WordPress exports) in ${where}, got ${got}. Check the path.`,
  );
}
