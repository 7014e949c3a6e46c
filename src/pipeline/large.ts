/** From posts to themes to files, for a collection that is too large to be held: in parts, with a sample from which the themes are learned. */
import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "../errors.js";
import { realDisk } from "../io/disk.js";
import { inProcess } from "../jobs/in-process.js";
import { threadsFor } from "../jobs/threads.js";
import type { Additions } from "../kinds.js";
import type { Config } from "../run/config.js";
import { runRecord } from "../run/record.js";
import { shardFolder } from "../run/state-folder.js";
import { prepareStateFolder } from "../run/store-place.js";
import type { Context } from "../shapes/context.js";
import type { Embedder } from "../shapes/embedder.js";
import type { Executor } from "../shapes/executor.js";
import type { Fit } from "../shapes/fit.js";
import type { Chat } from "../stages/describe/chat/chat.js";
import { asHeading } from "../stages/describe/labels/headings.js";
import { openEmbedder } from "../stages/embed/registry.js";
import { quality } from "../stages/report/quality.js";
import { cutAll, markRepeats, withoutShards, type CutAll } from "./large/cut-all.js";
import { writeFit } from "./large/known-fit.js";
import type { Limits } from "./large/limits.js";
import { placeAll, type PlaceAll } from "./large/place-all.js";
import { bytesOf, readAll, type ReadAll } from "./large/read-all.js";
import { planned } from "../plan/plan.js";
import { planOptions } from "./options-of.js";
import { withMetrics } from "./read-metrics.js";
import { shownReport, wholeReport } from "./large/reports.js";
import { renderAll, sampleReport } from "./large/sample-report.js";
import { chooseSample, loadSample, type Sample } from "./large/sample.js";
import { ShardFolder } from "./large/shard-files.js";
import { OUT, writeTables } from "./large/write-tables.js";
import type { PipelineResult } from "./result.js";
import type { Timed } from "./stopwatch.js";
import { findThemesAmong, type Themes } from "./themes.js";

export interface LargeOptions {
  limits: Limits;
  /** Opens what does the work on the parts; it is closed in the end. @default a thread for each core */
  openExecutor?: () => Executor;
  /** The folder in which shards lie that other machines see as well. @default one in the state folder of the report */
  shards?: string;
}

interface LargeInput extends LargeOptions {
  additions: Pick<Additions, "exporters">;
  chat?: Chat;
  lastFit?: () => Promise<Fit | undefined>;
  /** The name of a file of decisions, which are not applied here. */
  undecided?: string;
  timed: Timed;
  /** What `timed` keeps. */
  timings: Record<string, number>;
}

/** What a run works with, all through. */
interface Work extends LargeInput {
  config: Config;
  /** Of what jobs make. */
  folder: ShardFolder;
  /** Of this run alone: tables that wait to be put in their places. */
  staging: ShardFolder;
  executor: Executor;
  embedder: Embedder;
  /** Why this embedder. */
  reason: string;
}

/** Whether there are so many bytes to read that the collection is best gone through in parts from the beginning. */
export async function isLarge(config: Config, { limits }: LargeOptions, context: Context): Promise<boolean> {
  return (await bytesOf(config, context)) > limits.most * limits.bytesPerPassage;
}

/**
 * Three passes over the parts: read, cut and encode, place. Between the second and the third the themes of a sample are found, as those of
 * a small collection are. What a pass made of a part is kept in the state folder by what it was made from.
 *
 * @returns undefined where there are no more passages than can be looked at all together
 */
export async function findThemesOfMany(
  config: Config,
  input: LargeInput,
  context: Context,
): Promise<PipelineResult | undefined> {
  const { limits, timed, openExecutor = onEveryCore } = input;
  await prepareStateFolder(resolve(config.out));
  const staging = new ShardFolder(shardFolder(resolve(config.out)));
  await realDisk.makeFolder(staging.path);
  const folder = input.shards === undefined ? staging : new ShardFolder(await realpath(input.shards));
  const { embedder, reason } = await openEmbedder(config, context);
  const executor = openExecutor();
  const work = { ...input, config, folder, staging, executor, embedder, reason };
  try {
    const { shardBytes } = limits;
    const read = await timed("read", () => readAll(config, { folder, executor, shardBytes }, context));
    const { identity } = embedder;
    const cut = await timed("cut", () => cutAll(config, read, { folder, executor, identity }, context));
    if (cut.passages <= limits.most && cut.lost === 0) return undefined;
    return await findAndPlace(work, read, cut, context);
  } finally {
    await executor.close();
    await embedder.close();
  }
}

