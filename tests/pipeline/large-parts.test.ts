import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { JOB_CODE } from "../../src/pipeline/large/job-version.js";
import { chooseSample } from "../../src/pipeline/large/sample.js";
import { ShardFolder } from "../../src/pipeline/large/shard-files.js";
import { addSums, noSums } from "../../src/pipeline/large/sums.js";
import { notCoveredBy } from "../helpers/code-behind.js";

describe("the version of the jobs on shards", () => {
  it("knows all the code behind them", () => {
    expect(notCoveredBy(JOB_CODE, ["src/pipeline/large/jobs.ts"])).toEqual([]);
  });
});

describe("the sample", () => {
  const sizes = new Map(Array.from({ length: 50 }, (_, i) => [`${(i * 37) % 50}-id`, 1 + (i % 4)]));
  const passages = (chosen: ReadonlySet<string>): number =>
    [...chosen].reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);

  it("is of whole posts, as many as have room", () => {
    const chosen = chooseSample(sizes, 40);
    expect(passages(chosen)).toBeLessThanOrEqual(40);
    expect(passages(chosen)).toBeGreaterThan(40 - 4);
  });

  it("depends on no order, and holds on to what it had when it grows", () => {
    const chosen = chooseSample(sizes, 40);
    expect(chooseSample(new Map([...sizes].reverse()), 40)).toEqual(chosen);
    const more = chooseSample(sizes, 60);
    expect([...chosen].filter((id) => !more.has(id))).toEqual([]);
  });

  it("has one post at least", () => {
    expect(chooseSample(new Map([["long", 500]]), 40)).toEqual(new Set(["long"]));
  });
});

describe("sums of shards", () => {
  const one = {
    ...{ passages: 3, duplicates: 1, unplaced: 1, words: 30, reasons: { far: 1 } },
    ...{
      themes: { a: { passages: 2, similarity: 1.5 } },
      subthemes: { s: { passages: 1, posts: 1, words: 9 } },
    },
  };

  it("merge", () => {
    const sums = noSums();
    addSums(sums, one);
    addSums(sums, { ...one, reasons: { drawer: 2 }, themes: { b: { passages: 1, similarity: 0.5 } } });
    expect(sums).toEqual({
      ...{ passages: 6, duplicates: 2, unplaced: 2, words: 60, reasons: { far: 1, drawer: 2 } },
      themes: { a: { passages: 2, similarity: 1.5 }, b: { passages: 1, similarity: 0.5 } },
      subthemes: { s: { passages: 2, posts: 2, words: 18 } },
    });
    expect(one.passages).toBe(3);
  });
});

describe("the folder of shards", () => {
  let path: string;
  let shards: ShardFolder;
  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), "throughline-shards-"));
    shards = new ShardFolder(path);
  });
  afterAll(() => rm(path, { recursive: true }));

  it("gives columns back as they were, also empty ones", async () => {
    const kinds = { numbers: "f64", bytes: "u8", none: "f32", words: "u16" } as const;
    const columns = {
      numbers: Float64Array.of(1.5, -2, 2 ** 53 - 1),
      bytes: Uint8Array.of(7, 8, 9),
      none: new Float32Array(0),
      words: Uint16Array.of(65535),
    };
    await shards.writeColumns("columns.bin", kinds, columns);
    expect(await shards.columns("columns.bin", kinds)).toEqual(columns);
    await expect(shards.columns("columns.bin", { ...kinds, more: "u8" })).rejects.toThrow('a column "more"');
  });

  it("gives lines back, whatever is in them", async () => {
    const values = [{ text: "two\nlines\u2028\u2029" }, "", null];
    await shards.writeLines("values.jsonl", values);
    expect(await shards.values("values.jsonl")).toEqual(values);
    await shards.writeLines("none.jsonl", []);
    expect(await shards.values("none.jsonl")).toEqual([]);
  });

  it("removes what is no longer used", async () => {
    await writeFile(join(path, "old.json"), "{}");
    await shards.keepOnly((name) => name === "values.jsonl");
    expect(await readdir(path)).toEqual(["values.jsonl"]);
    expect(await shards.has("values.jsonl")).toBe(true);
    expect(await shards.has("old.json")).toBe(false);
  });
});
