import { existsSync } from "node:fs";
import { ExitCode, UserError } from "../errors.js";
import type { Config, Effects, Log, PipelineResult } from "../index.js";
import { nodeFiles } from "../io/files.js";
import { hashOfInputs } from "../pipeline/inputs.js";
import { normalizeConfig } from "../run/config.js";
import { keepSaid, saidBefore, type Said } from "../run/last-run.js";
import { consoleLog } from "../io/console.js";
import { decisionsBeside, readConfigFile } from "../run/config-file.js";
import { localDay } from "../text/days.js";
import { abortOnSignals } from "./abort.js";
import { machinesIn, type MachineFlags } from "./machines.js";
import { textPrompts } from "./show-chat.js";
import { jsonSummary, printableJson, textSummary } from "./summary.js";

/** The options of `throughline run` as the command line gives them. */
export interface RunFlags extends MachineFlags {
  config?: string;
  json?: boolean;
  quiet?: boolean;
  debug?: boolean;
  showChat?: boolean;
  [option: string]: unknown;
}

const UNCHANGED =
  "Updated: no post changed since the last run; the report stands as it is (--refit makes it anew).";

/** `throughline run`: the configuration file, then what the command line says, then the pipeline, then a summary. */
export async function run(paths: string[], flags: RunFlags): Promise<void> {
  const { config: file, json, quiet, debug, showChat, redis, shards, ...options } = flags;
  const machines = machinesIn({
    ...(redis !== undefined && { redis }),
    ...(shards !== undefined && { shards }),
  });
  const written = await readConfigFile(file);
  const beside = decisionsBeside(file);
  const config = normalizeConfig({
    ...(existsSync(beside) && { decisions: beside }),
    ...{ ...written, ...options },
    ...(paths.length > 0 && { paths }),
  });
  const log = consoleLog({ quiet: quiet ?? false, debug: debug ?? false, stream: process.stderr });
  if (showChat === true) {
    await showPrompts(config, { log, signal: abortOnSignals() });
    return;
  }
  const said = await runUnlessDone(config, { log, signal: abortOnSignals(), machines });
  if (json === true) process.stdout.write(`${said.json}\n`);
  else if (quiet !== true) process.stdout.write(said.text);
  // A signal that came too late to stop anything still has its exit code.
  process.exitCode ??= said.exitCode;
}

/** Loaded where it is needed: to see that nothing changed takes less time than to load what finds themes. */
async function runPipeline(config: Config, effects: Effects): Promise<PipelineResult> {
  const library = await import("../index.js");
  return library.runPipeline(config, effects);
}

type RunEffects = Required<Pick<Effects, "log" | "signal">> & Pick<Effects, "machines">;

/** What there is to say of a run; it is made only where it would not be the last one over again. */
async function runUnlessDone(config: Config, { log, signal, machines }: RunEffects): Promise<Said> {
  const hashNow = (): Promise<string | undefined> => hashOfInputs(config, { files: nodeFiles(), signal });
  const inputs = config.store === false ? undefined : await hashNow();
  const today = localDay(new Date());
  const isAskedFor = config.refit === true || config.fresh === true;
  const before = inputs === undefined || isAskedFor ? undefined : await saidBefore(config.out, inputs, today);
  if (before !== undefined) {
    log.info(UNCHANGED);
    return before;
  }
  const result = await runPipeline(config, { log, signal, today, machines });
  const said = saidOf(result, config);
  // Posts that were edited while they were read make another run.
  if (inputs !== undefined && inputs === (await hashNow().catch(() => undefined))) {
    const again = saidOf({ ...result, isUnchanged: true }, config);
    const { clock } = result.report;
    const day = clock?.from === "today" ? { day: today } : {};
    await keepSaid(config.out, { inputs, ...day }, again).catch(noteUnkept(log));
  }
  return said;
}

function saidOf(result: PipelineResult, config: Config): Said {
  const incomplete = result.report.skipped.some(({ rule }) => rule === undefined) || result.labelsKept > 0;
  return {
    text: textSummary(result, config.out),
    json: printableJson(jsonSummary(result, config.out)),
    exitCode: incomplete ? ExitCode.skips : ExitCode.ok,
  };
}

/** The next run is made again then, and nothing is lost. */
function noteUnkept(log: Log): (error: unknown) => void {
  return (error) => log.debug(`what this run said could not be kept: ${String(error)}`);
}

/** Prints what a run would send to the chat endpoint, and neither sends nor writes anything. */
async function showPrompts(config: Config, effects: Pick<Effects, "log" | "signal">): Promise<void> {
  const { chat } = config;
  if (chat === undefined) {
    const todo = "Write `chat:` with `url` and `model` into throughline.yaml.";
    throw new UserError("config", `Expected a chat endpoint in the configuration, got none. ${todo}`);
  }
  const { prompts } = await runPipeline(config, { ...effects, write: false, sendChat: false });
  process.stdout.write(textPrompts(prompts, chat));
}