/** From passages in parts to the themes of a sample, to every passage in its theme, to files. */
async function findAndPlace(
  work: Work,
  read: ReadAll,
  cut: CutAll,
  context: Context,
): Promise<PipelineResult> {
  const { config, folder, staging, executor, embedder, chat, lastFit, timed } = work;
  const { most } = work.limits;
  if (cut.passages === 0) throw allLost(cut);
  const repeats = await timed("repeats", () => markRepeats(folder, cut.shards, cut.passages));
  const sample = await timed("sample", () => loadSample(folder, { read, cut, most }, config));
  const { posts, passages } = sample;
  const last = config.fresh === true ? undefined : await lastFit?.();
  const found = await findThemesAmong(
    { posts, passages, embedder, config, timed, ...(chat && { chat }), ...(last && { last }) },
    context,
  );
  context.log.info(`${asHeading(found.continuation.reason)}.`);
  const { themes, described } = found;
  const { identity } = embedder;
  const fit = await writeFit(folder, {
    ...{ fit: fitBehind(found, last), themes, pillars: described.pillars, identity },
  });
  const names = { shards: cut.shards, repeats, fit, order: read.order };
  const placed = await timed("place all", () => placeAll(config, names, { folder, executor }, context));
  // What is left is a collection of its own: its themes are those of what can be shown.
  if (placed.lost.size > 0) {
    return findAndPlace(work, read, await withoutShards(folder, cut, placed.lost), context);
  }
  const result = await finish(work, { read, cut, sample, found, placed }, context);
  const used = new Set([
    ...cut.shards.flatMap((shard) => Object.values(shard) as string[]),
    ...[read.learned, fit, ...repeats, ...placed.shards],
  ]);
  // In a folder that others see as well, others may be at work.
  if (folder !== staging) return result;
  await folder.keepOnly((name) => used.has(name.split(".", 1)[0] ?? "") || name.endsWith(OUT));
  return result;
}

interface Made {
  read: ReadAll;
  cut: CutAll;
  sample: Sample;
  found: Themes;
  placed: PlaceAll;
}

/** Pages of a part, tables of the whole, and the record of the run. */
async function finish(
  { config, folder, staging, reason, limits, additions, undecided, timed, timings }: Work,
  { read, cut, sample, found, placed }: Made,
  context: Context,
): Promise<PipelineResult> {
  const { posts, passages } = sample;
  const report = sampleReport(config, { ...sample, found, reason, undecided }, context);
  const skipped = [...read.skipped, ...cut.skipped];
  const measured = await withMetrics(placed.posts, config.metrics, context);
  const all = {
    ...placed,
    posts: measured,
    removed: cut.removed,
    skipped,
    day: { planDay: config.today, today: context.today },
  };
  const plan = planOptions(config, { decisions: { dismiss: [] } });
  const whole = planned(wholeReport(report, all), plan, context);
  const sizes = new Map(posts.map(({ id }) => [id, cut.sizes.get(id) ?? 0]));
  const shown = shownReport(whole, chooseSample(sizes, limits.shown));
  const files = await timed("render", () => renderAll(whole, shown, additions, config.export));
  const parts = { shards: placed.shards, parquet: config.parquet === true, signal: context.signal };
  const staged = await timed("tables", () => writeTables({ folder, staging }, whole, parts));
  const { embeddings, described, continuation } = found;
  const run = runRecord({
    ...{ config, report: shown, timings, continuation },
    quality: quality({ passages, embeddings, clustering: described.clustering }, context),
    inputs: { posts: read.order.length, sha256: read.sha256 },
    files: [...files, ...staged],
  });
  return {
    ...{ report: shown, run, staged, keptPages: [], isUnchanged: false },
    files: [...files, { path: "run.json", content: `${JSON.stringify(run, null, 2)}\n` }],
    prompts: found.prompts,
    labelsKept: found.chatNotes.length,
    ...(found.fit && { fit: found.fit }),
  };
}

function allLost({ skipped }: CutAll): UserError {
  const [first] = skipped;
  return new UserError("noInput", `Expected passages, got none: ${first?.reason ?? "nothing was read"}.`);
}

function onEveryCore(): Executor {
  return threadsFor(new URL("./large/jobs.js", import.meta.url)) ?? inProcess();
}

/** What passages are placed by: the fit that was made, or the one that the run went on from. */
function fitBehind(found: Themes, last: Fit | undefined): Fit {
  const fit = found.fit ?? last;
  if (fit === undefined) throw new Error("Expected a fit behind the themes, got none.");
  return fit;
}
