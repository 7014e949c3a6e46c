import { normalizeConfig } from "../config.js";
import { ExitCode } from "../errors.js";
import { runPipeline } from "../index.js";
import { consoleLog } from "../io/console.js";
import { readConfigFile } from "./config-file.js";
import { jsonSummary, printableJson, textSummary } from "./summary.js";

/** The options of `throughline run` as the command line gives them. */
export interface RunFlags {
  config?: string;
  json?: boolean;
  quiet?: boolean;
  debug?: boolean;
  [option: string]: unknown;
}

/** Exit codes by signal: 128 + the signal's number. */
const signals = { SIGINT: 130, SIGTERM: 143 } as const;

/** `throughline run`: the configuration file, then what the command line says, then the pipeline, then a summary. */
export async function run(paths: string[], flags: RunFlags): Promise<void> {
  const { config: file, json, quiet, debug, ...options } = flags;
  const written = await readConfigFile(file);
  const config = normalizeConfig({ ...written, ...options, ...(paths.length > 0 && { paths }) });
  const log = consoleLog({ quiet: quiet ?? false, debug: debug ?? false, stream: process.stderr });
  const result = await runPipeline(config, { log, signal: abortOnSignals() });
  if (json === true) process.stdout.write(`${printableJson(jsonSummary(result, config.out))}\n`);
  else if (quiet !== true) process.stdout.write(textSummary(result, config.out));
  // A signal that came too late to stop anything still has its exit code.
  process.exitCode ??= result.report.skipped.length > 0 ? ExitCode.skips : ExitCode.ok;
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
