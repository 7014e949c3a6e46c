import { mkdtemp, readdir, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTestModel } from "../../scripts/make-test-model.js";
import { makeWorkplace, runCli, type CliResult, type Workplace } from "../helpers/cli.js";
import { startHub, type HubRequest, type TestHub } from "../helpers/hub.js";
import { differences, readFolder } from "../helpers/report-files.js";
import { smallCollection, writeFiles } from "../helpers/small-collection.js";

const revision = "0123456789abcdef0123456789abcdef01234567";
const tiny = ["--model", "example/tiny", "--revision", revision];
let root: string;
let models: string;
let hub: TestHub;
/** The environment in which the test's hub is the one to ask. */
let withHub: Record<string, string>;
/** The environment in which nothing answers where the hub should be. */
let noHub: Record<string, string>;
/** Where the model was downloaded, by the run that wrote `first`. */
let place: Workplace;
let first: CliResult;
let requests: HubRequest[];

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-models-")));
  models = join(root, "models");
  await makeTestModel(join(models, "example", "tiny"), 7);
  const closed = await startHub(models);
  await closed.close();
  noHub = { HF_ENDPOINT: closed.settings.endpoint, HF_HUB_OFFLINE: "" };
  hub = await startHub(models);
  withHub = { HF_ENDPOINT: hub.settings.endpoint, HF_HUB_OFFLINE: "" };
  place = await placeWithPosts();
  first = await runCli(place, args("transformers", "first", ...tiny), { env: withHub });
  requests = [...hub.requests];
});

afterAll(async () => {
  await hub.close();
  await rm(root, { recursive: true, force: true });
});

/** A working folder with posts, and an empty cache. */
async function placeWithPosts(): Promise<Workplace> {
  const made = await makeWorkplace(root);
  await writeFiles(join(made.work, "posts"), smallCollection().files);
  return made;
}

function args(embedder: string, out: string, ...more: string[]): string[] {
  return ["run", "posts", "--embedder", embedder, "--out", out, "--quiet", ...more];
}

async function readRecord(at: Workplace, out: string): Promise<unknown> {
  return JSON.parse(await readFile(join(at.work, out, "run.json"), "utf8"));
}

function readReport(out: string): Promise<Record<string, string>> {
  return readFolder(join(place.work, out));
}

describe.concurrent("--embedder transformers", () => {
  it("downloads the model into an empty cache, and names it exactly", async () => {
    expect(first).toMatchObject({ code: 0, stdout: "" });
    expect(requests.filter(({ method, file }) => method === "GET" && file.endsWith(".onnx"))).toHaveLength(1);
    expect(new Set(requests.map((request) => request.revision))).toEqual(new Set([revision]));
    expect(await readRecord(place, "first")).toMatchObject({
      model: {
        embedder: "transformers",
        model: "example/tiny + throughline-static-en-v1 + corpus",
        revision,
        dtype: "q8",
        pooling: "mean",
        dims: expect.any(Number) as number,
      },
      counts: { postsIn: 17, postsSkipped: 0 },
    });
    expect(await readdir(place.tmp)).toEqual([]);
  });

  it("gives the same bytes from the cache, without asking the hub for anything", async () => {
    const again = await runCli(place, args("transformers", "again", ...tiny), { env: withHub });
    expect(again).toMatchObject({ code: 0, stdout: "" });
    expect(hub.requests).toEqual(requests);
    expect(differences(await readReport("first"), await readReport("again"), { config: ["out"] })).toEqual(
      [],
    );
  });

  it("takes the model from a folder, without a network, to the same themes", async () => {
    const env = { ...noHub, THROUGHLINE_CACHE: join(place.home, "another-cache") };
    const model = ["--model", "example/tiny", "--model-dir", models];
    const result = await runCli(place, args("transformers", "folder", ...model), { env });
    expect(result).toMatchObject({ code: 0, stdout: "" });
    expect(hub.requests).toEqual(requests);
    expect(await readRecord(place, "folder")).toMatchObject({
      model: {
        model: "example/tiny + throughline-static-en-v1 + corpus",
        revision: expect.stringMatching(/^local:/) as string,
      },
    });
    const differing = differences(await readReport("first"), await readReport("folder"));
    expect(differing.filter((path) => /\.(?:csv|svg)$/.test(path))).toEqual([]);
    expect(await readdir(place.home)).toEqual(["cache"]);
  });

  it.each(["nothing answers", "the user said so"])(
    "without model and network (%s) ends with 5 and says how to go on",
    async (why) => {
      const empty = await placeWithPosts();
      const env = why === "nothing answers" ? noHub : { HF_HUB_OFFLINE: "1" };
      const result = await runCli(empty, args("transformers", "report", ...tiny), { env });
      expect(result).toMatchObject({ code: 5, stdout: "" });
      expect(result.stderr).toMatch(
        /^throughline: Expected the model example\/tiny [^\n]+, got neither\.[^\n]+\n$/,
      );
      expect(result.stderr).toMatch(/--model-dir.*--embedder builtin/);
      expect(await readdir(empty.work)).toEqual(["posts"]);
    },
  );

  it("without a commit of the model ends with 2 and asks for it", async () => {
    const empty = await placeWithPosts();
    const result = await runCli(empty, args("transformers", "report", "--model", "example/tiny"), {
      env: noHub,
    });
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toMatch(/^throughline: Expected `revision` [^\n]+\n$/);
  });
});

describe.concurrent("--embedder auto", () => {
  it("takes the built-in model where there is no network, and says why", async () => {
    const empty = await placeWithPosts();
    const result = await runCli(empty, ["run", "posts", "--out", "report"], { env: noHub });
    expect(result.code).toBe(0);
    const reason = /^The built-in model was used because the sentence model .+ could not be reached\.$/m;
    expect(result.stderr).toMatch(reason);
    expect(await readRecord(empty, "report")).toMatchObject({
      config: { embedder: "auto" },
      model: { embedder: "builtin" },
      modelReason: expect.stringMatching(reason) as string,
    });
  });

  it("takes the sentence model where the hub has it, and writes the same bytes from the cache ever after", async () => {
    const own = await startHub(models);
    const cache = { THROUGHLINE_CACHE: join(root, "auto-cache"), HF_HUB_OFFLINE: "" };
    const online = { ...cache, HF_ENDPOINT: own.settings.endpoint };
    const downloaded = await runCli(place, args("auto", "downloaded", ...tiny), { env: online });
    await own.close();
    const later = await runCli(place, args("auto", "later", ...tiny), { env: { ...noHub, ...cache } });
    expect([downloaded.code, later.code]).toEqual([0, 0]);
    expect(await readRecord(place, "later")).toMatchObject({ model: { embedder: "transformers", revision } });
    const [one, two] = [await readReport("downloaded"), await readReport("later")];
    expect(differences(one, two, { config: ["out"] })).toEqual([]);
  });
});
