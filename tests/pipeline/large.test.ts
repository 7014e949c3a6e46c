import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plant } from "../../bench/scale/generate.js";
import { nodeFiles } from "../../src/io/files.js";
import { silentLog } from "../../src/io/silent-log.js";
import { inProcess } from "../../src/jobs/in-process.js";
import { localPool } from "../../src/jobs/local/pool.js";
import { agreement } from "../../src/math/agreement.js";
import { createRandom } from "../../src/math/random.js";
import { runToFolder, type PipelineResult } from "../../src/pipeline.js";
import { normalizeConfig, type PartialConfig } from "../../src/run/config.js";
import type { Log } from "../../src/shapes/context.js";
import type { Executor } from "../../src/shapes/executor.js";

const LIMITS = { most: 150, shown: 40, shardBytes: 20_000, bytesPerPassage: 1 };
const PASSAGES = 420;

let folder: string;
const outputs = new Map<string, { result: PipelineResult; out: string }>();

interface Run {
  openExecutor?: () => Executor;
  options?: PartialConfig;
  limits?: typeof LIMITS;
  log?: Log;
  signal?: AbortSignal;
}

async function run(
  name: string,
  { openExecutor = inProcess, options, limits = LIMITS, log, signal }: Run = {},
) {
  const out = join(folder, name);
  const paths = [join(folder, "posts")];
  const config = normalizeConfig({ paths, out, embedder: "builtin", store: false, ...options });
  const context = {
    files: nodeFiles(),
    log: log ?? silentLog,
    random: createRandom(config.seed),
    signal: signal ?? new AbortController().signal,
  };
  const result = await runToFolder(config, context, () => 0, { large: { limits, openExecutor } });
  outputs.set(name, { result, out });
  return { result, out };
}

const pool = (threads: number) => (): Executor =>
  localPool({
    jobs: new URL("../helpers/large-jobs.js", import.meta.url),
    threads,
    script: new URL("../helpers/from-sources.js", import.meta.url),
  });

type Row = Record<string, string>;

async function table(out: string, name: string): Promise<Row[]> {
  return parse<Row>(await readFile(join(out, name)), { bom: true, columns: true });
}

