import { UserError } from "../../errors.js";
import { contentId } from "../../io/hash.js";
import { surroundingsOf } from "./links.js";
import { KeptOutputs } from "./kept-outputs.js";
import { readFiles } from "./read-files.js";
import { collectionReaders, documentReaders, readers } from "./readers/registry.js";
import type { CollectionReader, DocumentReader, Draft, Reader } from "../../shapes/reader.js";
import { withoutCopies, type Sketch } from "./copies.js";
import { endingsOf, leftOut, RULES, skippedAt } from "./names.js";
import { withPlausibleDates, withSettledDates } from "./plausible.js";
import { groupBy } from "../../text/group.js";
import { findFiles, type FoundFiles } from "./find-files.js";
import type { ColumnMap } from "../../shapes/config.js";
import type { Context, Files } from "../../shapes/context.js";
import type { Ingested, Post, Skipped } from "../../shapes/post.js";
import { compareTexts } from "../../text/order.js";

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
  /** Whether drafts, private and protected posts are taken too. @default false */
  drafts?: boolean;
  /** Readers of files that are no text. @default all that ship with the program */
  documents?: readonly DocumentReader[];
  /** Readers of files that belong together. @default all that ship with the program */
  collections?: readonly CollectionReader[];
  /** Globs of files to leave out, matched against the path below each folder given. @default [] */
  exclude?: readonly string[];
}

export const BYTES_PER_MEGABYTE = 1024 * 1024;

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
  context: Pick<Context, "files" | "log" | "signal" | "kept">,
): Promise<Ingested> {
  context.signal.throwIfAborted();
  const { readers: kinds, documents, mayHoldPosts } = kindsOf(options);
  const sources = await sourcesIn(paths, options, context.files);
  const misfits: UserError[] = [];
  const progress = context.log.progress("Reading", sources.files.length);
  const outputs = new KeptOutputs(context.kept);
  const read = await readFiles(sources.files, {
    columns: options.columns,
    readers: kinds,
    documents,
    collections: options.collections ?? collectionReaders,
    mayHoldPosts,
    maxBytes: options.maxFileMegabytes * BYTES_PER_MEGABYTE,
    signal: context.signal,
    outputs,
    onFile: () => progress.advance(),
    onMisfit: (error) => misfits.push(error),
  }).finally(() => progress.done());
  await outputs.flush();

  checkColumns(options, read.posts, misfits);
  const { posts, skipped: sifted } = sift(read.posts, options);
  const skipped = [...sources.skipped, ...read.skipped, ...sifted].sort(compareSkipped);
  const wanted = posts.filter((post) => isInPeriod(post, options));
  if (wanted.length === 0) throw misfits[0] ?? nothingFound(paths, posts.length, skipped, options);
  logCounts(context, wanted.length, posts.length - wanted.length, skipped);
  return { posts: canonicalPosts(wanted), skipped };
}

type Kinds = Pick<IngestOptions, "readers" | "documents">;

function kindsOf(options: Kinds) {
  const kinds = options.readers ?? readers;
  const documents = options.documents ?? documentReaders;
  return { readers: kinds, documents, mayHoldPosts: endingsOf([...kinds, ...documents]) };
}

/**
 * The files that `ingest` would read. Nothing is opened.
 *
 * @throws UserError `noInput` where a path leads nowhere
 */
export async function sourcesIn(
  paths: readonly string[],
  options: Kinds & Pick<IngestOptions, "exclude">,
  files: Files,
): Promise<FoundFiles> {
  const { mayHoldPosts } = kindsOf(options);
  return findFiles(paths, { exclude: options.exclude ?? [], mayHoldPosts }, files);
}

/** A column that the configuration names is in one table at least, or it is a slip. */
export function checkColumns(
  { columns }: IngestOptions,
  posts: readonly Draft[],
  misfits: readonly UserError[],
): void {
  const [misfit] = misfits;
  const isNamed = Object.values(columns).some((name) => name !== undefined);
  const isTable = ({ path, record }: Draft): boolean =>
    record !== undefined && /\.(?:csv|tsv|jsonl|ndjson|json)$/i.test(path);
  if (isNamed && misfit !== undefined && !posts.some(isTable)) throw misfit;
}

/** What of the posts read is a post to be looked at, each once, with the dates and titles that only all together tell. */
function sift(drafts: readonly Draft[], options: IngestOptions): { posts: Draft[]; skipped: Skipped[] } {
  const hasText = (post: Draft): boolean => post.source.slice(post.bodyStart).trim() !== "";
  const isHeldBack = (post: Draft): boolean => options.drafts !== true && post.unpublished !== undefined;
  const held = drafts.filter(isHeldBack);
  const published = drafts.filter((post) => !isHeldBack(post));
  const told = together(published.filter(hasText));
  return {
    posts: told.posts,
    skipped: [
      ...held.map(skippedAsUnpublished),
      ...published.filter((post) => !hasText(post)).map(skippedAsEmpty),
      ...told.skipped,
    ],
  };
}

