/** Places posts in the themes of a report that stands, by what its run learned. Nothing is written. */
import { existsSync } from "node:fs";
import { property } from "../io/json.js";
import { at } from "../math/at.js";
import { createRandom } from "../math/random.js";
import { openRunFolder, type RunFolder } from "../run/folder.js";
import { storeFile } from "../run/state-folder.js";
import type { Context } from "../shapes/context.js";
import type { Post, Skipped } from "../shapes/post.js";
import { chunk } from "../stages/chunk/chunk.js";
import { clean } from "../stages/clean/clean.js";
import { openEmbedder } from "../stages/embed/registry.js";
import { ingest } from "../stages/ingest/ingest.js";
import { groupBy } from "../text/group.js";
import { openKeptFit } from "./kept-fit.js";
import {
  boilerplateOf,
  noFit,
  placesOf,
  share,
  sharesOf,
  themesOf,
  wordsOf,
  type Shared,
} from "./placing.js";
import type { AssignedShare, AssignedTheme } from "./placing.js";
import { readExploredRun } from "./read-run.js";

export interface AssignOptions {
  /** Files, folders and globs of posts. */
  paths: readonly string[];
  /** The report folder. */
  folder: string;
  /** The file of its store. @default the one in the report folder */
  store?: string;
  /** Takes the place of the folder that the run found its model in. */
  modelDir?: string;
}

export type { AssignedShare, AssignedTheme } from "./placing.js";

export interface AssignedPost {
  path: string;
  record?: string;
  title: string;
  date?: string;
  passages: number;
  words: number;
  /** Largest first; empty where every passage fits nowhere. */
  themes: AssignedShare[];
  /** The theme to which most of its words lie nearest, whether they fit or not; absent where no word of it is known. */
  nearest?: AssignedTheme;
  /** Passages that fit nowhere, and their part of all of the post's. */
  unplaced: number;
  drift: number;
  /** Passages whose text stands in the report already. */
  known: number;
}

export interface Assigned {
  posts: AssignedPost[];
  passages: number;
  /** Part of all passages that fits nowhere, 0…1, and the same of the report: far more than there means that the themes have aged. */
  drift: number;
  driftOfReport: number;
  skipped: Skipped[];
}

/**
 * Where posts belong among the themes of a report: each passage goes where the next run would put it if it kept its themes.
 * Drafts are taken as well.
 *
 * @throws UserError "config" where the folder holds no report or its store no fit of it, "locked" where another process has the store,
 *   "noInput" where the paths hold no posts, "model" where the run's embedder can't be had
 */
export async function assign(
  { paths, folder, store, modelDir }: AssignOptions,
  effects: Omit<Context, "random">,
): Promise<Assigned> {
  const run = await readExploredRun(folder, effects, modelDir);
  const file = store ?? storeFile(folder);
  const kept = existsSync(file) ? await openKeptFit(file, run.passages) : undefined;
  if (kept === undefined || (run.adapt && kept.fit.learned === undefined)) throw noFit(folder, file);
  const report = await openRunFolder(folder, effects);
  const context: Context = { ...effects, random: createRandom(run.seed) };
  const { posts, skipped } = await ingest(paths, { ...run.reading, drafts: true }, context);
  const remove = [...run.reading.remove, ...(await boilerplateOf(report))];
  const cleaned = await clean(posts, { keep: run.reading.keep, remove }, context);
  const { embedder } = await openEmbedder(run.embedder, context);
  try {
    const limit = embedder.limit && { limit: embedder.limit };
    const passages = await chunk(cleaned.blocks, { passageWords: run.passageWords, ...limit }, context);
    const { places } = await placesOf(kept.fit, passages, { run, embedder, context });
    const themes = await themesOf(report, kept.fit);
    const texts = new Set(run.passages.map(({ text }) => text));
    const indices = groupBy([...passages.keys()], (i) => at(passages, i).postId);
    const assigned = posts.flatMap((post) => {
      const own = indices.get(post.id);
      return own === undefined ? [] : [assignedPost(post, own, { passages, texts, places, themes })];
    });
    return {
      posts: assigned,
      passages: passages.length,
      drift: share(places.assignment.filter((theme) => theme < 0).length, passages.length),
      driftOfReport: driftOf(report),
      skipped: [...skipped, ...cleaned.skipped],
    };
  } finally {
    await embedder.close();
  }
}

function driftOf({ record }: RunFolder): number {
  const counts = property(record, "counts");
  return share(Number(property(counts, "unplaced")), Number(property(counts, "passages")));
}

interface Assigning extends Shared {
  /** All texts of the report. */
  texts: ReadonlySet<string>;
}

/** @param own positions of the post's passages */
function assignedPost(post: Post, own: readonly number[], placed: Assigning): AssignedPost {
  const { passages, texts, places } = placed;
  const { path, record, title, date } = post;
  const unplaced = own.filter((i) => at(places.assignment, i) < 0).length;
  const nearest = nearestOf(own, placed);
  return {
    ...{ path, title },
    ...(record !== undefined && { record }),
    ...(date !== undefined && { date }),
    passages: own.length,
    words: wordsOf(own, passages),
    themes: sharesOf(own, placed),
    ...(nearest !== undefined && { nearest }),
    unplaced,
    drift: share(unplaced, own.length),
    known: own.filter((i) => texts.has(at(passages, i).text)).length,
  };
}

function nearestOf(
  own: readonly number[],
  { passages, places, themes }: Assigning,
): AssignedTheme | undefined {
  const near = own.filter((i) => at(places.nearest, i) >= 0);
  const [first] = [...groupBy(near, (i) => at(places.nearest, i))]
    .map(([theme, members]) => ({ theme, words: wordsOf(members, passages) }))
    .sort((a, b) => b.words - a.words || a.theme - b.theme);
  return first && at(themes, first.theme);
}
