import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createRandom } from "../../src/math/random.js";
import { openMeaning, type Meaning } from "../../src/search/meaning.js";
import { runPipeline } from "../../src/index.js";
import { nodeFiles } from "../../src/io/files.js";
import { adapt } from "../../src/stages/embed/adapt/adapt.js";
import type { Log } from "../../src/shapes/context.js";
import type { Embeddings } from "../../src/shapes/embeddings.js";
import type { Report } from "../../src/shapes/report.js";
import { copySample, quietLog } from "../helpers/explored-sample.js";
import { manyPosts, smallCollection, writeFiles } from "../helpers/small-collection.js";

// What the stage gives is watched, not changed.
vi.mock(import("../../src/stages/embed/adapt/adapt.js"), async (original) => {
  const stage = await original();
  return { ...stage, adapt: vi.fn(stage.adapt) };
});

let root: string;
let out: string;
let report: Report;
let vectorsOfRun: Embeddings;
let vectorsRead: Embeddings;
let meaning: Meaning;

function effects(log: Log = quietLog) {
  return { files: nodeFiles(), log, signal: new AbortController().signal };
}

function lastVectors(): Embeddings {
  const result = vi.mocked(adapt).mock.settledResults.at(-1);
  if (result?.type !== "fulfilled") throw new Error("Expected `adapt` to have been called.");
  return result.value.embeddings;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "throughline-meaning-"));
  const posts = manyPosts(220);
  const odd = {
    // One that a spreadsheet would run, one that repeats another, one that the model knows nothing of.
    "formula.md":
      "- =SUM of all meetings is what the team could have done instead of them on a quiet Friday.\n",
    "again.md": posts["2022-01-15-case-0.md"] ?? "",
    "nothing.md": "Ξξ ξξ Ψψψ ξξξ ψψ.\n",
  };
  await writeFiles(join(root, "posts"), { ...smallCollection().files, ...posts, ...odd });
  out = join(root, "out");
  const result = await runPipeline({
    paths: [join(root, "posts")],
    out,
    embedder: "builtin",
    seed: 7,
    store: false,
  });
  report = result.report;
  vectorsOfRun = lastVectors();
  meaning = await openMeaning({ folder: out }, effects());
  vectorsRead = lastVectors();
});

afterAll(async () => {
  await meaning.close();
  await rm(root, { recursive: true, force: true });
});

