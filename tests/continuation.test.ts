import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { runPipeline, type PartialConfig, type PipelineResult } from "../src/index.js";

const SEEDS = join(import.meta.dirname, "..", "seeds");
const NEW_POST = `---
title: A roadmap without dates
date: 2024-12-20
---

Our roadmap changed again this quarter. We promised dates to sales that nobody could keep, and every promise became a debt. A
roadmap is a list of bets, and a quarter is too short for most of them.

So we wrote the priorities down and let the dates go. Customers asked for outcomes, and the roadmap now says which ones we go
after first.
`;

let folder: string;
let first: PipelineResult;

const run = (options: PartialConfig = {}): Promise<PipelineResult> =>
  runPipeline({ paths: [join(folder, "posts")], out: join(folder, "out"), embedder: "builtin", ...options });

/** Every file of the report but the record of the run and what is kept for the next. */
async function reportFiles(): Promise<Map<string, string>> {
  const names = await readdir(join(folder, "out"), { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile() && !entry.parentPath.includes(".throughline"));
  const read = files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.endsWith("run.json"))
    .sort()
    .map(async (path) => [path, await readFile(path, "latin1")] as const);
  return new Map(await Promise.all(read));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-continuation-"));
  await cp(SEEDS, join(folder, "posts"), { recursive: true });
  first = await run();
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a run after another", { timeout: 120_000 }, () => {
  it("changes no byte of the report where no post changed", async () => {
    const before = await reportFiles();
    const { run: record } = await run();
    expect(record.continuation).toEqual({ kind: "update", reason: "updated: no post changed" });
    expect(await reportFiles()).toEqual(before);
  });

  it("puts a new post into its themes and leaves ids, names, numbers and the map as they were", async () => {
    const path = join(folder, "posts", "new.md");
    await writeFile(path, NEW_POST);
    const { report, run: record } = await run();
    expect(record.continuation).toEqual({ kind: "update", reason: "updated: 1 of 52 posts changed" });
    const named = (result: PipelineResult["report"]) =>
      result.themes.map(({ id, number, label, slug, pillarId }) => ({ id, number, label, slug, pillarId }));
    expect(named(report)).toEqual(named(first.report));
    const places = new Map(first.report.passages.map(({ id, x, y, themeId }) => [id, { x, y, themeId }]));
    const added = report.passages.filter(({ id }) => !places.has(id));
    expect(added.length).toBeGreaterThan(0);
    for (const { id, x, y, themeId } of report.passages) {
      if (places.has(id)) expect({ x, y, themeId }).toEqual(places.get(id));
    }
    const roadmaps = report.themes.find(({ label }) => label === "Roadmaps");
    expect(added.map(({ themeId }) => themeId)).toContain(roadmaps?.id);
    expect(roadmaps?.posts).toBe(
      (first.report.themes.find(({ id }) => id === roadmaps?.id)?.posts ?? NaN) + 1,
    );
    await rm(path);
  });

  it("leaves every passage of an edited post in its place, and quotes the post by its new title", async () => {
    const { title, path } = first.report.posts.find(({ title: one }) =>
      first.report.themes.some(({ about }) => about.includes(`“${one}”`)),
    ) ?? { title: "", path: "" };
    expect(title).not.toBe("");
    const file = join(folder, "posts", basename(path));
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replaceAll(title, "An altogether different headline"));
    onTestFinished(() => writeFile(file, text));
    const { report, run: record } = await run();
    expect(record.continuation.reason).toBe("updated: 1 of 51 posts changed");
    const places = new Map(first.report.passages.map((one) => [one.text, [one.x, one.y, one.themeId]]));
    for (const { text: own, x, y, themeId } of report.passages)
      expect([x, y, themeId]).toEqual(places.get(own));
    const abouts = report.themes.map(({ about }) => about).join("\n");
    expect(abouts).toContain("An altogether different headline");
    expect(abouts).not.toContain(title);
  });

  it("finds the same themes again with --refit, under the ids and names that they had", async () => {
    const { report, run: record } = await run({ refit: true });
    expect(record.continuation.reason).toContain("--refit");
    expect(report.themes).toEqual(first.report.themes);
  });

  it("begins from nothing with --fresh, and where other settings ask for other themes", async () => {
    expect((await run({ fresh: true })).run.continuation.reason).toContain("no earlier run");
    const { report, run: record } = await run({ granularity: "broad" });
    expect(record.continuation.reason).toContain("settings");
    expect(report.themes.length).toBeLessThan(first.report.themes.length);
    const ids = new Set(first.report.themes.map(({ id }) => id));
    expect(report.themes.some(({ id }) => ids.has(id))).toBe(true);
  });
});
