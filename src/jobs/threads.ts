import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { threadsHere } from "../io/cores.js";
import type { Executor } from "../shapes/executor.js";
import { localPool } from "./local/pool.js";

/**
 * A pool with a thread for each core.
 *
 * @param jobs the module, as it is built, whose export `jobs` lists what the threads can do
 * @returns undefined where there are only sources, which threads can't load
 */
export function threadsFor(jobs: URL): Executor | undefined {
  const isBuilt = extname(fileURLToPath(import.meta.url)) === ".js";
  return isBuilt ? localPool({ jobs, threads: threadsHere() }) : undefined;
}
