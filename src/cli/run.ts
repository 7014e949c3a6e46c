import { existsSync } from "node:fs";
import type { Log } from "../index.js";
import { nodeFiles } from "../io/files.js";
import { hashOfInputs } from "../pipeline/inputs.js";
import { normalizeConfig } from "../run/config.js";
import { keepSaid, saidBefore, type Said } from "../run/last-run.js";
import { consoleLog } from "../io/console.js";
import { decisionsBeside, readConfigFile } from "../run/config-file.js";
import { localDay } from "../text/days.js";
import { machinesIn, type MachineFlags } from "./machines.js";
import { abortOnSignals } from "./signals.js";
import { workInThread } from "./in-thread/work-in-thread.js";
import type { Order } from "./in-thread/messages.js";

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
  const effects = { log, signal: abortOnSignals() };
  if (showChat === true) {
    const order = { config, machines, today: localDay(new Date()), promptsOnly: true };
    process.stdout.write((await workInThread(order, effects)).said.text);
    return;
  }
  const said = await runUnlessDone({ config, machines }, effects);
  if (json === true) process.stdout.write(`${said.json}\n`);
  else if (quiet !== true) process.stdout.write(said.text);
  // A signal that came too late to stop anything still has its exit code.
  process.exitCode ??= said.exitCode;
}

/** What there is to say of a run; it is made only where it would not be the last one over again. */
async function runUnlessDone(
  { config, machines }: Pick<Order, "config" | "machines">,
  effects: { log: Log; signal: AbortSignal },
): Promise<Said> {
  const { log, signal } = effects;
  const hashNow = (): Promise<string | undefined> => hashOfInputs(config, { files: nodeFiles(), signal });
  const inputs = config.store === false ? undefined : await hashNow();
  const today = localDay(new Date());
  const isAskedFor = config.refit === true || config.fresh === true;
  const before = inputs === undefined || isAskedFor ? undefined : await saidBefore(config.out, inputs, today);
  if (before !== undefined) {
    log.info(UNCHANGED);
    return before;
  }
  const { said, again, day } = await workInThread({ config, machines, today, promptsOnly: false }, effects);
  // Posts that were edited while they were read make another run.
  if (inputs !== undefined && inputs === (await hashNow().catch(() => undefined))) {
    const made = { inputs, ...(day !== undefined && { day }) };
    await keepSaid(config.out, made, again).catch(noteUnkept(log));
  }
  return said;
}

/** The next run is made again then, and nothing is lost. */
function noteUnkept(log: Log): (error: unknown) => void {
  return (error) => log.debug(`what this run said could not be kept: ${String(error)}`);
}
