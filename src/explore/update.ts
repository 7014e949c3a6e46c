/** Making a report again after a decision. */
import { silentLog } from "../io/silent-log.js";
import { nodeFiles } from "../io/files.js";
import { createRandom } from "../math/random.js";
import type { Memory } from "../pipeline/memory.js";
import { previewRun, runToFolder } from "../pipeline.js";
import type { Config } from "../run/config.js";
import { vectorsName } from "../search/vectors-name.js";
import type { Context, Log } from "../shapes/context.js";
import type { UnmetDecision } from "../shapes/editing.js";

/** One decision follows another, and the posts are the same. */
const memory: Memory = new Map();

export interface Updated {
  unmet: UnmetDecision[];
  /** SHA-256 of the decisions that were taken in; undefined for none. */
  decisions?: string;
  /** The same for two runs whose passages have the same vectors; undefined where they were learned anew. */
  vectors?: string;
}

/** Makes the report of a configuration again, in its folder. */
export type Update = (config: Config, effects: { log: Log }) => Promise<Updated>;

/**
 * In this process. No chat endpoint is asked and no model fetched: the report that is served may name a stranger's.
 *
 * @throws UserError as a run does
 */
export const update: Update = async (config, { log }) => {
  const { report, run } = await runToFolder(config, contextOf(config, log), clock, {
    sendChat: false,
    mayFetch: false,
    memory,
  });
  const outcomes = run.decisions?.outcomes ?? [];
  return {
    unmet: outcomes.flatMap(({ decision, line, status, reason = "" }) =>
      status === "unmet" ? { decision, line, reason } : [],
    ),
    ...(run.decisions && { decisions: run.decisions.sha256 }),
    ...(run.continuation.kind === "update" && { vectors: vectorsName(report.passages) }),
  };
};

/** As `update`, but that it writes nothing and tells nothing. */
export async function warmUp(config: Config): Promise<Updated> {
  await previewRun(config, contextOf(config, silentLog), clock, { memory, mayFetch: false });
  return { unmet: [] };
}

const clock = (): number => performance.now();

function contextOf(config: Config, log: Log): Context {
  return {
    ...{ files: nodeFiles(), log, random: createRandom(config.seed) },
    signal: new AbortController().signal,
  };
}
