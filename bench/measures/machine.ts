/** What a figure is worth depends on the machine and on what else it does meanwhile. */
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

export interface Machine {
  processor: string;
  cores: number;
  memoryGigabytes: number;
  node: string;
  /** Processes that wanted to run, in the mean of the last minute. */
  load: number;
}

export function machineNow(): Machine {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: Math.round((loadavg()[0] ?? NaN) * 10) / 10,
  };
}