/**
 * Posts, each once, with the dates and titles that only all together tell.
 *
 * @param sketches of their texts, where these are not at hand
 */
export function together(
  drafts: readonly Draft[],
  sketches?: readonly Sketch[],
): { posts: Draft[]; skipped: Skipped[] } {
  const settled = withSettledDates(drafts);
  const plausible = withPlausibleDates(settled.posts);
  const once = withoutCopies(plausible.posts, sketches);
  return {
    posts: withTellingTitles(once.posts),
    skipped: [...settled.skipped, ...plausible.skipped, ...once.skipped],
  };
}

/** So many posts of one title make a series. */
const SERIES = 3;

/** The posts of a series that are all called alike get their day as well: "This week in Example (2015-07-08)". */
function withTellingTitles(drafts: readonly Draft[]): Draft[] {
  const counts = new Map(
    [...groupBy(drafts, ({ title }) => title)].map(([title, same]) => [title, same.length]),
  );
  return drafts.map((draft) => {
    const isSeries = (counts.get(draft.title) ?? 0) >= SERIES;
    return isSeries && draft.date !== undefined
      ? { ...draft, title: `${draft.title} (${draft.date})` }
      : draft;
  });
}

function postOf(draft: Draft): Post {
  const { base, ...post } = draft;
  delete post.unpublished;
  delete post.slashedDate;
  const { links, captions } = surroundingsOf(post.source, post.bodyStart, post.format, base);
  return { ...post, id: idOf(post), links, captions };
}

/** Gives every post its id and puts them in order: by date (undated last), path, record and id. */
function canonicalPosts(drafts: readonly Draft[]): Post[] {
  const posts = drafts.map(postOf);
  posts.sort(comparePosts);
  const occurrences = new Map<string, number>();
  return posts.map((post) => {
    const occurrence = (occurrences.get(post.id) ?? 0) + 1;
    occurrences.set(post.id, occurrence);
    return occurrence === 1 ? post : { ...post, id: `${post.id}-${occurrence}` };
  });
}

/** Derived from title, date and document in one Unicode form: it names no place and no position. */
export function idOf({ title, date, source }: Pick<Draft, "title" | "date" | "source">): string {
  return contentId(...[title, date ?? "", source].map((text) => text.normalize("NFC")));
}

export function comparePosts(a: Post, b: Post): number {
  // "~" stands behind every digit, so that undated posts come last.
  return (
    compareTexts(a.date ?? "~", b.date ?? "~") ||
    compareTexts(a.path, b.path) ||
    compareTexts(a.record ?? "", b.record ?? "") ||
    compareTexts(a.id, b.id) ||
    compareTexts(a.file, b.file)
  );
}

export function compareSkipped(a: Skipped, b: Skipped): number {
  return compareTexts(a.path, b.path) || compareTexts(a.place, b.place) || compareTexts(a.reason, b.reason);
}

export function isInPeriod({ date }: Draft, { since, until }: IngestOptions): boolean {
  if (since === undefined && until === undefined) return true;
  return (
    date !== undefined && (since === undefined || date >= since) && (until === undefined || date <= until)
  );
}

export function skippedAsEmpty(post: Draft): Skipped {
  return skippedAt({ path: post.path }, post.record ?? "", "there is no text in it");
}

export function skippedAsUnpublished(post: Draft): Skipped {
  const row = skippedAt({ path: post.path }, post.record ?? "", post.unpublished ?? "");
  return leftOut(row, RULES.unpublished);
}

export function logCounts(
  context: Pick<Context, "log">,
  taken: number,
  outside: number,
  skipped: readonly Skipped[],
): void {
  const left = outside === 0 ? "" : `; ${outside} outside the dates asked for, or undated, left out`;
  context.log.info(`Read ${taken} ${taken === 1 ? "post" : "posts"}${left}.`);
  for (const line of leftOutLines(skipped)) context.log.info(line);
}

/** One line for each rule by which something was left out, and one for each kind of file that is not read. */
function leftOutLines(skipped: readonly Skipped[]): string[] {
  const byRule = groupBy(
    skipped.filter(({ rule }) => rule !== undefined),
    ({ rule }) => rule ?? "",
  );
  const others = byRule.get(RULES.otherKinds) ?? [];
  byRule.delete(RULES.otherKinds);
  const counts = [...byRule].map(([rule, rows]) => `${rule} (${rows.length})`);
  return [
    ...others.map(({ path, reason }) => `Not read in ${path}: ${reason}.`),
    ...(counts.length > 0 ? [`Left out: ${counts.join(", ")}; see skipped.csv.`] : []),
  ];
}

export function nothingFound(
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
