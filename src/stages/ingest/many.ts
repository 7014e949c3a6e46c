/** Ingest in parts, for collections whose texts don't fit into memory: files in groups, each read by itself, and what all together tell. */
import type { UserError } from "../../errors.js";
import { contentId } from "../../io/hash.js";
import { at } from "../../math/at.js";
import type { Context } from "../../shapes/context.js";
import type { Post, Skipped } from "../../shapes/post.js";
import type { Draft, ReaderOutput, SourceFile } from "../../shapes/reader.js";
import { sketchOf, type Sketch } from "./copies.js";
import {
  BYTES_PER_MEGABYTE,
  checkColumns,
  comparePosts,
  compareSkipped,
  idOf,
  isInPeriod,
  logCounts,
  nothingFound,
  skippedAsEmpty,
  skippedAsUnpublished,
  together,
  type IngestOptions,
} from "./ingest.js";
import { postHash } from "./post-hash.js";
import { KeptOutputs } from "./kept-outputs.js";
import { endingsOf } from "./names.js";
import { claimed, readFiles, type ReadOptions } from "./read-files.js";
import { collectionReaders, documentReaders, readers } from "./readers/registry.js";
import { withoutSiteFiles } from "./site-files.js";

type Effects = Pick<Context, "files" | "signal">;

/** Files in the groups in which they have to be read; most are alone. */
export async function groupFiles(
  files: readonly SourceFile[],
  options: IngestOptions,
  effects: Effects,
): Promise<{ groups: SourceFile[][]; skipped: Skipped[] }> {
  const { groups, rest } = await claimed(files, readOptions(options, effects));
  const posts = withoutSiteFiles(rest);
  return {
    groups: [...groups.map((group) => [...group.files]), ...posts.files.map((file) => [file])],
    skipped: posts.skipped,
  };
}

/** What the files of some groups hold. A table without a text column is no fault of a person who didn't name it. */
export async function readGroups(
  files: readonly SourceFile[],
  options: IngestOptions,
  effects: Effects,
): Promise<ReaderOutput & { misfits: UserError[] }> {
  const misfits: UserError[] = [];
  const onMisfit = (error: UserError): void => void misfits.push(error);
  return { ...(await readFiles(files, { ...readOptions(options, effects), onMisfit })), misfits };
}

function readOptions({ columns, maxFileMegabytes }: IngestOptions, { signal }: Effects): ReadOptions {
  return {
    columns,
    readers,
    documents: documentReaders,
    collections: collectionReaders,
    mayHoldPosts: endingsOf([...readers, ...documentReaders]),
    maxBytes: maxFileMegabytes * BYTES_PER_MEGABYTE,
    signal,
    outputs: new KeptOutputs(undefined),
    onFile: () => undefined,
    onMisfit: () => undefined,
  };
}

/** A post without its text, and what of that the others are compared with. */
export interface Head extends Omit<Draft, "source" | "bodyStart"> {
  /** Its id where its title and day stay as they are. */
  id: string;
  hasText: boolean;
  /** Names its text, in one Unicode form. */
  textKey: string;
  /** SHA-256 of the post as it was read. */
  sha256: string;
}

export function headOf(draft: Draft): { head: Head; sketch: Sketch } {
  const { source, bodyStart, ...head } = draft;
  return {
    head: {
      ...head,
      id: idOf(draft),
      hasText: source.slice(bodyStart).trim() !== "",
      textKey: contentId(source.normalize("NFC")),
      sha256: postHash(draft),
    },
    sketch: sketchOf(draft),
  };
}

/** A post as all together tell it, without its text. */
export type Settled = Omit<Post, "source" | "bodyStart" | "links" | "captions" | "format">;

export interface Sifted {
  /** For each head the post, null where it is none to be looked at. */
  posts: (Settled | null)[];
  /** The places of these posts in canonical order. */
  order: number[];
  skipped: Skipped[];
}

/**
 * Which posts are looked at, as `ingest` decides it.
 *
 * @param sketches of the heads
 * @param skipped what could not be read
 * @throws UserError as `ingest` does
 */
export function siftMany(
  heads: readonly Head[],
  sketches: readonly Sketch[],
  {
    paths,
    skipped,
    misfits,
  }: { paths: readonly string[]; skipped: readonly Skipped[]; misfits: UserError[] },
  options: IngestOptions,
  context: Pick<Context, "log">,
): Sifted {
  const drafts = heads.map((head, place): Draft & { place: number } => {
    return { ...head, source: "", bodyStart: 0, place };
  });
  checkColumns(options, drafts, misfits);
  const isHeldBack = (head: Head): boolean => options.drafts !== true && head.unpublished !== undefined;
  const published = drafts.filter(({ place }) => !isHeldBack(at(heads, place)));
  const withText = published.filter(({ place }) => at(heads, place).hasText);
  const told = together(
    withText,
    withText.map(({ place }) => at(sketches, place)),
  );
  const all = [
    ...skipped,
    ...drafts.filter(({ place }) => isHeldBack(at(heads, place))).map(skippedAsUnpublished),
    ...published.filter(({ place }) => !at(heads, place).hasText).map(skippedAsEmpty),
    ...told.skipped,
  ].sort(compareSkipped);
  const wanted = told.posts.filter((post) => isInPeriod(post, options)) as (Draft & { place: number })[];
  if (wanted.length === 0) throw misfits[0] ?? nothingFound(paths, told.posts.length, all, options);
  logCounts(context, wanted.length, told.posts.length - wanted.length, all);
  return { ...numbered(wanted, heads), skipped: all };
}

/** Posts of one title, day and text would have one id: they are told apart by which of them comes first. */
function numbered(
  wanted: readonly (Draft & { place: number })[],
  heads: readonly Head[],
): Pick<Sifted, "posts" | "order"> {
  const sorted = wanted
    .map((draft) => ({ ...draft, id: idAmong(draft, at(heads, draft.place)), links: [], captions: [] }))
    .sort(comparePosts);
  const seen = new Map<string, number>();
  const posts: Sifted["posts"] = heads.map(() => null);
  for (const { place, id, path, record, file, title, date, url, author, tags } of sorted) {
    const occurrence = (seen.get(id) ?? 0) + 1;
    seen.set(id, occurrence);
    posts[place] = {
      ...{ id: occurrence === 1 ? id : `${id}-${occurrence}`, path, file, title, tags },
      ...(record !== undefined && { record }),
      ...(date !== undefined && { date }),
      ...(url !== undefined && { url }),
      ...(author !== undefined && { author }),
    };
  }
  return { posts, order: sorted.map(({ place }) => place) };
}

/** As that of a small collection, but for the few posts whose title or day the others tell: of these only the name of the text is known. */
function idAmong({ title, date }: Draft, head: Head): string {
  if (title === head.title && date === head.date) return head.id;
  return contentId(title.normalize("NFC"), date ?? "", head.textKey);
}
