import { existsSync } from "node:fs";
import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { builtProgram, makeWorkplace, runCli, type Workplace } from "../helpers/cli.js";
import { differences, readFolder } from "../helpers/report-files.js";
import { manyPosts, smallCollection, writeFiles } from "../helpers/small-collection.js";

let root: string;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-cli-")));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const RUN = ["run", "posts", "--embedder", "builtin"];
const NEW = `---
title: Roadmaps are bets
date: 2024-12-20
---

A roadmap is a list of bets, and a quarter is too short for most of them. We wrote the priorities down and let the dates go,
and customers asked for outcomes instead of dates that nobody could keep.
`;

async function placeWithPosts(more: Readonly<Record<string, string>> = {}): Promise<Workplace> {
  const place = await makeWorkplace(root);
  await writeFiles(join(place.work, "posts"), { ...smallCollection().files, ...more });
  return place;
}

const page = (place: Workplace, name = "changes.md"): Promise<string> =>
  readFile(join(place.work, "output", name), "utf8");

/** Runs the program with a text on standard input. */
function withInput(place: Workplace, args: readonly string[], text: string): Promise<{ stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [builtProgram(), ...args], { cwd: place.work });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => (stdout += part));
    child.on("error", reject).on("close", () => resolve({ stdout }));
    child.stdin.end(text);
  });
}

const isMissing = !existsSync(new URL("../../node_modules/@duckdb/node-api", import.meta.url));
const why = isMissing ? " (left out: @duckdb/node-api is not installed)" : "";

describe.each([
  ["with a store", []],
  ["without a store", ["--no-store"]],
])("what changed since the last run, %s", (name, more) => {
  it.skipIf(isMissing && more.length === 0)(
    `is told on the console and in the report: ${name}${why}`,
    async () => {
      const place = await placeWithPosts();
      const first = await runCli(place, [...RUN, ...more]);
      expect(first.code).toBe(0);
      expect(first.stdout).not.toContain("Since the last run");
      expect(await page(place)).toContain("There was no earlier run to compare with.");
      expect(await page(place, "changes.csv")).toContain("run,first,");

      await writeFile(join(place.work, "posts", "new.md"), NEW);
      const second = await runCli(place, [...RUN, ...more]);
      expect(second.stdout).toMatch(/^Since the last run: 1 post new, .*nothing else changed\.$/m);
      expect(await page(place)).toContain("[Roadmaps are bets](../posts/new.md) | new");
      expect(await page(place, "changes.csv")).toMatch(
        /^post,new,\w+,Roadmaps are bets,posts\/new\.md,,,1,/m,
      );
      expect(await page(place, "report.html")).toContain('id="changes"');

      const told = await readFolder(join(place.work, "output"));
      const third = await runCli(place, [...RUN, ...more]);
      expect(third.stdout).toContain("Since the last run: nothing changed.");
      expect(differences(told, await readFolder(join(place.work, "output")))).toEqual([]);
      const { stdout } = await runCli(place, [...RUN, ...more, "--json"]);
      expect(JSON.parse(stdout)).toMatchObject({ changes: { kind: "none" } });
    },
  );
});

describe("what changed since a report that was edited", () => {
  it("is not told where no store has it as it was", async () => {
    const place = await placeWithPosts();
    await runCli(place, [...RUN, "--no-store"]);
    await writeFile(join(place.work, "output", "posts.csv"), "post_id,path,record,title,date\r\n");
    const { stdout } = await runCli(place, [...RUN, "--no-store"]);
    expect(stdout).toMatch(/^Of the last report, posts\.csv had been edited|^The last report was not whole/m);
    expect(await page(place, "changes.csv")).toContain("run,untold,");
  });
});

describe.skipIf(isMissing)(`two runs${why}`, () => {
  it("are compared by id or by folder, and posts are assigned to the themes of one", async () => {
    const place = await placeWithPosts(manyPosts(60));
    await runCli(place, [...RUN, "--quiet"]);
    await writeFile(join(place.work, "posts", "new.md"), NEW);
    await runCli(place, [...RUN, "--quiet"]);
    await runCli(place, [...RUN, "--quiet", "--no-store", "--out", "other"]);
    const info = await runCli(place, ["store", "info", "--json"]);
    const { runs } = JSON.parse(info.stdout) as { runs: { id: string; posts: number }[] };
    const [before = { id: "", posts: 0 }, after = { id: "", posts: 0 }] = runs;
    expect(after.posts - before.posts).toBe(1);

    const text = await runCli(place, ["diff", before.id, after.id.slice(0, 8)]);
    expect(text).toMatchObject({ code: 0, stderr: "" });
    expect(text.stdout).toMatch(new RegExp(`^From ${before.id} to ${after.id}: 1 post new, `));
    const json = await runCli(place, ["diff", after.id, "output", "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ isUnchanged: true, posts: [], themes: [] });
    const folders = await runCli(place, ["diff", "output", "other", "--json"]);
    expect(JSON.parse(folders.stdout)).toMatchObject({
      posts: expect.not.arrayContaining([expect.objectContaining({ change: "new" })]) as unknown,
    });
    for (const wrong of ["posts", "nothing", "0000", "abc"]) {
      const refused = await runCli(place, ["diff", wrong, "output"]);
      expect(refused).toMatchObject({ code: 2, stdout: "" });
      expect(refused.stderr).toMatch(/^throughline: Expected a report folder, or the id of a run [^\n]+\n$/);
    }

    const untouched = await readFolder(place.work);
    const assigned = await runCli(place, ["assign", "posts/new.md"]);
    expect(assigned).toMatchObject({ code: 0, stderr: "" });
    expect(assigned.stdout).toMatch(/^Roadmaps are bets \(1 passage, all of it in the report\)$/m);
    expect(assigned.stdout).toMatch(/1 post, 1 passage: 0% of the passages fit nowhere/);
    const piped = await withInput(place, ["assign", "--json"], NEW.replace("bets", "wagers"));
    const { posts, drift } = JSON.parse(piped.stdout) as { posts: unknown[]; drift: number };
    expect(drift).toBe(0);
    expect(posts).toMatchObject([
      { title: "Roadmaps are wagers", themes: [{ share: 1, passages: 1 }], unplaced: 0 },
    ]);
    const strange = await withInput(place, ["assign", "-", "--json"], "Ξξ ξξ Ψψψ ξξξ ψψ χχ ωωω.\n");
    expect(JSON.parse(strange.stdout)).toMatchObject({ drift: 1, posts: [{ themes: [], unplaced: 1 }] });
    const without = await runCli(place, ["assign", "posts/new.md", "--out", "other"]);
    expect(without).toMatchObject({ code: 2, stdout: "" });
    expect(without.stderr).toMatch(
      /^throughline: Expected .* Run `throughline run` into other again[^\n]*\n$/,
    );
    expect(differences(untouched, await readFolder(place.work))).toEqual([]);
  });
});
