import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runPipeline, type Effects, type Embedder, type Exporter, type Reader } from "../src/index.js";
import { nodeFiles } from "../src/io/files.js";
import { silentLog } from "../src/io/silent-log.js";
import { openMeaning } from "../src/search/meaning.js";
import { fakeEmbedder } from "./helpers/fake-embedder.js";
import { SAMPLE_THEMES } from "./helpers/sample-texts.js";

let root: string;

/** A text of one line a paragraph, under a first line that is its title. */
const toyReader: Reader = {
  name: "toy",
  endings: ["toy"],
  accepts: (name) => name.endsWith(".toy"),
  read: ({ path, file, text }) => {
    const [title = ""] = text.split("\n", 1);
    const post = {
      path,
      file,
      title,
      tags: [],
      format: "text" as const,
      source: text,
      bodyStart: title.length + 1,
    };
    return { posts: [post], skipped: [] };
  },
};

async function openToy(): Promise<Embedder> {
  const { identity, ...embedder } = fakeEmbedder({ dims: 64 });
  return { ...embedder, identity: { ...identity, embedder: "toy", kind: "the toy model", model: "toy-v1" } };
}

const toyExporter: Exporter = {
  name: "toy",
  render: ({ themes, posts }) => [
    { path: "toy.txt", content: `${themes.length} themes, ${posts.length} posts` },
  ],
};

const kinds: Effects = { readers: [toyReader], embedders: { toy: openToy }, exporters: [toyExporter] };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "throughline-kinds-"));
  for (const [t, { sentences }] of SAMPLE_THEMES.entries()) {
    for (const half of [0, 1]) {
      const body = sentences.filter((_, i) => i % 2 === half).join("\n\n");
      await writeFile(join(root, `${t}-${half}.toy`), `Post ${t} ${half}\n${body}`);
    }
  }
});

afterAll(async () => rm(root, { recursive: true, force: true }));

describe("kinds of a caller's own", () => {
  it("are taken from the library's door, from the files to the report", async () => {
    const out = join(root, "report");
    const { report, run } = await runPipeline({ paths: [`${root}/*.toy`], out, embedder: "toy" }, kinds);
    expect(report.posts).toHaveLength(2 * SAMPLE_THEMES.length);
    expect(report.posts[0]?.title).toMatch(/^Post \d/);
    expect(report.model).toMatchObject({ embedder: "toy" });
    expect(report.modelReason).toBe("The toy embedder was asked for.");
    expect(await readFile(join(out, "toy.txt"), "utf8")).toMatch(/^\d+ themes, \d+ posts$/);
    expect(Object.keys(run.outputs)).toContain("toy.txt");
    expect(await readFile(join(out, "report.md"), "utf8")).toContain("the toy model toy-v1");
  });

  it("leave a report of which it is told what to register to search it by meaning", async () => {
    const out = join(root, "unknown");
    await runPipeline({ paths: [`${root}/*.toy`], out, embedder: "toy" }, kinds);
    const effects = { files: nodeFiles(), log: silentLog, signal: new AbortController().signal };
    await expect(openMeaning({ folder: out }, effects)).rejects.toThrow(
      /Unknown embedder "toy"\. Known: auto, builtin, transformers\./,
    );
  });

  it("are known to nobody else", async () => {
    await expect(runPipeline({ paths: [root], embedder: "toy" }, { write: false })).rejects.toThrow(
      /one of "auto", "builtin", "transformers", got "toy"/,
    );
  });

  it("are listed where a name is misspelt", async () => {
    await expect(runPipeline({ paths: [root], embedder: "toi" }, { ...kinds, write: false })).rejects.toThrow(
      /"toy" \(Did you mean "toy"\?\), got "toi"/,
    );
  });

  it.each<[kind: string, taken: Effects]>([
    ["embedder", { embedders: { builtin: openToy } }],
    ["embedder", { embedders: { auto: openToy } }],
    ["reader", { readers: [{ ...toyReader, name: "markdown" }] }],
    ["exporter", { exporters: [toyExporter, toyExporter] }],
  ])("need a name of their own: %s", async (kind, taken) => {
    await expect(
      runPipeline({ paths: [`${root}/*.toy`] }, { ...kinds, ...taken, write: false }),
    ).rejects.toThrow(new RegExp(`name of its own for each ${kind}`));
  });
});
