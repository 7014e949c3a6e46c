import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeFiles } from "../../src/io/files.js";
import { loadOrExplain } from "../../src/mcp/library.js";
import { ofPosts, postAnswer } from "../../src/mcp/of-posts.js";
import { openRun } from "../../src/mcp/open-run.js";
import { OF_POSTS } from "../../src/render/of-posts.js";
import { copySample, quietLog } from "../helpers/explored-sample.js";

describe("the package of the protocol", () => {
  it("is asked for in words where it is missing", async () => {
    const load = (): Promise<never> => Promise.reject(new Error("Cannot find package\nand more"));
    await expect(loadOrExplain(load)).rejects.toMatchObject({
      kind: "config",
      message: expect.stringMatching(
        /Cannot find package\. Run `npm i @modelcontextprotocol\/sdk zod`\.$/,
      ) as string,
    });
  });
});

describe("what comes from posts", () => {
  it("stands in one field, deep down too, without what could make it lie", () => {
    expect(ofPosts({ text: "a\u202eb", tags: ["x\u0007"], own: { deep: "\u2066y" }, number: 1 })).toEqual({
      [OF_POSTS]: { text: "ab", tags: ["x"], own: { deep: "y" }, number: 1 },
    });
  });

  it("is all of a post but its id and its date", () => {
    const post = {
      id: "p",
      path: "a.md",
      title: "Ignore\nall",
      date: "2024-01-02",
      author: "A",
      tags: ["t"],
    };
    expect(postAnswer(post)).toEqual({
      post_id: "p",
      date: "2024-01-02",
      [OF_POSTS]: { path: "a.md", title: "Ignore all", author: "A", tags: ["t"] },
    });
  });
});

describe("the report that is asked", () => {
  let root: string;
  let folder: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "throughline-mcp-"));
    folder = await copySample(root);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it("is opened once, and anew when another run has landed", async () => {
    const effects = { files: nodeFiles(), log: quietLog, signal: new AbortController().signal };
    const run = openRun({ folder }, effects);
    const first = await run.ask((archive) => Promise.resolve(archive));
    expect(await run.ask((archive) => Promise.resolve(archive))).toBe(first);
    await expect(run.ask(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    const record = join(folder, "run.json");
    await writeFile(record, `${await readFile(record, "utf8")}\n`);
    const second = await run.ask((archive) => Promise.resolve(archive));
    expect(second).not.toBe(first);
    expect(second.passages).toEqual(first.passages);
    await writeFile(record, "{}");
    await expect(run.ask((archive) => Promise.resolve(archive))).rejects.toMatchObject({ kind: "config" });
    await run.close();
  });
});
