import "./io/no-telemetry.js";
import { performance } from "node:perf_hooks";
import { embeddersWith, type Additions } from "./kinds.js";
import { normalizeConfig, type PartialConfig } from "./run/config.js";
import { embedderNames } from "./stages/embed/registry.js";
import { localDay } from "./text/days.js";
import { createRandom } from "./math/random.js";
import type { Evaluation } from "./evaluation/evaluate.js";
import type { Exploration, ExploreOptions } from "./explore/explore.js";
import { nodeFiles } from "./io/files.js";
import type { CheckOptions } from "./search/check.js";
import type { Checked } from "./search/checked.js";
import type { Searched, SearchOptions } from "./search/search.js";
import { threadsFor } from "./jobs/threads.js";
import { silentLog } from "./io/silent-log.js";
import { findThemes, runToFolder, type PipelineResult } from "./pipeline.js";
import { LIMITS } from "./pipeline/large/limits.js";
import { UserError } from "./errors.js";
import type { Machines, openMachines, WorkerOptions } from "./pipeline/machines.js";
import type { Clock } from "./pipeline/stopwatch.js";
import type { Config } from "./run/config.js";
import type { Context, Files, Log } from "./shapes/context.js";

export { ExitCode, UserError, type ErrorKind } from "./errors.js";
export { normalizeConfig, type Config, type PartialConfig } from "./run/config.js";
export type { Additions } from "./kinds.js";
export { decide, decisionsLog, redo, undo } from "./decisions/decide.js";
export type { DecideEffects, Decided, DecisionsPlace } from "./decisions/decide.js";
export type { HistoryEntry } from "./decisions/history.js";
export type * from "./shapes/decisions.js";
export {
  keptModels,
  pullModel,
  removeModel,
  verifyModels,
  type KeptModel,
  type ModelsPlace,
  type VerifiedModel,
} from "./stages/embed/transformers/kept-models.js";
export { consoleLog, type ConsoleOptions } from "./io/console.js";
export type { PipelineResult } from "./pipeline.js";
export type * from "./shapes/snapshot.js";
export type { HubSettings } from "./stages/embed/transformers/hub.js";
export type { DownloadSettings } from "./io/download.js";
export type { ProxySettings } from "./io/http.js";
export type { Machines, WorkerOptions } from "./pipeline/machines.js";
export type { Clock } from "./pipeline/stopwatch.js";
export type { OpenEmbedder, Embedders } from "./stages/embed/registry.js";
export type { ModelOptions } from "./stages/embed/transformers/model-source.js";
export type { ChatPrompt } from "./stages/describe/chat/prompt.js";
export type { DecisionsRecord, RunRecord } from "./run/record.js";
export type { FolderDisk } from "./io/disk.js";
export type * from "./shapes/executor.js";
export type { KeptPage } from "./run/swap.js";
export type { Coherence, Evaluation, CategoryEvaluation } from "./evaluation/evaluate.js";
export type { Level, LevelAgreement } from "./evaluation/levels.js";
export type { Names } from "./evaluation/names.js";
export type { StoredQuality } from "./evaluation/read-run.js";
export type { Exploration, ExploreOptions } from "./explore/explore.js";
export type { ArchivePlace, ArchivePost, ArchiveTheme } from "./search/archive.js";
export type * from "./search/checked.js";
export type { CheckOptions } from "./search/check.js";
export type { DraftSource } from "./search/draft.js";
export type { AssignedShare, AssignedTheme } from "./search/placing.js";
export type { FoundPassage, Searched, SearchOptions } from "./search/search.js";
export type { SearchFilters } from "./search/search-filters.js";
export type { Closeness, FoundBy } from "./shapes/exploration.js";
export type * from "./shapes/block.js";
export type * from "./shapes/changes.js";
export type * from "./shapes/clusterer.js";
export type * from "./shapes/clustering.js";
export type * from "./shapes/config.js";
export type * from "./shapes/context.js";
export type * from "./shapes/embedder.js";
export type * from "./shapes/embeddings.js";
export type * from "./shapes/exporter.js";
export type * from "./shapes/fit.js";
export type * from "./shapes/kept.js";
export type * from "./shapes/map-points.js";
export type * from "./shapes/passage.js";
export type * from "./shapes/plan.js";
export type * from "./shapes/planning.js";
export type * from "./shapes/post.js";
export type * from "./shapes/projector.js";
export type * from "./shapes/random.js";
export type * from "./shapes/reader.js";
export type * from "./shapes/report.js";
export type * from "./shapes/theme.js";
export { version } from "./version.js";

/** What a caller may put in place of the real thing. */
export interface Effects extends Additions {
  /** @default the real file system */
  files?: Files;
  /** @default silent */
  log?: Log;
  /** Aborts the run; the report folder then stays as it was. */
  signal?: AbortSignal;
  /** @default the process's monotonic clock */
  clock?: Clock;
  /** The day on which the run is made, `YYYY-MM-DD`. @default today by the clock of this computer */
  today?: string;
  /** Has the parts of a large collection worked on by workers on other machines. @default threads of this one */
  machines?: Machines | undefined;
  /** False to compute without writing the report folder. @default true */
  write?: boolean;
  /** False to send nothing to the chat endpoint of the configuration, only to make the prompts. @default true */
  sendChat?: boolean;
}

type Opened = Awaited<ReturnType<typeof openMachines>>;

function contextOf(config: Config, effects: Effects): Context {
  return {
    files: effects.files ?? nodeFiles(),
    log: effects.log ?? silentLog,
    random: createRandom(config.seed),
    signal: effects.signal ?? new AbortController().signal,
    today: effects.today ?? localDay(new Date()),
  };
}

