import { cp, mkdir, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { beforeEach, describe, expect, it, onTestFinished } from "vitest";

import { findModel, obtainModel } from "../../../../src/stages/embed/transformers/model-files.js";
import { chooseSource, type ModelFolder } from "../../../../src/stages/embed/transformers/model-source.js";
import { makeTestModel } from "../../../../scripts/make-test-model.js";
import { flip, startHub, type Fault, type HubRequest, type TestHub } from "../../../helpers/hub.js";
import { recordContext, temporaryFolder, type RecordedContext } from "../../../helpers/model-context.js";

const model = "example/tiny";
const revision = "0123456789abcdef0123456789abcdef01234567";
const pinnedModel = "Xenova/all-MiniLM-L6-v2";
const onnx = "onnx/model_quantized.onnx";

let served: string;
let cache: string;
let context: RecordedContext;

beforeEach(async () => {
  served = await temporaryFolder();
  cache = await temporaryFolder();
  context = recordContext();
  await makeTestModel(join(served, model), 1);
});

async function start(fault?: (request: HubRequest) => Fault | undefined): Promise<TestHub> {
  const hub = await startHub(served, fault);
  onTestFinished(() => hub.close());
  return hub;
}

function obtain(
  hub: TestHub,
  choice: { model: string; revision?: string; modelDir?: string },
): Promise<ModelFolder> {
  return obtainModel(chooseSource(choice, cache), hub.settings, context, () => Promise.resolve());
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe("chooseSource", () => {
  it("takes the pinned revision where none is given", () => {
    expect(chooseSource({ model: pinnedModel }, cache)).toMatchObject({
      revision: "751bff37182d3f1213fa05d7196b954e230abad9",
      pinned: { [onnx]: { bytes: 22_972_370 } },
    });
  });

  it("does not hold another revision to the pin", () => {
    expect(chooseSource({ model: pinnedModel, revision }, cache).pinned).toBeUndefined();
  });

  it.each([{ model }, { model: "../tiny", revision }, { model, revision: "main" }])(
    "refuses %j",
    (choice) => {
      expect(() => chooseSource(choice, cache)).toThrow(expect.objectContaining({ kind: "config" }));
    },
  );
});

describe("a model in a folder of the user's own", () => {
  it("is found in the folder itself, or below it under its name, and named by its content", async () => {
    const hub = await start();
    const nested = await obtain(hub, { model, modelDir: served });
    const itself = await obtain(hub, { model, modelDir: join(served, model) });
    expect(nested.folder).toBe(join(served, model));
    expect(itself).toEqual(nested);
    expect(nested.revision).toMatch(/^local:[0-9a-f]{12}$/);
    expect(hub.requests).toEqual([]);
    expect(await readdir(cache)).toEqual([]);
  });

  it("has another name when a file has changed, also where a revision is given", async () => {
    const hub = await start();
    const before = await obtain(hub, { model, revision, modelDir: served });
    await writeFile(join(served, model, onnx), flip(await readFile(join(served, model, onnx))));
    const after = await obtain(hub, { model, revision, modelDir: served });
    expect(before.revision).toContain(revision);
    expect(after.revision).not.toBe(before.revision);
  });

  it.each(["config.json", "tokenizer.json", "tokenizer_config.json", onnx])(
    "without %s is an error that names it, also where the hub has it",
    async (file) => {
      const hub = await start();
      const folder = await temporaryFolder();
      await cp(join(served, model), folder, { recursive: true });
      await rm(join(folder, file));
      await expect(obtain(hub, { model, revision, modelDir: folder })).rejects.toMatchObject({
        kind: "model",
        message: expect.stringContaining(file) as unknown,
      });
      expect(hub.requests).toEqual([]);
    },
  );

  it("is held to the pin of the model that it is said to be", async () => {
    const hub = await start();
    await expect(obtain(hub, { model: pinnedModel, modelDir: join(served, model) })).rejects.toMatchObject({
      kind: "model",
      message: expect.stringContaining("config.json") as unknown,
    });
  });
});

describe("a model from the hub", () => {
  it("is downloaded once, with progress in bytes, and found in the cache from then on", async () => {
    const hub = await start();
    const first = await obtain(hub, { model, revision });
    expect(first.revision).toBe(revision);
    expect(await filesBelow(cache)).toHaveLength(5);
    const [progress] = context.progress;
    expect(progress?.done).toBe(true);
    expect(progress?.advanced).toBe(progress?.total);

    const before = hub.requests.length;
    expect(await obtain(hub, { model, revision })).toEqual(first);
    expect(hub.requests).toHaveLength(before);
  });

  it("keeps revisions apart", async () => {
    const hub = await start();
    const first = await obtain(hub, { model, revision });
    await makeTestModel(join(served, model), 2);
    const second = await obtain(hub, { model, revision: "f".repeat(40) });
    expect(second.files[onnx]).not.toEqual(first.files[onnx]);
    expect(await obtain(hub, { model, revision })).toEqual(first);
  });

  it("brings the optional files that it has", async () => {
    await mkdir(join(served, model, "1_Pooling"));
    await writeFile(join(served, model, "1_Pooling", "config.json"), "{}");
    const folder = await obtain(await start(), { model, revision });
    expect(Object.keys(folder.files)).toContain("1_Pooling/config.json");
    expect(Object.keys(folder.files)).not.toContain("sentence_bert_config.json");
  });

  const damages: [string, (path: string) => Promise<void>][] = [
    ["truncated", (path) => truncate(path, 100)],
    ["bit-flipped", async (path) => writeFile(path, flip(await readFile(path)))],
    ["deleted", (path) => rm(path)],
  ];

  it.each(damages)("is repaired, and only where needed, when the cached copy is %s", async (_, damage) => {
    const hub = await start();
    const first = await obtain(hub, { model, revision });
    await damage(join(first.folder, onnx));
    expect(await findModel(chooseSource({ model, revision }, cache), context)).toBeUndefined();
    const before = hub.requests.length;
    expect(await obtain(hub, { model, revision })).toEqual(first);
    const fetched = hub.requests.slice(before).filter(({ method }) => method === "GET");
    expect(fetched.map(({ file }) => file)).toEqual([onnx]);
  });

  it("is refused when the hub later has other bytes at the same revision", async () => {
    const hub = await start();
    const first = await obtain(hub, { model, revision });
    await rm(join(first.folder, onnx));
    await makeTestModel(join(served, model), 2);
    await expect(obtain(hub, { model, revision })).rejects.toMatchObject({
      kind: "model",
      message: expect.stringContaining("SHA-256") as unknown,
    });
    expect(await filesBelow(cache)).not.toContain("model_quantized.onnx");
  });

  it("is fetched anew when the record of its first download can't be read", async () => {
    const hub = await start();
    const first = await obtain(hub, { model, revision });
    await writeFile(join(first.folder, "files.json"), '{"version": 1, "files": {"../../x": ');
    expect(await obtain(hub, { model, revision })).toEqual(first);
    expect(await findModel(chooseSource({ model, revision }, cache), context)).toEqual(first);
  });

  it("is refused where it is pinned and the hub serves other bytes", async () => {
    await makeTestModel(join(served, pinnedModel), 1);
    await expect(obtain(await start(), { model: pinnedModel })).rejects.toMatchObject({ kind: "model" });
    expect(await filesBelow(cache)).toEqual([]);
  });

  it.each<Fault>(["drop", "drop-without-length", "cut-short", "login-page", "unavailable"])(
    "comes whole although the hub has a bad moment: %s",
    async (fault) => {
      const bad = await start(({ method, attempt }) => (method === "GET" && attempt < 3 ? fault : undefined));
      const folder = await obtain(bad, { model, revision });
      expect(
        (await readFile(join(folder.folder, onnx))).equals(await readFile(join(served, model, onnx))),
      ).toBe(true);
    },
  );

  it.each<Fault>(["drop", "drop-without-length", "cut-short", "flip", "login-page", "unavailable"])(
    "is an error, with nothing kept that could be taken for it, when %s lasts",
    async (fault) => {
      const hub = await start(({ method, file }) => (method === "GET" && file === onnx ? fault : undefined));
      await expect(obtain(hub, { model, revision })).rejects.toMatchObject({
        kind: "model",
        message: expect.stringContaining(onnx) as unknown,
      });
      expect(await filesBelow(cache)).toEqual(["config.json", "tokenizer.json", "tokenizer_config.json"]);
      expect(await findModel(chooseSource({ model, revision }, cache), context)).toBeUndefined();
    },
  );

  it("is an error that says to check its name where the hub has no such model", async () => {
    await expect(obtain(await start(), { model: "example/other", revision })).rejects.toMatchObject({
      kind: "model",
      message: expect.stringContaining("--model and --revision") as unknown,
    });
  });

  it("can be downloaded twice at once", async () => {
    const hub = await start(() => "slow");
    const [first, second] = await Promise.all([
      obtain(hub, { model, revision }),
      obtain(hub, { model, revision }),
    ]);
    expect(second).toEqual(first);
    expect(await filesBelow(cache)).toHaveLength(5);
    expect(await findModel(chooseSource({ model, revision }, cache), context)).toEqual(first);
  });

  it("is not downloaded where what is needed to run it is missing", async () => {
    const hub = await start();
    const source = chooseSource({ model, revision }, cache);
    const beforeFetch = (): Promise<never> => Promise.reject(new Error("no package"));
    await expect(obtainModel(source, hub.settings, context, beforeFetch)).rejects.toThrow("no package");
    expect(await filesBelow(cache)).toEqual([]);
  });

  it("is an error at once, without a single connection, where the network is known to be off", async () => {
    const hub = await start();
    hub.settings.offline = true;
    await expect(obtain(hub, { model: pinnedModel })).rejects.toMatchObject({ kind: "model" });
    expect(hub.requests).toEqual([]);
  });

  it("is an error after one try that finds no connection", async () => {
    const hub = await start();
    await hub.close();
    await expect(obtain(hub, { model: pinnedModel })).rejects.toMatchObject({
      kind: "model",
      message: expect.stringContaining("--embedder builtin") as unknown,
    });
  });
});
