import { resolve } from "node:path";
import { openEmbedder } from "./stages/embed/registry.js";
import { realDisk } from "./io/disk.js";
import { embeddersWith, exportersWith, readersWith, type Additions } from "./kinds.js";
import { accountOf, type LastReport } from "./changes/changes-between.js";
import { snapshotOf } from "./changes/snapshot-of.js";
import { renderBy } from "./exporters/render-all.js";
import { passagesParquet } from "./exporters/parquet/passages.js";
import { nodeFiles } from "./io/files.js";
import { planned } from "./plan/plan.js";
import { withMetrics } from "./pipeline/read-metrics.js";
import { planOptions, reportOptions } from "./pipeline/options-of.js";
import { readLastReport } from "./run/last-report.js";
import { kindOf } from "./run/path-kind.js";
import { planByFacts } from "./plan/posts/plan-posts.js";
import { postFacts } from "./plan/posts/post-facts.js";
import { recoverFolder } from "./run/recover.js";
import type { KeptPage } from "./run/swap.js";
import { removeShards, storePlace } from "./run/store-place.js";
import { storedRun } from "./run/stored-run.js";
import { checkTarget } from "./run/target.js";
import { writeFolder } from "./run/write-folder.js";
import { openChat, type Chat } from "./stages/describe/chat/chat.js";
import { chunk } from "./stages/chunk/chunk.js";
import { clean } from "./stages/clean/clean.js";
import { asHeading } from "./stages/describe/labels/headings.js";
import { tagStrands, threadsOf } from "./stages/describe/threads.js";
import { ingest } from "./stages/ingest/ingest.js";
import { doubts } from "./stages/report/doubts.js";
import { notes } from "./stages/report/notes.js";
import { quality } from "./stages/report/quality.js";
import { buildReport } from "./stages/report/report.js";
import { inputsOf, runRecord } from "./run/record.js";
import type { Config } from "./run/config.js";
import { stopwatch, type Clock } from "./pipeline/stopwatch.js";
import { decidedThemes } from "./pipeline/decided.js";
import { openDecisions, textsOf } from "./pipeline/open-decisions.js";
import { findThemesOfMany, isLarge, type LargeOptions } from "./pipeline/large.js";
import type { PipelineResult } from "./pipeline/result.js";
import { recallFrom, type Memory } from "./pipeline/memory.js";
import { nearestPosts } from "./plan/posts/nearest-posts.js";
import { findThemesAmong, type Themes } from "./pipeline/themes.js";
import type { Fit } from "./shapes/fit.js";
import type { Context } from "./shapes/context.js";
import type { ReportFile } from "./shapes/exporter.js";
import type { Report } from "./shapes/report.js";
import { sha256 } from "./io/hash.js";
import { isDistinct } from "./text/distinct.js";
import { loadDuckDb } from "./store/library.js";
import { runStore, type RunStore } from "./store/run-store.js";

export type { PipelineResult } from "./pipeline/result.js";

export interface RunOptions {
  /** False to make the prompts for the chat endpoint and send none. @default true */
  sendChat?: boolean;
  /** False where a model that is not on this computer is not to be fetched. @default true */
  mayFetch?: boolean;
  /** Readers, embedders and exporters besides those that ship with the program. @default none */
  additions?: Additions;
  /** Gives the fit of an earlier run, to go on from; asked when there are passages. @default none */
  lastFit?: () => Promise<Fit | undefined>;
  /** Names that fit without reading it. @default none has a name */
  lastFitId?: () => Promise<string | undefined>;
  /** Gives the report before this one, to be compared with. @default none */
  lastReport?: () => Promise<LastReport | undefined>;
  /** The text of the editor's decisions, in the place of that of the file; null for none. @default what the file holds */
  decisions?: string | null;
  /** How a collection is divided that is too large to be held; @default it is held, whatever its size */
  large?: LargeOptions;
  /** What earlier runs of this process read, where they were over the same posts. @default nothing */
  memory?: Memory;
}

