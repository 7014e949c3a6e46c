import { existsSync } from "node:fs";
import { normalizeConfig } from "../run/config.js";
import { ExitCode, UserError } from "../errors.js";
import { runPipeline, type Config, type Effects } from "../index.js";
import { consoleLog } from "../io/console.js";
import { decisionsBeside, readConfigFile } from "../run/config-file.js";
import { textPrompts } from "./show-chat.js";
import { jsonSummary, printableJson, textSummary } from "./summary.js";

/** The options of `throughline run` as the command line gives them. */
export interface RunFlags {
  config?: string;
  json?: boolean;
  quiet?: boolean;
  debug?: boolean;
  showChat?: boolean;
  [option: string]: unknown;
}

/** Exit codes by signal: 128 + the signal's number. */
const signals = { SIGINT: 130, SIGTERM: 143 } as const;

/** `throughline run`: the configuration file, then what the command line says, then the pipeline, then a summary. */
export async function run(paths: string[], flags: RunFlags): Promise<void> {
  const { config: file, json, quiet, debug, showChat, ...options } = flags;
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
  const result = await runPipeline(config, { log, signal: abortOnSignals() });
  if (json === true) process.stdout.write(`${printableJson(jsonSummary(result, config.out))}\n`);
  else if (quiet !== true) process.stdout.write(textSummary(result, config.out));
  const incomplete = result.report.skipped.some(({ rule }) => rule === undefined) || result.labelsKept > 0;
  // A signal that came too late to stop anything still has its exit code.
  process.exitCode ??= incomplete ? ExitCode.skips : ExitCode.ok;
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

function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, code] of Object.entries(signals)) {
    process.once(signal, () => {
      process.exitCode = code;
      controller.abort();
    });
  }
  return controller.signal;
}
