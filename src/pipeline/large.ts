/** From posts to themes to files, for a collection that is too large to be held: in parts, with a sample from which the themes are learned. */
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { csvExporter, csvFiles } from "../exporters/tables/tables.js";
import { realDisk } from "../io/disk.js";
import { localPool } from "../jobs/local/pool.js";
import { exportersWith, type Additions } from "../kinds.js";
import type { Config } from "../run/config.js";
import { runRecord } from "../run/record.js";
import { shardFolder } from "../run/state-folder.js";
import { prepareStateFolder } from "../run/store-place.js";
import type { Context } from "../shapes/context.js";
import type { Executor } from "../shapes/executor.js";
import type { ReportFile } from "../shapes/exporter.js";
import type { Fit } from "../shapes/fit.js";
import type { Post } from "../shapes/post.js";
import type { Report } from "../shapes/report.js";
import type { Chat } from "../stages/describe/chat/chat.js";
import { asHeading } from "../stages/describe/labels/headings.js";
import { threadsOf } from "../stages/describe/threads.js";
import { openEmbedder } from "../stages/embed/registry.js";
import { notes } from "../stages/report/notes.js";
import { quality } from "../stages/report/quality.js";
import { buildReport } from "../stages/report/report.js";
import { version } from "../version.js";
import { cutAll, markRepeats } from "./large/cut-all.js";
import { writeFit } from "./large/known-fit.js";
import type { Limits } from "./large/limits.js";
import { placeAll } from "./large/place-all.js";
import { bytesOf, readAll } from "./large/read-all.js";
import { shownReport, wholeReport } from "./large/reports.js";
import { chooseSample, loadSample, type Sample } from "./large/sample.js";
import { ShardFolder } from "./large/shard-files.js";
import { OUT, STREAMED, writeTables } from "./large/write-tables.js";
import type { PipelineResult } from "./result.js";
import type { Timed } from "./stopwatch.js";
import { findThemesAmong, type Themes } from "./themes.js";

export interface LargeOptions {
  limits: Limits;
  /** Opens what does the work on the parts; it is closed in the end. @default a thread for each core */
  openExecutor?: () => Executor;
}

interface LargeInput extends LargeOptions {
  additions: Pick<Additions, "exporters">;
  chat?: Chat;
  lastFit?: () => Promise<Fit | undefined>;
  timed: Timed;
  /** What `timed` keeps. */
  timings: Record<string, number>;
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
  const { limits, timed, timings, chat, lastFit, additions, openExecutor = onEveryCore } = input;
  await prepareStateFolder(resolve(config.out));
  const folder = new ShardFolder(shardFolder(resolve(config.out)));
  await realDisk.makeFolder(folder.path);
  const executor = openExecutor();
  const { embedder, reason } = await openEmbedder(config, context);
  try {
    const { shardBytes } = limits;
    const read = await timed("read", () => readAll(config, { folder, executor, shardBytes }, context));
    const { identity } = embedder;
    const cut = await timed("cut", () => cutAll(config, read, { folder, executor, identity }, context));
    if (cut.passages <= limits.most) return undefined;
    const repeats = await timed("repeats", () => markRepeats(folder, cut.shards, cut.passages));
    const { most } = limits;
    const sample = await timed("sample", () => loadSample(folder, { read, cut, most }, config));
    const { posts, passages } = sample;
    const last = config.fresh === true ? undefined : await lastFit?.();
    const found = await findThemesAmong(
      { posts, passages, embedder, config, timed, ...(chat && { chat }), ...(last && { last }) },
      context,
    );
    context.log.info(`${asHeading(found.continuation.reason)}.`);
    const { themes, described } = found;
    const { pillars } = described;
    const fit = await writeFit(folder, { fit: fitBehind(found, last), themes, pillars, identity });
    const names = { shards: cut.shards, repeats, fit, order: read.order };
    const placed = await timed("place all", () => placeAll(config, names, { folder, executor }, context));
    const report = sampleReport(config, { ...sample, found, reason }, context);
    const skipped = [...read.skipped, ...cut.skipped];
    const whole = wholeReport(report, { ...placed, removed: cut.removed, skipped });
    const shown = shownReport(whole, chooseSample(sizesOf(posts, cut.sizes), limits.shown));
    const files = await timed("render", () => renderAll(whole, shown, additions));
    const { signal } = context;
    const parquet = config.parquet === true;
    const staged = await timed("tables", () =>
      writeTables(folder, whole, { shards: placed.shards, parquet, signal }),
    );
    const { embeddings } = found;
    const measured = quality({ passages, embeddings, clustering: described.clustering }, context);
    const run = runRecord({
      ...{ config, report: shown, quality: measured, timings, continuation: found.continuation },
      inputs: { posts: read.order.length, sha256: read.sha256 },
      files: [...files, ...staged],
    });
    const used = [
      ...cut.shards.flatMap((shard) => Object.values(shard)),
      ...[read.learned, fit, ...repeats, ...placed.shards],
    ];
    await folder.keepOnly((name) => used.includes(name.split(".", 1)[0] ?? "") || name.endsWith(OUT));
    return {
      ...{ report: shown, run, staged, keptPages: [] },
      files: [...files, { path: "run.json", content: `${JSON.stringify(run, null, 2)}\n` }],
      prompts: found.prompts,
      labelsKept: found.chatNotes.length,
      ...(found.fit && { fit: found.fit }),
    };
  } finally {
    await executor.close();
    await embedder.close();
  }
}

/** Each thread holds a part and the model: more of them need more memory than they save time. */
const MOST_THREADS = 8;

function onEveryCore(): Executor {
  const threads = Math.min(MOST_THREADS, availableParallelism());
  return localPool({ jobs: new URL("./large/jobs.js", import.meta.url), threads });
}

/** What passages are placed by: the fit that was made, or the one that the run went on from. */
function fitBehind(found: Themes, last: Fit | undefined): Fit {
  const fit = found.fit ?? last;
  if (fit === undefined) throw new Error("Expected a fit behind the themes, got none.");
  return fit;
}

function sizesOf(posts: readonly Post[], sizes: ReadonlyMap<string, number>): Map<string, number> {
  return new Map(posts.map(({ id }) => [id, sizes.get(id) ?? 0]));
}

/** The report as it would be if the sample were all. */
function sampleReport(
  config: Config,
  { posts, passages, blocks, found, reason }: Sample & { found: Themes; reason: string },
  context: Context,
): Report {
  const { described, themes, holdings, embeddings, identity, languages, map } = found;
  const { clustering, pillars, formats } = described;
  const input = {
    ...{ posts, passages, blocks, clustering, themes, pillars, identity, map, modelReason: reason },
    ...{ skipped: [], removed: [] },
    threads: threadsOf({ posts, passages, clustering, themes, pillars, holdings }),
    notes: [
      ...notes({ posts, passages, languages, embeddings, identity, formats }, context),
      ...found.namedNotes,
      ...found.chatNotes,
    ],
  };
  return buildReport(input, { title: config.title, out: resolve(config.out), version }, context);
}

/** Pages show a part, tables have all; the largest of these are written by themselves. */
function renderAll(whole: Report, shown: Report, additions: Pick<Additions, "exporters">): ReportFile[] {
  return exportersWith(additions).flatMap((exporter) =>
    exporter === csvExporter ? csvFiles(whole, (path) => !STREAMED.has(path)) : exporter.render(shown),
  );
}