/** From posts to themes to files, in the order in which the data goes. Writes nothing. */
export async function findThemes(
  config: Config,
  context: Context,
  clock: Clock,
  {
    sendChat = true,
    mayFetch = true,
    additions = {},
    lastFit,
    lastFitId,
    lastReport,
    ...rest
  }: RunOptions = {},
): Promise<PipelineResult> {
  const { decisions, large, memory } = rest;
  const { timed, timings } = stopwatch(clock);
  const chat = sendChat ? await openChatOf(config) : undefined;
  if (config.parquet === true) await loadDuckDb();
  const file = await openDecisions(config, decisions, context);
  const divided = large && {
    ...large,
    additions,
    timed,
    timings,
    ...(chat && { chat }),
    ...(lastFit && { lastFit }),
    ...(file.text !== "" && { undecided: file.name }),
  };
  if (divided && (await isLarge(config, divided, context))) {
    const found = await findThemesOfMany(config, divided, context);
    if (found !== undefined) return found;
  }
  const recall = await recallFrom(memory, config, context);
  const { posts: read, skipped } = await timed("ingest", () =>
    recall("ingest", [], () => ingest(config.paths, { ...config, readers: readersWith(additions) }, context)),
  );
  const posts = await withMetrics(read, config.metrics, context);
  const { embedder, reason } = await timed("open model", () =>
    openEmbedder({ ...config, mayFetch }, context, embeddersWith(additions)),
  );
  context.log.info(reason);
  try {
    const texts = textsOf(config, file);
    const cleaned = await timed("clean", () => recall("clean", texts, () => clean(posts, texts, context)));
    const limit = embedder.limit && { limit: embedder.limit };
    const passages = await timed("chunk", () =>
      recall("chunk", [texts, embedder.identity], () =>
        chunk(cleaned.blocks, { passageWords: config.passageWords, ...limit }, context),
      ),
    );
    if (divided && passages.length > divided.limits.most) {
      const found = await findThemesOfMany(config, divided, context);
      if (found !== undefined) return found;
    }
    const isFresh = config.fresh === true;
    const fitId = isFresh ? undefined : await lastFitId?.();
    const known = [texts, embedder.identity, fitId];
    const find = async (): Promise<Themes> => {
      const last = isFresh ? undefined : await lastFit?.();
      const given = { posts, passages, embedder, config, timed };
      return findThemesAmong({ ...given, ...(chat && { chat }), ...(last && { last }) }, context);
    };
    // An endpoint may answer otherwise the next time.
    const fitted = await (chat === undefined ? recall("themes", known, find) : find());
    context.log.info(`${asHeading(fitted.continuation.reason)}.`);
    const found = await timed("decisions", () => decidedThemes(fitted, { posts, passages, file }, context));
    const { themes, described, embeddings, holdings, identity } = found;
    const { clustering, pillars, formats } = described;
    const tags = await recall("tags", known, async () => tagStrands({ posts, passages }));
    const measured = quality({ passages, embeddings, clustering }, context);
    const made = fitted.described.clustering.k;
    const sizes = { passages: passages.length, different: passages.filter(isDistinct).length };
    const built = buildReport(
      {
        ...{ posts, passages, clustering, themes, pillars, identity },
        blocks: cleaned.blocks,
        skipped: [...skipped, ...cleaned.skipped],
        removed: cleaned.removed,
        threads: threadsOf({ posts, passages, clustering, themes, pillars, holdings, tags }),
        map: found.map,
        modelReason: reason,
        notes: [
          ...doubts({ ...sizes, made, quality: measured, asked: config.themes }, context),
          ...notes({ posts, passages, languages: found.languages, embeddings, identity, formats }, context),
          ...found.namedNotes,
          ...found.chatNotes,
          ...found.decisionNotes,
        ],
      },
      reportOptions(config),
      context,
    );
    const snapshot = snapshotOf(built);
    const { account, isUnchanged } = await timed("compare", async () =>
      accountOf(isFresh ? undefined : await lastReport?.(), snapshot, {
        isSameFit: fitted.continuation.kind === "update",
      }),
    );
    const near = await recall("near posts", known, async () => nearestPosts(passages, embeddings));
    const postPlanning = await timed("plan posts", async () => {
      const input = { posts, blocks: cleaned.blocks, passages, embeddings, near };
      const facts = await recall("posts", known, async () => postFacts(built, input, context));
      return planByFacts(built, embeddings, facts);
    });
    const withPlan = await timed("plan", () =>
      planned({ ...built, postPlanning, nearestPosts: near }, planOptions(config, file), context),
    );
    const report: Report = { ...withPlan, changes: account };
    const files: ReportFile[] = await timed("render", () =>
      renderBy(exportersWith(additions, config.export), report),
    );
    if (config.parquet === true)
      files.push(await timed("parquet", () => passagesParquet(report, embeddings)));
    const { continuation } = found;
    const decided =
      file.text === "" ? {} : { decisions: { sha256: sha256(file.text), outcomes: found.outcomes } };
    const facts = {
      config,
      report,
      quality: measured,
      inputs: await recall("inputs", [], async () => inputsOf(posts)),
      files,
      timings,
      continuation,
    };
    const run = runRecord({ ...facts, ...decided });
    return {
      ...{ report, run, isUnchanged, snapshot },
      files: [...files, { path: "run.json", content: `${JSON.stringify(run, null, 2)}\n` }],
      prompts: found.prompts,
      keptPages: [],
      labelsKept: found.chatNotes.length,
      ...(found.fit && { fit: found.fit }),
    };
  } finally {
    await embedder.close();
  }
}

