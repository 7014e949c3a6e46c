import { appendFile, cp, mkdtemp, rm, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeFiles } from "../../src/io/files.js";
import { silentLog } from "../../src/io/silent-log.js";
import { createRandom } from "../../src/math/random.js";
import { findThemes } from "../../src/pipeline.js";
import { recallFrom, type Memory } from "../../src/pipeline/memory.js";
import { normalizeConfig } from "../../src/run/config.js";
import type { Context } from "../../src/shapes/context.js";

const SEEDS = join(import.meta.dirname, "..", "..", "seeds");
let posts: string;

beforeAll(async () => {
  posts = await mkdtemp(join(tmpdir(), "throughline-memory-"));
  await cp(SEEDS, posts, { recursive: true });
});
afterAll(() => rm(posts, { recursive: true }));

const config = (more: object = {}) => normalizeConfig({ paths: [posts], embedder: "builtin", ...more });

function context(): Context {
  return {
    ...{ files: nodeFiles(), log: silentLog, random: createRandom(42) },
    signal: new AbortController().signal,
  };
}

/** The hashes of all files of a run. */
async function filesOf(decisions: string, memory?: Memory): Promise<Record<string, string>> {
  const { run } = await findThemes(config(), context(), () => 0, {
    decisions,
    ...(memory && { memory }),
  });
  return run.outputs;
}

describe("a run that recalls what the one before read", { timeout: 180_000 }, () => {
  it("gives the same bytes as one that reads, whatever was decided or edited between", async () => {
    const memory: Memory = new Map();
    await filesOf("", memory);
    for (const decisions of [
      "merge:\n  - { into: Kanban, themes: [Job adverts] }\npins:\n  - { post: Nobody came, to: Kanban }\n",
      "boilerplate:\n  - remove: kanban\n",
    ]) {
      expect(await filesOf(decisions, memory)).toEqual(await filesOf(decisions));
    }
    await appendFile(
      join(posts, "2023-03-07-nobody-came.md"),
      "\n\nOne more sentence on who came and who did not.\n",
    );
    await unlink(join(posts, "2023-07-25-the-wrong-column.md"));
    expect(await filesOf("", memory)).toEqual(await filesOf(""));
  });

  it("does each step once for what it depends on, and again for anything else", async () => {
    const memory: Memory = new Map();
    let done = 0;
    const step = async (recalled: object, dependsOn: unknown): Promise<number> => {
      const recall = await recallFrom(memory, config(recalled), context());
      return recall("step", dependsOn, async () => ++done);
    };
    expect(await step({}, "a")).toBe(1);
    expect(await step({ decisions: "themes.yaml" }, "a")).toBe(1);
    expect(await step({}, "b")).toBe(2);
    expect(await step({ drafts: true }, "b")).toBe(3);
    await appendFile(join(posts, "2023-03-07-nobody-came.md"), "More.\n");
    expect(await step({ drafts: true }, "b")).toBe(4);
    const forgetful = await recallFrom(undefined, config(), context());
    expect(await forgetful("step", "b", async () => ++done)).toBe(5);
  });
});
