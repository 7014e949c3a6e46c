/** The sample posts with a report made of them now, to be decided about. */
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { update } from "../../src/explore/update.js";
import type { Updater } from "../../src/explore/updater.js";
import { runPipeline } from "../../src/index.js";

const seeds = fileURLToPath(new URL("../../seeds", import.meta.url));

export interface EditedSample {
  folder: string;
  posts: string;
  /** The file of decisions; there is none yet. */
  decisions: string;
}

/** Makes a report in a folder of its own. */
export async function makeSample(parent: string, name = "made"): Promise<EditedSample> {
  const root = join(parent, name);
  const posts = join(root, "posts");
  await mkdir(root);
  await cp(seeds, posts, { recursive: true });
  await rm(join(posts, "throughline.yaml"));
  const folder = join(root, "report");
  await runPipeline({ paths: [posts], out: folder, embedder: "builtin", title: "Small Batches" });
  return { folder, posts, decisions: join(root, "themes.yaml") };
}

/** In this process: the sources can't be loaded in another one without a build. */
export const updaterHere: Updater = {
  update,
  warmUp: async () => undefined,
  close: async () => undefined,
};

/** Where nothing is decided. */
export const noUpdater: Updater = {
  update: async () => Promise.reject(new Error("Expected that nothing is decided here.")),
  warmUp: async () => undefined,
  close: async () => undefined,
};