describe("a run that is read back", () => {
  it("has the very vectors of the run, number by number", () => {
    expect(vi.mocked(adapt).mock.calls).toHaveLength(2);
    const [ofRun, read] = vi
      .mocked(adapt)
      .mock.calls.map(([passages]) =>
        passages.map(({ postId, text, words, duplicateOf }) => ({ postId, text, words, duplicateOf })),
      );
    expect(read).toEqual(ofRun);
    expect(vectorsRead.modelKey).toBe(vectorsOfRun.modelKey);
    expect(vectorsRead.rows).toBe(report.passages.length);
    expect(vectorsRead.unknown).toEqual(vectorsOfRun.unknown);
    expect(Buffer.from(vectorsRead.data.buffer).equals(Buffer.from(vectorsOfRun.data.buffer))).toBe(true);
  });

  it("holds what is odd: a formula, a repetition", async () => {
    const table = await readFile(join(out, "passages.csv"), "utf8");
    expect(table).toMatch(/,'=SUM of all meetings/);
    expect(report.passages.some(({ text }) => text.startsWith("=SUM"))).toBe(true);
    expect(report.passages.some(({ duplicateOf }) => duplicateOf !== undefined)).toBe(true);
  });

  it("gives the neighbours that the run's vectors have, without the passage itself", async () => {
    const random = createRandom(3);
    for (let trial = 0; trial < 10; trial++) {
      const one = random.int(report.passages.length);
      const passage = report.passages[one];
      if (passage === undefined || passage.duplicateOf !== undefined) continue;
      const found = await meaning.nearest({ passageId: passage.id }, 5);
      expect(found?.matches.map(({ passageId }) => passageId)).toEqual(neighborsByHand(one, 5));
    }
  });

  it("says of a text that is a passage that it is very close to it", async () => {
    const passage = report.passages.find(({ text }) => text.startsWith("=SUM"));
    const found = await meaning.nearest({ text: passage?.text ?? "" }, 1);
    expect(found?.matches[0]).toMatchObject({ passageId: passage?.id, closeness: "very close" });
    expect(found?.matches[0]?.similarity).toBeGreaterThan(0.999);
  });

  it("folds repetitions, and leaves all of them out beside one of them", async () => {
    const copy = report.passages.find(({ duplicateOf }) => duplicateOf !== undefined);
    const first = copy?.duplicateOf ?? "";
    const byText = await meaning.nearest({ text: copy?.text ?? "" }, 3);
    expect(byText?.matches[0]?.passageId).toBe(first);
    expect(byText?.matches[0]?.repeats).toContain(copy?.id);
    for (const id of [first, copy?.id ?? ""]) {
      const found = await meaning.nearest({ passageId: id }, 200);
      expect(found?.matches.map(({ passageId }) => passageId)).not.toContain(first);
    }
  });

  it("says where it understands nothing, and where there is no such passage", async () => {
    expect(await meaning.nearest({ text: "ψψψψ ξξξξ" }, 5)).toEqual({ understood: false, matches: [] });
    expect(await meaning.nearest({ passageId: "none" }, 5)).toBeUndefined();
  });

  it("answers a query by word and by meaning, and says by which", async () => {
    const found = await meaning.nearest({ query: "the meetings on a quiet Friday" }, 1000);
    const first = report.passages.find(({ id }) => id === found?.matches[0]?.passageId);
    expect(first?.text).toMatch(/quiet Friday/);
    expect(found?.matches[0]?.foundBy).toBe("both");
    expect(new Set(found?.matches.map(({ foundBy }) => foundBy))).toContain("meaning");
    const ids = found?.matches.flatMap(({ passageId, repeats }) => [passageId, ...repeats]) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("finds by word what the model knows nothing of", async () => {
    const found = await meaning.nearest({ query: "ψψψ" }, 5);
    expect(found).toMatchObject({ understood: false, matches: [{ foundBy: "words", closeness: "far" }] });
  });

  it("takes a text of many passages", async () => {
    const text = report.passages.map((passage) => passage.text).join("\n\n");
    const found = await meaning.nearest({ text }, 5);
    expect(found).toMatchObject({ understood: true });
    expect(found?.matches).toHaveLength(5);
  });
});

/** By a plain sort over the vectors of the run. */
function neighborsByHand(one: number, count: number): string[] {
  const { data, dims } = vectorsOfRun;
  const at = (row: number) => data.subarray(row * dims, (row + 1) * dims);
  const cosine = (row: number): number => at(row).reduce((sum, x, d) => sum + x * (at(one)[d] ?? 0), 0);
  const self = report.passages[one]?.id;
  const best = new Map<string, number>();
  report.passages.forEach(({ id, duplicateOf = id }, row) => {
    best.set(duplicateOf, Math.max(best.get(duplicateOf) ?? -1, cosine(row)));
  });
  best.delete(self ?? "");
  return [...best]
    .sort((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([id]) => id);
}

describe("a report folder that can't be read back", () => {
  it("is refused where there is none", async () => {
    await expect(openMeaning({ folder: join(root, "posts") }, effects())).rejects.toMatchObject({
      kind: "config",
    });
  });

  it("is refused where the model is another one now", async () => {
    const folder = await copySample(root, "other-model");
    const file = join(folder, "run.json");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace(/"revision": "[0-9a-f]{12}"/, '"revision": "000000000000"'));
    await expect(openMeaning({ folder }, effects())).rejects.toMatchObject({
      kind: "model",
      message: expect.stringMatching(/^Expected the model of the run, .*000000000000; got /) as string,
    });
  });

  it("is read with a warning where its passages were edited", async () => {
    const folder = await copySample(root, "edited");
    const file = join(folder, "passages.csv");
    await writeFile(file, (await readFile(file, "utf8")).replace(/\r\n[^\r]*\r\n$/, "\r\n"));
    const warnings: string[] = [];
    const log = { ...quietLog, warn: (message: string) => void warnings.push(message) };
    const edited = await openMeaning({ folder }, effects(log));
    await edited.close();
    expect(warnings).toEqual([expect.stringMatching(/^passages\.csv was edited/)]);
  });

  it("is read with a warning where another version wrote it", async () => {
    const folder = await copySample(root, "other-version");
    const file = join(folder, "run.json");
    await writeFile(file, (await readFile(file, "utf8")).replace(/"version": "[^"]*"/, '"version": "0.0.1"'));
    const warnings: string[] = [];
    const log = { ...quietLog, warn: (message: string) => void warnings.push(message) };
    await (await openMeaning({ folder }, effects(log))).close();
    expect(warnings).toEqual([expect.stringMatching(/^The report was written by throughline 0\.0\.1, /)]);
  });

  it("is refused where its configuration can't be read", async () => {
    const folder = await copySample(root, "no-config");
    const file = join(folder, "run.json");
    const record = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...record, config: { paths: ["a"], themes: -1 } }));
    await expect(openMeaning({ folder }, effects())).rejects.toMatchObject({ kind: "config" });
  });
});

it("answers by the vectors that the run kept as by those made again", async () => {
  const kept = join(root, "kept");
  await runPipeline({ paths: [join(root, "posts")], out: kept, embedder: "builtin", seed: 7 });
  const other = await openMeaning({ folder: kept }, effects());
  try {
    expect(lastVectors().rows).toBe(0);
    for (const query of ["meetings on a quiet Friday", "what a roadmap promises"]) {
      expect(await other.nearest({ query }, 10)).toEqual(await meaning.nearest({ query }, 10));
    }
  } finally {
    await other.close();
  }
});
