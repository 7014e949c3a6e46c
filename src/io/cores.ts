import { availableParallelism } from "node:os";

/** More threads than this wait for the one that gives them work, and each takes memory of its own. */
const MOST_THREADS = 8;

/** How many threads are worth starting on this machine. */
export function threadsHere(): number {
  return Math.min(MOST_THREADS, availableParallelism());
}
