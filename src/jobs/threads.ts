import { extname } from "node:path";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Executor } from "../shapes/executor.js";
import { localPool } from "./local/pool.js";

/** More threads than this wait for the one that gives them work. */
const MOST_THREADS = 8;

/** A pool for this program's jobs with a thread for each core; none where there are only sources, which threads can't load. */
export function programThreads(): Executor | undefined {
  if (extname(fileURLToPath(import.meta.url)) !== ".js") return undefined;
  const threads = Math.min(availableParallelism(), MOST_THREADS);
  return localPool({ jobs: new URL("./all.js", import.meta.url), threads });
}
