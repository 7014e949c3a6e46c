import { createRandom } from "../../math/random.js";
import { nodeFiles } from "../../io/files.js";
import { silentLog } from "../../io/silent-log.js";
import type { Context } from "../../shapes/context.js";

/** What stages get from outside in a job: the disk, and nobody to talk to. */
export function contextInJob(signal: AbortSignal, seed = 0): Context {
  return { files: nodeFiles(), log: silentLog, random: createRandom(seed), signal };
}

/** The name of what a job made of a shard; or, where every try failed, why there is nothing. */
export type Made = { name: string; lost?: undefined } | { name?: undefined; lost: string };

/** As many digits of a hash as name a file. */
export const NAME_DIGITS = 32;
