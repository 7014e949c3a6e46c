import { resolve } from "node:path";
import { openEmbedder } from "./stages/embed/registry.js";
import { embeddersWith, exportersWith, readersWith, type Additions } from "./kinds.js";
import { recoverFolder } from "./run/recover.js";
import type { KeptPage } from "./run/swap.js";
import { checkTarget } from "./run/target.js";
import { writeFolder } from "./run/write-folder.js";
import { openChat, type Chat } from "./stages/describe/chat/chat.js";
import type { ChatPrompt } from "./stages/describe/chat/prompt.js";
import { chunk } from "./stages/chunk/chunk.js";
import { clean } from "./stages/clean/clean.js";
import { openWordVectors } from "./stages/embed/builtin/builtin.js";
import { readSubjects } from "./stages/describe/subjects/vocabulary.js";
import { cluster } from "./stages/cluster/cluster.js";
import { describe } from "./stages/describe/describe.js";
import { adapt } from "./stages/embed/adapt/adapt.js";
import { encode } from "./stages/embed/encode.js";
import { pillarsOf } from "./stages/cluster/pillars.js";
import { threadsOf } from "./stages/describe/threads.js";
import { joinNamed } from "./stages/cluster/join-named.js";
import { takeNamed } from "./stages/cluster/take-named.js";
import { ingest } from "./stages/ingest/ingest.js";
import { map } from "./stages/map/map.js";
import { notes } from "./stages/report/notes.js";
import { labelPrompts, relabel, type Relabelled } from "./stages/describe/chat/relabel.js";
import { quality } from "./stages/report/quality.js";
import { buildReport } from "./stages/report/report.js";
import { runRecord, type RunRecord } from "./run/record.js";
import type { Config } from "./run/config.js";
import type { Context } from "./shapes/context.js";
import type { OutputFile } from "./shapes/exporter.js";
import type { Report } from "./shapes/report.js";
import { version } from "./version.js";

/** Milliseconds on a clock that never goes back. Passed in, so that nothing but timings depends on it. */
export type Clock = () => number;

export interface PipelineResult {
  report: Report;
  /** What `run.json` holds. */
  run: RunRecord;
  /** Every file of the report folder. */
  files: OutputFile[];
  /** What was sent to the chat endpoint, or would be; empty without one. */
  prompts: ChatPrompt[];
  /** Pages that somebody had edited since they were written, and the names under which these were kept. */
  keptPages: KeptPage[];
  /** Themes that kept their keyword label although the chat endpoint was asked for another. */
  labelsKept: number;
}

export interface RunOptions {
  /** False to make the prompts for the chat endpoint and send none. @default true */
  sendChat?: boolean;
  /** Readers, embedders and exporters besides those that ship with the program. @default none */
  additions?: Additions;
}

/** From posts to themes to files, in the order in which the data goes. Writes nothing. */
export async function findThemes(
  config: Config,
  context: Context,
  clock: Clock,
  { sendChat = true, additions = {} }: RunOptions = {},
): Promise<PipelineResult> {
  const { timed, timings } = stopwatch(clock);
  const chat = sendChat ? await openChatOf(config) : undefined;
  const ingested = await timed("ingest", () =>
    ingest(config.paths, { ...config, readers: readersWith(additions) }, context),
  );
  const cleaned = await timed("clean", () => clean(ingested.posts, config, context));
  const { embedder, reason } = await timed("open model", () =>
    openEmbedder(config, context, embeddersWith(additions)),
  );
  context.log.info(reason);
  try {
    const limit = embedder.limit && { limit: embedder.limit };
    const passages = await timed("chunk", () =>
      chunk(cleaned.blocks, { passageWords: config.passageWords, ...limit }, context),
    );
    const base = await timed("encode", () => encode(passages, embedder, context));
    const { embeddings, identity, vectorOf } = await timed("adapt", () =>
      adapt(passages, base, embedder, config, context),
    );
    const taken = await timed("take named", () =>
      takeNamed(passages, embeddings, { namedThemes: config.namedThemes, vectorOf }, context),
    );
    const division = { ...config, mayBeNone: taken.found.includes(true) };
    const free = await timed("cluster", () => cluster(taken.embeddings, taken.passages, division, context));
    const clustering = joinNamed(embeddings, taken, free);
    const points = await timed("map", () => map(embeddings, passages, {}, context));
    const subjects = await readSubjects();
    const pillarOf = pillarsOf(embeddings, clustering, passages, base);
    const described = { posts: ingested.posts, passages, embeddings, clustering, pillars: pillarOf };
    const keyworded = await timed("describe", async () =>
      describe(
        described,
        {
          ...{ vectorOf, stopWords: config.stopWords },
          ...{ wordVectorOf: await openWordVectors(), subjects },
        },
        context,
      ),
    );
    const prompts = config.chat === undefined ? [] : labelPrompts({ themes: keyworded.themes, passages });
    const relabelled: Relabelled =
      chat === undefined
        ? { themes: keyworded.themes, notes: [] }
        : await timed("relabel", () => relabel({ themes: keyworded.themes, passages }, { chat }, context));
    const { themes } = relabelled;
    const { pillars } = keyworded;
    const report = buildReport(
      {
        posts: ingested.posts,
        blocks: cleaned.blocks,
        passages,
        skipped: [...ingested.skipped, ...cleaned.skipped],
        removed: cleaned.removed,
        clustering,
        themes,
        pillars,
        threads: threadsOf({ posts: ingested.posts, passages, clustering, themes, pillars, subjects }),
        map: points,
        identity,
        modelReason: reason,
        notes: [
          ...notes({ posts: ingested.posts, passages, embeddings, identity }, context),
          ...taken.notes,
          ...relabelled.notes,
        ],
      },
      { title: config.title, out: resolve(config.out), version },
      context,
    );
    const files = await timed("render", async () =>
      exportersWith(additions).flatMap((exporter) => exporter.render(report)),
    );
    const measured = quality(described, context);
    const run = runRecord({ config, report, quality: measured, posts: ingested.posts, files, timings });
    return {
      report,
      run,
      files: [...files, { path: "run.json", content: `${JSON.stringify(run, null, 2)}\n` }],
      prompts,
      keptPages: [],
      labelsKept: relabelled.notes.length,
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
  const result = await findThemes(config, context, clock, options);
  context.signal.throwIfAborted();
  const kept = await writeFolder(config.out, result.files, { inputs: config.paths });
  tellOfKept(kept, context);
  return { ...result, keptPages: [...recovered, ...kept] };
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

/** Runs steps one by one and keeps how long each took, in whole milliseconds. */
function stopwatch(clock: Clock) {
  const timings: Record<string, number> = {};
  const timed = async <T>(name: string, step: () => Promise<T>): Promise<T> => {
    const start = clock();
    const result = await step();
    timings[name] = Math.round(clock() - start);
    return result;
  };
  return { timed, timings };
}
