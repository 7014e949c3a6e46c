import { mkdtemp, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeWorkplace, runCli, type CliResult, type Workplace } from "../helpers/cli.js";
import { smallCollection, writeFiles } from "../helpers/small-collection.js";

let root: string;
let place: Workplace;
let first: CliResult;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-unchanged-")));
});
beforeEach(async () => {
  place = await makeWorkplace(root);
  await writeFiles(join(place.work, "posts"), smallCollection().files);
  first = await run();
});
afterAll(() => rm(root, { recursive: true, force: true }));

const run = (...options: string[]): Promise<CliResult> =>
  runCli(place, ["run", "posts", "--embedder", "builtin", ...options]);
const inReport = (name: string): string => join(place.work, "output", name);
/** When the record of the run was written: every run writes one. */
const written = async (): Promise<number> => (await stat(inReport("run.json"))).mtimeMs;
const NOTHING_NEW = "no post changed since the last run";

describe("a run over unchanged posts", () => {
  it("says what the last one said, at the same exit code, and writes nothing", async () => {
    const before = await written();
    const again = await run();
    expect(again.code).toBe(first.code);
    expect(again.stdout.replace("Since the last run: nothing changed.\n", "")).toBe(first.stdout);
    expect(again.stdout).not.toBe(first.stdout);
    expect(again.stderr).toContain(NOTHING_NEW);
    expect(await written()).toBe(before);
    const json = JSON.parse((await run("--json")).stdout) as { counts: { postsClustered: number } };
    expect(json.counts.postsClustered).toBe(smallCollection().posts);
    expect(await run("--quiet")).toMatchObject({ stdout: "", stderr: "" });
  });

  it("is made on another day where posts still come: its plan counts from that day", async () => {
    const kept = inReport(".throughline/last-run.json");
    const last = JSON.parse(await readFile(kept, "utf8")) as Record<string, unknown>;
    expect(last["day"]).toBeUndefined();
    await writeFile(kept, JSON.stringify({ ...last, day: "2020-01-01" }));
    expect((await run()).stderr).not.toContain(NOTHING_NEW);
  });

  it.each(["--refit", "--fresh", "--no-store", "--title=Bread"])(
    "is made where %s asks for it",
    async (option) => {
      const before = await written();
      expect((await run(option)).stderr).not.toContain(NOTHING_NEW);
      expect(await written()).not.toBe(before);
    },
  );

  it("is made where a page was edited, is gone, or what was kept is broken", async () => {
    const page = await readFile(inReport("report.md"), "utf8");
    await writeFile(inReport("report.md"), `${page}\nMy own note.\n`);
    const edited = await run();
    expect(edited.stderr).not.toContain(NOTHING_NEW);
    expect(await readFile(inReport("report.md"), "utf8")).toBe(page);
    await rm(inReport("themes.csv"));
    expect((await run()).stderr).not.toContain(NOTHING_NEW);
    expect((await stat(inReport("themes.csv"))).size).toBeGreaterThan(0);
    await writeFile(inReport(".throughline/last-run.json"), "{");
    expect((await run()).stderr).not.toContain(NOTHING_NEW);
    expect((await run()).stderr).toContain(NOTHING_NEW);
  });

  it("is made where a post was edited, came or went", async () => {
    const [name = "", text = ""] = Object.entries(smallCollection().files)[0] ?? [];
    const path = join(place.work, "posts", name);
    await writeFile(path, `${text}\n\nOne more sentence, written today, about nothing in particular.\n`);
    expect((await run()).stderr).not.toContain(NOTHING_NEW);
    await writeFile(path, text);
    expect((await run()).stderr).not.toContain(NOTHING_NEW);
    await rm(path);
    expect((await run()).stderr).not.toContain(NOTHING_NEW);
    expect((await run()).stderr).toContain(NOTHING_NEW);
  });
});
