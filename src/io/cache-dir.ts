import { resolve } from "node:path";

import envPaths from "env-paths";

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder in which downloaded models are kept between runs: `THROUGHLINE_CACHE` where it is set, else the
 * operating system's usual place. It may not exist yet.
 */
export function cacheDir(environment: Environment = process.env): string {
  const chosen = environment.THROUGHLINE_CACHE;
  if (chosen !== undefined && chosen !== "") return resolve(chosen);
  return envPaths("throughline", { suffix: "" }).cache;
}
