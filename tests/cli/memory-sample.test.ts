import { mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { docWithSample } from "../../scripts/memory-sample.js";
import { makeMemorySample, notApplied, type MemorySample } from "../helpers/memory-sample.js";

const docs = new URL("../../docs/", import.meta.url);
let root: string;
let sample: MemorySample;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-memory-")));
  sample = await makeMemorySample(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("the worked example of docs/memory.md", () => {
  it("is told there as it comes out (npm run docs:memory)", async () => {
    const doc = await readFile(new URL("memory.md", docs), "utf8");
    expect(await docWithSample(doc, sample)).toBe(doc);
  });

  it.each(["first", "second"] as const)("applies every decision in the %s run", (name) => {
    const run = sample[name];
    expect(run.record.decisions?.outcomes).toHaveLength(10);
    expect(notApplied(run)).toEqual([]);
    const labels = run.themes.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(["Flow", "Finding out", "Hiring"]));
    for (const gone of ["Kanban", "MVPs", "Job adverts", "Customer interviews"])
      expect(labels).not.toContain(gone);
    expect(labels.at(-1)).toBe("Technical debt");
    expect(run.plan).not.toContain("What is Skerrybook choosing to be good at?");
    expect(run.plan).not.toMatch(/^### .*Technical debt/m);
    expect(run.plan).toContain("1 proposal that you put off is not shown.");
  });

  it("updates in the second run: ids, names and order of the themes stay", () => {
    expect(sample.first.record.continuation.kind).toBe("fit");
    expect(sample.second.record.continuation.kind).toBe("update");
    expect(sample.second.themes).toEqual(sample.first.themes);
  });

  it("tells of the new posts alone", async () => {
    const files = await readdir(new URL("memory/new-posts/", docs));
    expect(files).toHaveLength(6);
    for (const file of files) {
      const text = await readFile(new URL(`memory/new-posts/${file}`, docs), "utf8");
      const title = /^title: "(.+)"$/m.exec(text)?.[1] ?? "";
      expect(title).not.toBe("");
      const row = sample.second.changes.split("\n").find((line) => line.startsWith(`| [${title}](`));
      expect(row, title).toContain("| new |");
    }
    expect(sample.second.changes).toMatch(/^Since the run before: 6 posts new, .*, nothing else changed\.$/m);
  });
});
