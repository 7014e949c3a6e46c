import { UserError } from "../errors.js";
import type { MapOptions } from "../shapes/executor.js";

/** Puts `lost` in the place of what can't be had; what a person can act on, and the end of a run, go on as errors. */
export async function orLost<Output>(
  work: () => Promise<Output>,
  { signal, lost }: { signal: AbortSignal; lost: MapOptions<Output>["lost"] },
): Promise<Output> {
  try {
    return await work();
  } catch (error) {
    if (lost === undefined || signal.aborted || error instanceof UserError) throw error;
    return lost(error instanceof Error ? error : new Error(String(error)));
  }
}