async function bytesOf(out: string): Promise<Map<string, string>> {
  const files = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = files
    .filter((file) => file.isFile() && !file.parentPath.includes(".throughline"))
    .map((file) => join(file.parentPath, file.name));
  const entries = paths.sort().map(async (path) => {
    const text = await readFile(path, "latin1");
    // Where the report lies is a part of the record, and of nothing else; timings tell which way a run went.
    return [path.slice(out.length), text.replaceAll(/"out": "[^"]*"|"timings": \{[^}]*\}/g, "")] as const;
  });
  return new Map(await Promise.all(entries));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-large-"));
  await plant(folder, PASSAGES, 3, 4);
  await run("here");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a collection that is too large to be held", () => {
  const here = () => outputs.get("here") ?? { result: {} as PipelineResult, out: "" };

  it("has all its passages in the table, and says what is shown", async () => {
    const { result, out } = here();
    const rows = await table(out, "passages.csv");
    expect(rows.length).toBeGreaterThanOrEqual(PASSAGES);
    expect(new Set(rows.map((row) => row["passage_id"])).size).toBe(rows.length);
    expect(result.report.counts.passages).toBe(rows.length);
    expect(result.report.passages.length).toBeLessThan(LIMITS.most);
    expect(result.report.notes[0]).toMatch(/^Shown: \d+ of \d+ passages/);
    expect(await readFile(join(out, "report.md"), "utf8")).toContain("Shown: ");
  });

  it("is not gone through post by post, and says so", async () => {
    const { result, out } = here();
    expect(result.report.postPlanning).toMatchObject({ links: [], overlaps: [], reading: [] });
    expect(result.report.postPlanning.notes).toEqual([
      "Collections of so many passages are not gone through post by post.",
    ]);
    expect(await table(out, "links.csv")).toEqual([]);
    expect((await table(out, "quotations.csv")).length).toBeGreaterThan(0);
  });

  it("finds the themes that were planted", async () => {
    const rows = await table(here().out, "passages.csv");
    const truth = new Map((await table(folder, "truth.csv")).map(({ path, theme }) => [path, theme]));
    const placed = rows.filter((row) => row["theme_id"] !== "");
    expect(placed.length).toBeGreaterThan(0.9 * rows.length);
    const found = placed.map((row) => row["theme_id"]);
    const planted = placed.map((row) => truth.get(row["path"]));
    expect(planted).not.toContain(undefined);
    expect(agreement(found, planted).ari).toBeGreaterThan(0.95);
  });

  it("counts what can be counted again", async () => {
    const { result, out } = here();
    const rows = await table(out, "passages.csv");
    const posts = await table(out, "posts.csv");
    const { counts, themes } = result.report;
    expect(counts.unplaced).toBe(rows.filter((row) => row["theme_id"] === "").length);
    expect(counts.duplicates).toBe(rows.filter((row) => row["duplicate_of"] !== "").length);
    expect(counts.words).toBe(rows.reduce((sum, row) => sum + Number(row["words"]), 0));
    expect(counts.postsClustered).toBe(new Set(rows.map((row) => row["post_id"])).size);
    expect(posts.map((row) => row["post_id"]).sort()).toEqual(
      [...new Set(rows.map((row) => row["post_id"]))].sort(),
    );
    const months = await table(out, "timeline.csv");
    const listed = await table(out, "themes.csv");
    for (const theme of themes) {
      const own = rows.filter((row) => row["theme_id"] === theme.id);
      expect(theme.passages).toBe(own.length);
      expect(theme.posts).toBe(new Set(own.map((row) => row["post_id"])).size);
      const dated = months.filter((row) => row["theme_id"] === theme.id);
      expect(dated.reduce((sum, row) => sum + Number(row["passages"]), 0)).toBe(own.length);
      expect(listed.find((row) => row["theme_id"] === theme.id)?.["passages"]).toBe(String(own.length));
      for (const part of theme.subthemes) {
        expect(part.passages).toBe(rows.filter((row) => row["subtheme_id"] === part.id).length);
      }
    }
  });

  it("is exported to other tools as its pages show it", async () => {
    const { out, result } = await run("exported", { options: { export: ["obsidian", "notion", "agent"] } });
    expect(await readdir(join(out, "obsidian", "posts"))).toHaveLength(result.report.posts.length);
    expect(await table(out, "notion/posts.csv")).toHaveLength(result.report.posts.length);
    const { nodes, edges } = JSON.parse(await readFile(join(out, "agent", "graph.json"), "utf8")) as {
      nodes: { id: string }[];
      edges: { from: string; to: string }[];
    };
    const ids = nodes.map(({ id }) => id);
    expect(edges.length).toBeGreaterThan(0);
    for (const { from, to } of edges) expect(ids).toEqual(expect.arrayContaining([from, to]));
  });

  it("leaves nothing in the report folder but the report", async () => {
    const { out, result } = here();
    const names = await readdir(out);
    expect(names.filter((name) => name.startsWith("."))).toEqual([]);
    expect(names).toContain("passages.csv");
    expect(Object.keys(result.run.outputs)).toEqual(expect.arrayContaining(["passages.csv", "posts.csv"]));
  });

  it.each([1, 2])("is the same to the byte with %i threads", async (threads) => {
    const { out } = await run(`threads-${threads}`, { openExecutor: pool(threads) });
    expect(await bytesOf(out)).toEqual(await bytesOf(here().out));
  });

  it("is held where it turns out to be small, with the same bytes as ever", async () => {
    const small = { ...LIMITS, most: 10_000 };
    const { result, out } = await run("small", { limits: { ...small, bytesPerPassage: 0 } });
    expect(result.staged).toBeUndefined();
    const whole = await run("whole", { limits: { ...small, bytesPerPassage: 1e9 } });
    expect(await bytesOf(out)).toEqual(await bytesOf(whole.out));
  });

  it("goes on from what the last run made, where one is kept", async () => {
    const options = { store: undefined };
    const first = await run("again", { options });
    const shards = await readdir(join(first.out, ".throughline", "shards"));
    expect(shards.filter((name) => /\.(?:tmp|out)$/.test(name))).toEqual([]);
    const bytes = await bytesOf(first.out);
    const second = await run("again", { options });
    expect(second.result.run.continuation.reason).toBe("updated: no post changed");
    expect(second.result.run.outputs).toEqual(first.result.run.outputs);
    bytes.delete("/run.json");
    const after = await bytesOf(second.out);
    after.delete("/run.json");
    expect(after).toEqual(bytes);
    const kept = await readdir(join(first.out, ".throughline", "shards"));
    const made = (names: string[]): string[] => names.filter((name) => /\.(?:read|cut)\.json$/.test(name));
    expect(made(kept)).toEqual(made(shards));
    expect(kept.filter((name) => name.endsWith(".out"))).toEqual([]);
  });

  it("leaves nothing where it is stopped in the middle", async () => {
    const stop = new AbortController();
    const log: Log = {
      ...silentLog,
      progress(label, total) {
        if (label.startsWith("Finding the theme")) stop.abort(new Error("stopped"));
        return silentLog.progress(label, total);
      },
    };
    await expect(run("stopped", { log, signal: stop.signal })).rejects.toThrow("stopped");
    expect(await readdir(folder)).not.toContain("stopped");
  });
});