/**
 * Finds the themes of posts and writes the report folder.
 *
 * @example
 * const { report } = await runPipeline({ paths: ["posts"], out: "themes" });
 * console.log(report.themes.map((theme) => theme.label));
 *
 * @param options `paths` is required; everything else has a default (see `Config`)
 * @throws UserError with an exit code and a message that says what to do
 */
export async function runPipeline(options: PartialConfig, effects: Effects = {}): Promise<PipelineResult> {
  const config = normalizeConfig(options, embedderNames(embeddersWith(effects)));
  const run = effects.write === false ? findThemes : runToFolder;
  const context = contextOf(config, effects);
  const machines = await machinesFor(effects, context.log);
  const runOptions = {
    additions: effects,
    ...(effects.sendChat !== undefined && { sendChat: effects.sendChat }),
    ...(mayBeDivided(effects) && { large: { limits: LIMITS, ...machines } }),
  };
  const executor = threadsFor(new URL("./jobs/all.js", import.meta.url));
  const all = { ...context, ...(executor && { executor }) };
  try {
    return await run(config, all, effects.clock ?? (() => performance.now()), runOptions);
  } finally {
    await executor?.close();
    await machines?.close();
  }
}

async function machinesFor(effects: Effects, log: Log): Promise<Opened | undefined> {
  const { machines } = effects;
  if (machines === undefined) return undefined;
  if (!mayBeDivided(effects)) {
    throw new UserError(
      "config",
      "Expected readers, embedders and files that other machines know, got some of this program's own. Leave `machines` out.",
    );
  }
  const { openMachines } = await import("./pipeline/machines.js");
  return openMachines(machines, log);
}

/**
 * Works on parts of large collections, for runs whose `machines` are the same, until the signal is aborted: then what is in hand is
 * done first.
 *
 * @example
 * const stop = new AbortController();
 * await runWorker({ redis: "redis://queue:6379", shards: "/mnt/shards", folders: ["/mnt/posts"] }, { signal: stop.signal });
 *
 * @throws UserError "config" where the packages bullmq and ioredis are missing, Redis does not answer, or a folder is not there
 */
export async function runWorker(
  options: WorkerOptions,
  effects: Pick<Effects, "log" | "signal"> = {},
): Promise<void> {
  const { work } = await import("./pipeline/machines.js");
  const { log = silentLog, signal = new AbortController().signal } = effects;
  await work(options, { log, signal });
}

/** The parts of a collection are read from the disk, in threads: these know nothing of a caller's own files, readers and embedders. */
function mayBeDivided({ files, readers, embedders, write }: Effects): boolean {
  return files === undefined && readers === undefined && embedders === undefined && write !== false;
}

/**
 * Measures the themes of a report folder: their names, coherence, diversity and the like, and how well they agree with
 * categories. Labels are measured on the vectors that the run kept; where it kept none they are made again.
 *
 * @example
 * const { coherence, diversity } = await evaluateFolder("themes", { labels: "categories.csv" });
 *
 * @param folder what `runPipeline` wrote
 * @param options `labels` names a CSV or JSONL file with a label per post
 * @throws UserError "config" where the folder holds no report or the labels fit none of its posts
 */
export async function evaluateFolder(
  folder: string,
  options: { labels?: string } = {},
  effects: Pick<Effects, "files" | "log" | "signal"> = {},
): Promise<Evaluation> {
  const { evaluate } = await import("./evaluation/evaluate.js");
  const { files = nodeFiles(), log = silentLog, signal = new AbortController().signal } = effects;
  return evaluate(folder, options, { files, log, signal });
}

/**
 * Serves a report folder on loopback until it is closed: the report, with search by meaning, and every new run that
 * lands in the folder. Whoever has the address can decide about themes: that is written into the file of decisions, and
 * the report made again.
 *
 * @example
 * const exploration = await exploreFolder("themes");
 * console.log(exploration.url);
 *
 * @param folder what `runPipeline` wrote
 * @returns its address, at once; `ready` resolves when its passages can be searched
 * @throws UserError "config" where the folder holds no report or the port can't be had
 */
export async function exploreFolder(
  folder: string,
  options: ExploreOptions = {},
  effects: Pick<Effects, "files" | "log"> = {},
): Promise<Exploration> {
  const { explore } = await import("./explore/explore.js");
  return explore(folder, options, { files: effects.files ?? nodeFiles(), log: effects.log ?? silentLog });
}

/**
 * The passages of a report that answer a query best, by meaning and by word.
 *
 * @example
 * const { found } = await searchFolder({ folder: "themes", query: "how to say no", from: "2023-01" });
 * console.log(found.map(({ post, text }) => `${post.title}: ${text}`));
 *
 * @throws UserError "config" where the folder holds no report, and for a query or filter that can't be
 */
export async function searchFolder(
  options: SearchOptions,
  effects: Pick<Effects, "files" | "log" | "signal"> = {},
): Promise<Searched> {
  const { search } = await import("./search/search.js");
  const { files = nodeFiles(), log = silentLog, signal = new AbortController().signal } = effects;
  return search(options, { files, log, signal });
}

/**
 * Holds a draft against the posts of a report: the themes that it touches, what it repeats, what is new in it, posts to link to from
 * which of its words, and the tags and titles of its neighbours. Nothing is written.
 *
 * @example
 * const { repeats, links } = await checkDraft({ folder: "themes", draft: { path: "draft.md" } });
 *
 * @throws UserError "config" where the folder holds no report or its store nothing that its run learned, "noInput" for a draft that
 *   can't be used
 */
export async function checkDraft(
  options: CheckOptions,
  effects: Pick<Effects, "files" | "log" | "signal"> = {},
): Promise<Checked> {
  const { check } = await import("./search/check.js");
  const { files = nodeFiles(), log = silentLog, signal = new AbortController().signal } = effects;
  return check(options, { files, log, signal });
}
