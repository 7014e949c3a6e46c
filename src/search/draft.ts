/** A draft, read as the posts of a report were, and cut by the paragraph. */
import { resolve } from "node:path";
import { UserError } from "../errors.js";
import { withFile } from "../io/files.js";
import { at } from "../math/at.js";
import { silentLog } from "../io/silent-log.js";
import type { Block } from "../shapes/block.js";
import type { Context } from "../shapes/context.js";
import type { Passage } from "../shapes/passage.js";
import type { Post, Skipped } from "../shapes/post.js";
import { chunk } from "../stages/chunk/chunk.js";
import { clean } from "../stages/clean/clean.js";
import { ingest } from "../stages/ingest/ingest.js";
import { countWords } from "../text/words.js";
import type { Archive } from "./archive.js";
import { boilerplateOf } from "./placing.js";

/** The path of a file in any form that is read, or a text in Markdown. */
export type DraftSource = { path: string } | { text: string };

export interface ReadDraft {
  post: Post;
  /** One for each paragraph, short ones together: a draft is written, and mended, by the paragraph. */
  paragraphs: Passage[];
}

/** A text that is no file is read under this name. */
const NO_FILE = "draft.md";

/**
 * @throws UserError "noInput" for a draft that is missing, empty or of a kind that is not read; "config" for a file of several posts
 */
export async function readDraft(
  { report, run, vectors: { embedder } }: Pick<Archive, "report" | "run" | "vectors">,
  draft: DraftSource,
  effects: Context,
): Promise<ReadDraft> {
  const isText = "text" in draft;
  const path = isText ? resolve(NO_FILE) : draft.path;
  const files = isText ? withFile(path, new TextEncoder().encode(draft.text), effects.files) : effects.files;
  const context = { ...effects, files };
  if (isText && draft.text.trim() === "") throw empty();
  const { posts, skipped } = await ingest([path], { ...run.reading, drafts: true }, context);
  const [post] = posts;
  if (post === undefined) throw unusable(path, skipped);
  if (posts.length > 1) throw tooMany(path, posts.length);
  const remove = [...run.reading.remove, ...(await boilerplateOf(report))];
  const cleaned = await clean(posts, { keep: run.reading.keep, remove }, context);
  const limit = embedder.limit && { limit: embedder.limit };
  const cut = (blocks: readonly Block[]): Promise<Passage[]> =>
    chunk(blocks, { passageWords: run.passageWords, ...limit }, { ...context, log: silentLog });
  const paragraphs: Passage[] = [];
  for (const blocks of paragraphsIn(cleaned.blocks)) paragraphs.push(...(await cut(blocks)));
  if (paragraphs.length === 0) throw unusable(path, cleaned.skipped);
  return { post, paragraphs: paragraphs.map((each, ordinal) => ({ ...each, ordinal })) };
}

/** A paragraph of fewer words says too little to be looked at by itself. */
const FEWEST_WORDS = 25;

/** Paragraphs of one section, each with the short ones before it. */
function paragraphsIn(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  let words = Infinity;
  for (const block of blocks) {
    const last = groups.at(-1);
    const isOfSection = last !== undefined && pathOf(last.at(-1)) === pathOf(block);
    if (isOfSection && words < FEWEST_WORDS) last.push(block);
    else groups.push([block]);
    words = countWords((groups.at(-1) ?? []).map(({ text }) => text).join(" "));
  }
  return groups;
}

function pathOf(block: Block | undefined): string {
  return JSON.stringify(block?.headingPath);
}

function empty(): UserError {
  return new UserError("noInput", "Expected a draft, got an empty text. Write something first.");
}

function unusable(path: string, skipped: readonly Skipped[]): UserError {
  const reason = skipped.length === 0 ? "there is no prose in it" : at(skipped, 0).reason;
  return new UserError(
    "noInput",
    `Expected a draft with prose in ${path}, got one that can't be used: ${reason}.`,
  );
}

function tooMany(path: string, count: number): UserError {
  const todo = "Name one draft; `throughline assign` takes many.";
  return new UserError("config", `Expected one draft in ${path}, got ${count} posts. ${todo}`);
}
