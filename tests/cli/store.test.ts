import { existsSync } from "node:fs";
import { mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWorkplace, runCli, startCli, type Workplace } from "../helpers/cli.js";
import { differences, readFolder } from "../helpers/report-files.js";
import { smallCollection, writeFiles } from "../helpers/small-collection.js";

let root: string;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-cli-")));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function placeWithPosts(): Promise<Workplace> {
  const place = await makeWorkplace(root);
  await writeFiles(join(place.work, "posts"), smallCollection().files);
  return place;
}

const RUN = ["run", "posts", "--embedder", "builtin", "--quiet"];
const isMissing = !existsSync(new URL("../../node_modules/@duckdb/node-api", import.meta.url));

const why = isMissing ? " (left out: @duckdb/node-api is not installed)" : "";

describe.skipIf(isMissing)(`the store of a report folder${why}`, () => {
  it("serves the next run, is looked after, and can be done without", async () => {
    const place = await placeWithPosts();
    const silent = expect.not.stringMatching(/store|kept/) as string;
    expect(await runCli(place, RUN)).toMatchObject({ code: 0, stderr: silent });
    const first = await readFolder(join(place.work, "output"));
    expect(await runCli(place, [...RUN, "--refit"])).toMatchObject({ code: 0, stderr: silent });
    expect(await runCli(place, [...RUN, "--no-store", "--out", "without"])).toMatchObject({ code: 0 });
    expect(differences(first, await readFolder(join(place.work, "output")), { config: ["refit"] })).toEqual(
      [],
    );
    const without = await readFolder(join(place.work, "without"));
    expect(differences(first, without, { config: ["out", "store"] })).toEqual([]);
    expect(await readdir(join(place.work, "output", ".throughline"))).toEqual([
      ".gitignore",
      "last-run.json",
      "store.duckdb",
    ]);
    expect(await readdir(join(place.work, "without", ".throughline"))).toEqual([".gitignore"]);

    const info = await runCli(place, ["store", "info", "--json"]);
    const counts = JSON.parse(info.stdout) as { tables: { table: string; entries: number }[] };
    const entries = new Map(counts.tables.map((each) => [each.table, each.entries]));
    expect(entries.get("documents")).toBe(smallCollection().posts);
    expect(entries.get("runs")).toBe(2);
    const verified = await runCli(place, ["store", "verify"]);
    expect(verified).toMatchObject({ code: 0, stderr: "" });
    expect(verified.stdout).toMatch(/^All \d+ entries are whole\.$/m);
    const pruned = await runCli(place, ["store", "prune"]);
    expect(pruned.stdout).toMatch(/^runs: 1 dropped$/m);
    expect((await runCli(place, ["store", "export", "--to", "kept", "--format", "json"])).code).toBe(0);
    expect(await readdir(join(place.work, "kept"))).toContain("documents.json");
    expect([...(await readdir(place.home)), ...(await readdir(place.tmp))]).toEqual([]);
  });

  it("lies where it was asked to", async () => {
    const place = await placeWithPosts();
    expect(await runCli(place, [...RUN, "--store", "kept/ours.duckdb", "--parquet"])).toMatchObject({
      code: 0,
    });
    expect(await readdir(join(place.work, "kept"))).toEqual(["ours.duckdb"]);
    expect(await readdir(join(place.work, "output"))).toContain("passages.parquet");
    const info = await runCli(place, ["store", "info", "--store", "kept/ours.duckdb"]);
    expect(info.stdout).toMatch(/ours\.duckdb: .*last run 2\d{3}-/);
  });

  it("is one process's at a time: another ends with exit code 7 and says which", async () => {
    const place = await placeWithPosts();
    await runCli(place, RUN);
    const held = startCli(place, ["run", "posts", "--embedder", "builtin", "--refit"]);
    await held.printed("Cutting into passages");
    held.child.kill("SIGSTOP");
    try {
      const refused = await runCli(place, ["store", "info"]);
      expect(refused).toMatchObject({ code: 7, stdout: "" });
      expect(refused.stderr).toMatch(
        new RegExp(
          `^throughline: Expected to be alone .* process ${held.child.pid} at work there\\. [^\\n]*\\n$`,
        ),
      );
      expect((await runCli(place, [...RUN, "--refit"])).code).toBe(7);
    } finally {
      held.child.kill("SIGCONT");
    }
    expect((await held.done).code).toBe(0);
  });

  it("is refused where it is another kind of file, which stays as it is", async () => {
    const place = await placeWithPosts();
    await writeFile(join(place.work, "notes.txt"), "mine");
    const before = await readFolder(place.work);
    for (const args of [
      [...RUN, "--store", "notes.txt"],
      ["store", "prune", "--store", "notes.txt"],
      ["store", "info"],
      ["store", "export", "--to", "x", "--format", "xml"],
    ]) {
      // prettier-ignore
      const refused = await runCli(place, args);
      expect(refused).toMatchObject({ code: 2, stdout: "" });
      expect(refused.stderr).toMatch(/^throughline: Expected [^\n]+\n$/);
    }
    expect(differences(before, await readFolder(place.work))).toEqual([]);
  });
});
