import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWorkplace, runCli, type Workplace } from "../helpers/cli.js";
import { differences, readFolder } from "../helpers/report-files.js";
import { smallCollection, writeFiles } from "../helpers/small-collection.js";

let root: string;
let place: Workplace;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-export-")));
  place = await makeWorkplace(root);
  await writeFiles(join(place.work, "posts"), smallCollection().files);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const RUN = ["run", "posts", "--embedder", "builtin", "--quiet", "--no-store"];
const names = (): Promise<string[]> => readdir(join(place.work, "output"));

describe("throughline run --export", () => {
  it("writes folders for other tools beside the report, the same each time, and takes them away without it", async () => {
    expect(await runCli(place, RUN)).toMatchObject({ code: 0 });
    const without = await readFolder(join(place.work, "output"));

    const exported = [...RUN, "--export", "obsidian", "notion", "agent"];
    expect(await runCli(place, exported)).toMatchObject({ code: 0 });
    expect(await names()).toEqual(expect.arrayContaining(["agent", "notion", "obsidian"]));
    const record = JSON.parse(await readFile(join(place.work, "output", "run.json"), "utf8")) as {
      outputs: Record<string, string>;
      config: Record<string, unknown>;
    };
    expect(record.config["export"]).toEqual(["obsidian", "notion", "agent"]);
    const listed = Object.keys(record.outputs);
    for (const path of ["obsidian/Themes.md", "notion/posts.csv", "agent/SKILL.md", "agent/graph.json"]) {
      expect(listed).toContain(path);
    }
    const graph = await readFile(join(place.work, "output", "agent/graph.json"), "utf8");
    const { nodes, edges } = JSON.parse(graph) as { nodes: unknown[]; edges: unknown[] };
    expect(nodes).toHaveLength(smallCollection().posts);
    expect(edges.length).toBeGreaterThan(nodes.length);
    const first = await readFolder(join(place.work, "output"));
    await runCli(place, exported);
    expect(differences(first, await readFolder(join(place.work, "output")))).toEqual([]);

    await writeFile(join(place.work, "output", "obsidian", "mine.md"), "A note of my own.\n");
    await runCli(place, [...RUN, "--export", "notion"]);
    expect(await names()).toContain("notion");
    expect(await names()).not.toContain("agent");
    // What somebody put there stays.
    expect(await readdir(join(place.work, "output", "obsidian"))).toEqual(["mine.md"]);
    await rm(join(place.work, "output", "obsidian"), { recursive: true });
    await runCli(place, RUN);
    expect(differences(without, await readFolder(join(place.work, "output")))).toEqual([]);
  });

  it("can stand in the configuration file, and refuses what it doesn't know", async () => {
    await writeFile(join(place.work, "throughline.yaml"), "paths: posts\nexport: agent\n");
    await runCli(place, ["run", "--embedder", "builtin", "--quiet", "--no-store", "--out", "other"]);
    expect(await readdir(join(place.work, "other"))).toContain("agent");
    const refused = await runCli(place, [...RUN, "--export", "roam"]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/some of "obsidian", "notion", "agent", got \["roam"\]/);
  });
});
