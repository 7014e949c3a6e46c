/** What a piece of work costs. */
import { performance } from "node:perf_hooks";

const SECOND = 1000;
const MICROSECONDS = 1e6;

export interface Cost {
  /** By the clock. */
  seconds: number;
  /** Of the processor, in all threads. */
  busy: number;
  /** The most memory in MB, where it was measured. */
  megabytes?: number;
}

export async function costOf(work: () => unknown): Promise<Cost> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / SECOND, busy: (user + system) / MICROSECONDS };
}

/** The run that kept the processor least, of several: what else the machine does only ever adds. */
export async function leastOf(runs: number, work: () => unknown): Promise<Cost> {
  let least = await costOf(work);
  for (let run = 1; run < runs; run++) {
    const cost = await costOf(work);
    if (cost.busy < least.busy) least = cost;
  }
  return least;
}
