import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { watchRun } from "../../src/explore/watch-run.js";
import { nodeFiles } from "../../src/io/files.js";
import { factsOf } from "../../src/search/read-run.js";
import { quietLog } from "../helpers/explored-sample.js";

const recordOf = (seed: number): object => ({ generator: "throughline", config: { seed } });
const keyOf = (seed: number): string => factsOf(recordOf(seed)).key;

let root: string;
let folder: string;
let landed: string[];

async function write(place: string, seed: number): Promise<void> {
  await mkdir(place, { recursive: true });
  await writeFile(join(place, "run.json"), JSON.stringify(recordOf(seed)));
}

/** As somebody does who copies reports: the new folder takes the place of the old one. */
async function replace(seed: number): Promise<void> {
  await write(join(root, `.new-${seed}`), seed);
  await rename(folder, join(root, `.old-${seed}`));
  await rename(join(root, `.new-${seed}`), folder);
}

function watchFrom(seed: number): void {
  const effects = { files: nodeFiles(), log: quietLog };
  const end = watchRun(folder, keyOf(seed), { ...effects, landed: ({ key }) => void landed.push(key) });
  onTestFinished(end);
}

async function hasLanded(...seeds: number[]): Promise<void> {
  await vi.waitFor(() => expect(landed).toEqual(seeds.map(keyOf)), { timeout: 300_000, interval: 100 });
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "throughline-watch-"));
  folder = join(root, "themes");
  landed = [];
  await write(folder, 1);
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe("the watch on a report folder", () => {
  it("tells of every run that lands, whichever way", async () => {
    watchFrom(1);
    await replace(2);
    await hasLanded(2);
    await replace(3);
    await hasLanded(2, 3);
    await write(folder, 4);
    await hasLanded(2, 3, 4);
    await rm(folder, { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await write(folder, 5);
    await hasLanded(2, 3, 4, 5);
    await replace(6);
    await hasLanded(2, 3, 4, 5, 6);
  });

  it("tells of one that landed before it began", async () => {
    await replace(2);
    watchFrom(1);
    await hasLanded(2);
  });

  it("waits where what lands is no report, and goes on when it is one", async () => {
    watchFrom(1);
    await writeFile(join(folder, "run.json"), "{");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await write(folder, 2);
    await hasLanded(2);
  });

  it("is deaf to everything else, and after its end", async () => {
    const end = watchRun(folder, keyOf(1), {
      ...{ files: nodeFiles(), log: quietLog },
      landed: ({ key }) => void landed.push(key),
    });
    await write(join(root, "other"), 9);
    await writeFile(join(folder, "passages.csv"), "a");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    end();
    await replace(2);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(landed).toEqual([]);
  });
});
