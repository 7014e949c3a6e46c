import { existsSync } from "node:fs";
import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../src/io/hash.js";
import { writeFolder } from "../../src/run/write-folder.js";
import type { StagedFile } from "../../src/shapes/exporter.js";

let root = "";
let target = "";

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "staged-file-")));
  target = join(root, "output");
});
afterEach(() => rm(root, { recursive: true }));

/** A report with one large table, which waits beside the folder. */
async function write(text: string, claimed = sha256(text)): Promise<StagedFile> {
  const staged = join(root, "large.out");
  await writeFile(staged, text);
  const file = { path: "large.csv", staged, sha256: claimed };
  const run = { generator: "throughline", outputs: { "large.csv": claimed } };
  await writeFolder(target, [file, { path: "run.json", content: JSON.stringify(run) }]);
  return file;
}

const table = (): Promise<string> => readFile(join(target, "large.csv"), "utf8");

describe("a file that is too large to be held", () => {
  it("is moved to its place, and replaced by the next", async () => {
    const { staged } = await write("first");
    expect(await table()).toBe("first");
    expect(existsSync(staged)).toBe(false);
    await write("second");
    expect(await table()).toBe("second");
  });

  it("stays where it is when the report has the same already", async () => {
    await write("same");
    const { staged } = await write("same");
    expect(await table()).toBe("same");
    expect(existsSync(staged)).toBe(true);
  });

  it("is kept beside where a person changed it", async () => {
    await write("first");
    await writeFile(join(target, "large.csv"), "mine");
    await write("second");
    expect(await table()).toBe("second");
    expect(await readFile(join(target, "large.edited.csv"), "utf8")).toBe("mine");
  });

  it("is not taken for what it isn't", async () => {
    await expect(write("damaged", sha256("whole"))).rejects.toThrow("as it was written, got other bytes");
  });
});
