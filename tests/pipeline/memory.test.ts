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
async function filesOf(
  decisions: string,
  memory?: Memory,
  today = "2026-01-01",
): Promise<Record<string, string>> {
  const { run } = await findThemes(config(), { ...context(), today }, () => 0, {
    decisions,
    ...(memory && { memory }),
  });
  return run.outputs;
}

describe("a run that recalls what the one before read", { timeout: 600_000 }, () => {
  it("gives the same bytes as one that reads, whatever was decided or edited between", async () => {
    const memory: Memory = new Map();
    await filesOf("", memory);
    expect(await filesOf("", memory, "2026-05-06")).toEqual(await filesOf("", undefined, "2026-05-06"));
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

  it("finds themes and goes through the posts once, however often is decided, and again for another fit, post or text", async () => {
    const memory: Memory = new Map();
    const recalled = ["themes", "tags", "near posts", "posts"];
    const outcomes = async (decisions: string, lastFitId = "one", today = "2026-01-01") => {
      const given = { ...context(), today };
      await findThemes(config(), given, () => 0, {
        ...{ decisions, memory },
        lastFitId: async () => lastFitId,
      });
      return recalled.map((step) => memory.get(step)?.outcome);
    };
    const first = await outcomes("");
    expect(first).not.toContain(undefined);
    const again = await outcomes("themes:\n  - { label: Kanban, rename: Flow }\n", "one", "2026-03-01");
    again.forEach((outcome, i) => expect(outcome).toBe(first[i]));
    for (const change of [() => outcomes("", "two"), () => outcomes("boilerplate:\n  - remove: kanban\n")]) {
      const before = recalled.map((step) => memory.get(step)?.outcome);
      (await change()).forEach((outcome, i) => expect(outcome).not.toBe(before[i]));
    }
    const before = await outcomes("");
    await appendFile(join(posts, "2023-03-07-nobody-came.md"), "\n\nOne sentence on the empty hall.\n");
    (await outcomes("")).forEach((outcome, i) => expect(outcome).not.toBe(before[i]));
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
