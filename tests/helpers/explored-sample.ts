/** The committed sample report, in a folder of its own. */
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Log } from "../../src/shapes/context.js";

const sample = fileURLToPath(new URL("../../output", import.meta.url));

export async function copySample(parent: string, name = "themes"): Promise<string> {
  const folder = join(parent, name);
  // What a run keeps for the next is there on one machine and not on another.
  await cp(sample, folder, { recursive: true, filter: (path) => !path.endsWith(".throughline") });
  return folder;
}

export const quietLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  debug: () => undefined,
  progress: () => ({ advance: () => undefined, done: () => undefined }),
};
