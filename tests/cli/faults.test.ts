/** Faults that are made to happen to the built program. */
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWorkplace, runCli, startCli, type Workplace } from "../helpers/cli.js";
import { copySample } from "../helpers/explored-sample.js";
import { manyPosts, smallCollection, writeFiles } from "../helpers/small-collection.js";
import { makePipe } from "../helpers/written-folder.js";

let root: string;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-faults-")));
});

afterAll(() => rm(root, { recursive: true, force: true }));

/** With posts, a report in `report`, a pipe called `pipe` and a folder `fake` of which `run.json` is one. */
async function placeWithPipes(): Promise<Workplace> {
  const place = await makeWorkplace(root);
  await writeFiles(join(place.work, "posts"), smallCollection().files);
  await copySample(place.work, "report");
  await mkdir(join(place.work, "fake"));
  await Promise.all([join(place.work, "pipe"), join(place.work, "fake", "run.json")].map(makePipe));
  return place;
}

describe.concurrent("what is no file, where one is expected,", () => {
  it.each([
    ["explore fake --no-open", /fake, got a device, pipe or socket for run\.json/],
    ["evaluate fake", /fake, got a device, pipe or socket for run\.json/],
    ["diff fake report", /fake, got a device, pipe or socket for run\.json/],
    ["search words --out fake", /fake, got a device, pipe or socket for run\.json/],
    ["themes list --out fake", /fake, got a device, pipe or socket for run\.json/],
    ["evaluate report --labels pipe", /at pipe, got a device/],
    ["evaluate report --labels /dev/zero", /at \/dev\/zero, got a device/],
    ["run posts --embedder builtin --metrics pipe", /in pipe, got/],
    ["run posts --embedder builtin --decisions pipe", /at pipe, got a device/],
    ["run posts --embedder builtin --store pipe", /pipe/],
    ["run posts --out fake", /fake holds files/],
  ])("is refused and not waited for: %s", async (args, message) => {
    const { code, stderr } = await runCli(await placeWithPipes(), args.split(" "));
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it("is refused as themes.yaml of the working folder", async () => {
    const place = await placeWithPipes();
    await makePipe(join(place.work, "themes.yaml"));
    const { code, stderr } = await runCli(place, ["run", "posts", "--embedder", "builtin"]);
    expect(stderr).toContain("themes.yaml, got a device, pipe or socket");
    expect(code).toBe(2);
  });
});

describe.concurrent("standard input", () => {
  it("that has no end is not read on and on", async () => {
    const place = await placeWithPipes();
    const run = startCli(place, ["check", "--out", "report"], { input: "a".repeat(60_000_000) });
    // It does not wait for the rest.
    run.child.stdin?.on("error", () => undefined);
    const { code, stderr } = await run.done;
    expect(stderr).toMatch(/^throughline: Expected a draft on standard input, got more than 50 MB/);
    expect(code).toBe(2);
  });
});

describe.concurrent("a process that may open no more files", () => {
  it("says so, with exit code 6", async () => {
    const place = await placeWithPipes();
    const run = startCli(place, ["run", "posts", "--embedder", "builtin"], { openFiles: 30 });
    const { code, stderr } = await run.done;
    expect(stderr).toMatch(/^throughline: Expected to open one more file, .*ulimit -n/m);
    expect(code).toBe(6);
  });
});

describe.concurrent("a signal that comes twice", () => {
  it("ends a run that is deep in numbers, and the next run is whole", async ({ onTestFinished }) => {
    const place = await makeWorkplace(root);
    await writeFiles(join(place.work, "posts"), manyPosts(400));
    const run = startCli(place, ["run", "posts", "--embedder", "builtin"]);
    onTestFinished(() => void run.child.kill("SIGKILL"));
    await run.printed("Looking for the number of themes");
    run.child.kill("SIGTERM");
    run.child.kill("SIGTERM");
    const { code } = await run.done;
    expect(code).toBe(143);
    expect((await readdir(join(place.work, "output"))).filter((name) => name !== ".throughline")).toEqual([]);
    const next = await runCli(place, ["run", "posts", "--embedder", "builtin", "--quiet"]);
    expect(next.code).toBe(0);
    expect(await readFile(join(place.work, "output", "report.md"), "utf8")).toContain("#");
  });
});

describe.concurrent("a report of a stranger", () => {
  it("has no model fetched for it", async () => {
    const place = await placeWithPipes();
    const file = join(place.work, "report", "run.json");
    const record = JSON.parse(await readFile(file, "utf8")) as Record<string, Record<string, unknown>>;
    const model = { model: "stranger/model", revision: "0123456789abcdef0123456789abcdef01234567" };
    Object.assign(record["config"] ?? {}, model);
    Object.assign(record["model"] ?? {}, { embedder: "transformers", ...model });
    await writeFile(file, JSON.stringify(record));
    // Nobody listens there: whoever asks is told of a connection.
    const env = { HF_HUB_OFFLINE: "", HF_ENDPOINT: "http://127.0.0.1:9" };
    const { code, stderr } = await runCli(place, ["explore", "report", "--no-open"], { env });
    expect(stderr).toContain("Nothing is fetched for a report that is only read");
    expect(stderr).not.toContain("127.0.0.1:9");
    expect(code).toBe(5);
  });
});
