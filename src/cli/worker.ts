import { UserError } from "../errors.js";
import { consoleLog } from "../io/console.js";
import { runWorker } from "../index.js";
import { abortOnSignals } from "./signals.js";
import { machinesIn, type MachineFlags } from "./machines.js";

/** The options of `throughline worker` as the command line gives them. */
export interface WorkerFlags extends MachineFlags {
  processes?: string;
  quiet?: boolean;
  debug?: boolean;
}

/** More processes than this on one machine are a slip. */
const MOST = 256;

/** `throughline worker`: works on parts of large collections until a signal ends it. */
export async function worker(
  folders: string[],
  { processes, quiet, debug, ...flags }: WorkerFlags,
): Promise<void> {
  const machines = machinesIn(flags);
  if (machines === undefined) {
    throw new UserError("config", "Expected the folder of shards, got none. Give it with --shards <folder>.");
  }
  const log = consoleLog({ quiet: quiet ?? false, debug: debug ?? false, stream: process.stderr });
  const signal = abortOnSignals({ isPatient: true });
  await runWorker(
    { ...machines, folders, ...(processes !== undefined && { processes: numberOf(processes) }) },
    { log, signal },
  );
}

function numberOf(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST) return number;
  throw new UserError("config", `Expected a whole number from 1 to ${MOST} for --processes, got "${text}".`);
}
