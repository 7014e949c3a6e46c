import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../src/math/random.js";
import { anyMoment, cutOff, letFail } from "./kills.js";
import type { Code } from "./plug.js";
import { makeScene, SCENE_NAMES, type Scene } from "./scenes.js";

const SEED = 20_261_130;

/** So many kills, the same every time, each scene in its turn. */
export function pullThePlug(kills: number): void {
  let root: string;
  beforeAll(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), "throughline-crash-")));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  describe.each(SCENE_NAMES.map((name, place) => ({ name, place })))("[killed] $name", ({ name, place }) => {
    let scene: Scene;
    beforeAll(async () => {
      scene = await makeScene(name, root);
    });

    const own = Array.from({ length: kills }, (_, i) => i).filter((i) => i % SCENE_NAMES.length === place);
    it.each(own)("is finished or done anew by the next run, and nothing is lost: kill %i", async (kill) => {
      expect(scene.steps).toBeGreaterThan(10);
      await cutOff(scene, anyMoment(scene, createRandom(SEED).fork(String(kill))), root);
    });
  });
}

const CODES: readonly Code[] = ["ENOSPC", "EIO", "EACCES", "EMFILE"];

/** So many faults of the disk in each of the scenes, at steps from the first to the last. */
export function letStepsFail(faults: number): void {
  let root: string;
  beforeAll(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), "throughline-faults-")));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  describe.each(["a first run", "an update", "a decision"])("[failed] %s", (name) => {
    let scene: Scene;
    beforeAll(async () => {
      scene = await makeScene(name, root);
    });

    const all = Array.from({ length: faults }, (_, i) => i);
    it.each(all)("ends with 6 and a sentence, and the next run goes on: fault %i", async (i) => {
      // Those of the store are none of this layer's: DuckDB writes by itself.
      const steps = scene.changes;
      const step = Math.floor(((i + 0.5) * steps) / faults);
      await letFail(scene, { step, how: CODES[i % CODES.length]! }, root);
    });
  });
}
