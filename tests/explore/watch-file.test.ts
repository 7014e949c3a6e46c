import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { watchFile } from "../../src/explore/watch-file.js";

const EVERY = 40;

let root: string;
let file: string;
let calls: number;

async function begin(isFirstNews = false, every = EVERY): Promise<() => void> {
  const { end, begun } = watchFile(file, { every, changed: () => (calls += 1), isFirstNews });
  onTestFinished(end);
  await begun;
  return end;
}

const isCalled = (times: number): Promise<void> =>
  vi.waitFor(() => expect(calls).toBe(times), { timeout: 60_000, interval: 5 });
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, EVERY * 10));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "throughline-file-"));
  file = join(root, "themes.yaml");
  calls = 0;
});

afterEach(() => rm(root, { recursive: true, force: true }));

describe("the watch on a file", () => {
  it("misses nothing of a file that is removed and written again at once, a hundred times", async () => {
    await writeFile(file, "0");
    await begin();
    for (let turn = 1; turn <= 100; turn++) {
      await rm(file);
      await writeFile(file, "0");
      await isCalled(turn);
    }
  }, 300_000);

  it("tells of a file that comes, goes, and is put in place of another", async () => {
    await begin();
    await writeFile(file, "a");
    await isCalled(1);
    await rm(file);
    await isCalled(2);
    await writeFile(join(root, "new"), "b");
    await rename(join(root, "new"), file);
    await isCalled(3);
    await rm(root, { recursive: true });
    await isCalled(4);
    await mkdir(root);
    await writeFile(file, "c");
    await isCalled(5);
  });

  it("tells of a file that is gone again as it was before", async () => {
    await begin();
    // Until a look has fallen into the time in which the file is there.
    while (calls === 0) {
      await writeFile(file, "a");
      await new Promise((resolve) => setTimeout(resolve, EVERY * 1.5));
      await rm(file);
      await new Promise((resolve) => setTimeout(resolve, EVERY * 4));
    }
  });

  it("waits while the file is being written", async () => {
    await begin(false, 1000);
    const writing = Date.now();
    for (let part = 0; Date.now() - writing < 3500; part++) await writeFile(file, `part ${part}`);
    expect(calls).toBe(0);
    await isCalled(1);
  });

  it("takes what it finds first for news only where asked to", async () => {
    await writeFile(file, "a");
    await begin();
    await aWhile();
    expect(calls).toBe(0);
    await begin(true);
    await isCalled(1);
    await aWhile();
    expect(calls).toBe(1);
  });

  it("tells nothing after its end", async () => {
    const end = await begin();
    await writeFile(file, "a");
    end();
    await aWhile();
    expect(calls).toBe(0);
  });
});