/** Finds the themes and writes the report folder. What an interrupted run left there is finished first. */
export async function runToFolder(
  config: Config,
  context: Context,
  clock: Clock,
  options: RunOptions = {},
): Promise<PipelineResult> {
  const recovered = await recoverFolder(config.out);
  tellOfKept(recovered, context);
  await checkTarget(config.out, config.paths);
  const isNew = (await kindOf(resolve(config.out))) === "none";
  const store = storeOf(config, context);
  try {
    const result = await findThemes(config, { ...context, ...(store && { kept: store }) }, clock, {
      ...options,
      ...(store && { lastFit: () => store.lastFit(), lastFitId: () => store.lastFitId() }),
      lastReport: () => {
        const kept = store && { kept: (id: string) => store.snapshot(id) };
        return readLastReport(config.out, { files: nodeFiles(), ...kept });
      },
    });
    context.signal.throwIfAborted();
    // Before the report: a run that is killed between the two is repeated, and not overtaken, by the next.
    if (result.fit !== undefined) await store?.putFit(result.fit, new Date());
    const files = [...result.files, ...(result.staged ?? [])];
    const kept = await writeFolder(config.out, files, { inputs: config.paths });
    // What the folder has already stayed where it was made.
    for (const { staged } of result.staged ?? []) await realDisk.removeTree(staged);
    tellOfKept(kept, context);
    await store?.finish(storedRun(result, new Date()));
    return { ...result, keptPages: [...recovered, ...kept] };
  } finally {
    await store?.close();
    // With a store the next run goes on from what was made of the parts of a large collection.
    if (config.store === false) await removeShards(config.out, isNew);
  }
}

/**
 * What a run would give, with what earlier runs kept and without writing the report folder or keeping anything but what it read.
 */
export async function previewRun(
  config: Config,
  context: Context,
  clock: Clock,
  options: RunOptions = {},
): Promise<PipelineResult> {
  const store = storeOf(config, context);
  try {
    return await findThemes(config, { ...context, ...(store && { kept: store }) }, clock, {
      sendChat: false,
      ...options,
      ...(store && { lastFit: () => store.lastFit(), lastFitId: () => store.lastFitId() }),
    });
  } finally {
    await store?.close();
  }
}

/** What earlier runs left for this one; undefined where it is to begin from nothing. */
function storeOf(config: Config, { log }: Context): RunStore | undefined {
  const place = storePlace(config);
  return place && runStore(place.file, { ...place, log });
}

function tellOfKept(kept: readonly KeptPage[], { log }: Context): void {
  if (kept.length === 0) return;
  const names = kept.map(({ path, as }) => `${path} as ${as}`).join(", ");
  log.warn(`Edited since the last run, and kept beside the new report: ${names}.`);
}

/** The chat endpoint of the configuration, checked before any work is done. */
async function openChatOf({ chat, seed }: Config): Promise<Chat | undefined> {
  return chat && openChat(chat, { environment: process.env, seed });
}
