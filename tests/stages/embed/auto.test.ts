import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { beforeEach, describe, expect, it, onTestFinished } from "vitest";

import { chooseEmbedder } from "../../../src/stages/embed/auto.js";
import {
  importLibrary,
  type TransformersOptions,
} from "../../../src/stages/embed/transformers/transformers.js";
import { makeTestModel } from "../../../scripts/make-test-model.js";
import { startHub, type Fault, type HubRequest, type TestHub } from "../../helpers/hub.js";
import { recordContext, temporaryFolder, type RecordedContext } from "../../helpers/model-context.js";

const model = "example/tiny";
const revision = "0123456789abcdef0123456789abcdef01234567";
const missingPackage = (): Promise<never> =>
  Promise.reject(new Error("Cannot find package '@xenova/transformers'"));

let served: string;
let cacheDir: string;
let context: RecordedContext;

beforeEach(async () => {
  served = await temporaryFolder();
  cacheDir = await temporaryFolder();
  context = recordContext();
  await makeTestModel(join(served, model), 1);
});

async function start(fault?: (request: HubRequest) => Fault | undefined): Promise<TestHub> {
  const hub = await startHub(served, fault);
  onTestFinished(() => hub.close());
  return hub;
}

function optionsFor(hub: TestHub): TransformersOptions {
  return { model, revision, cacheDir, hub: hub.settings };
}

describe("chooseEmbedder", () => {
  it("takes transformers where the model is in the user's folder, and asks nobody", async () => {
    const hub = await start();
    const choice = await chooseEmbedder({ ...optionsFor(hub), modelDir: served }, context);
    expect(choice).toEqual({
      name: "transformers",
      reason: "The sentence model example/tiny is on this computer.",
    });
    expect(hub.requests).toEqual([]);
  });

  it("downloads the model where the hub has it, and next time finds it in the cache", async () => {
    const hub = await start();
    const first = await chooseEmbedder(optionsFor(hub), context);
    expect(first.name).toBe("transformers");
    const before = hub.requests.length;
    expect(await chooseEmbedder(optionsFor(hub), context)).toEqual(first);
    expect(hub.requests).toHaveLength(before);
  });

  it("takes builtin where the network is known to be off, without a connection or the heavy package", async () => {
    const hub = await start();
    let loads = 0;
    const choice = await chooseEmbedder(
      { ...optionsFor(hub), hub: { ...hub.settings, offline: true } },
      context,
      () => {
        loads++;
        return importLibrary();
      },
    );
    expect(choice.name).toBe("builtin");
    expect(choice.reason).toMatch(
      /^The built-in model was used because .*not on this computer.*could not be reached\.$/,
    );
    expect(hub.requests).toEqual([]);
    expect(loads).toBe(0);
  });

  it("takes builtin after one question that is not answered in time, a broken off name lookup included", async () => {
    const hub = await start(() => "silence");
    const settings = { ...hub.settings, answerSeconds: 0.05 };
    expect((await chooseEmbedder({ ...optionsFor(hub), hub: settings }, context)).name).toBe("builtin");
    expect(hub.requests).toHaveLength(1);
  });

  it.each<Fault>(["login-page", "unavailable"])(
    "takes builtin where the hub answers with %s",
    async (fault) => {
      const hub = await start(() => fault);
      expect((await chooseEmbedder(optionsFor(hub), context)).name).toBe("builtin");
      expect(hub.requests).toHaveLength(1);
    },
  );

  it("takes builtin where the download breaks off for good, and logs why", async () => {
    const hub = await start(({ method }) => (method === "GET" ? "drop" : undefined));
    expect(await chooseEmbedder(optionsFor(hub), context)).toMatchObject({
      name: "builtin",
      reason: expect.stringContaining("could not be downloaded") as unknown,
    });
    expect(context.messages.join("\n")).toContain("config.json");
  });

  it("takes builtin where the package is missing, and downloads nothing", async () => {
    const hub = await start();
    expect(await chooseEmbedder(optionsFor(hub), context, missingPackage)).toMatchObject({
      name: "builtin",
      reason: expect.stringContaining("@xenova/transformers") as unknown,
    });
    expect(await readdir(cacheDir)).toEqual([]);
    const withModel = { ...optionsFor(hub), modelDir: served };
    expect((await chooseEmbedder(withModel, context, missingPackage)).name).toBe("builtin");
  });

  it("takes builtin where the cache can't be written", async () => {
    const hub = await start();
    await writeFile(join(cacheDir, "models"), "a file where a folder should be");
    expect((await chooseEmbedder(optionsFor(hub), context)).name).toBe("builtin");
  });

  it("says nothing about this computer in its reason", async () => {
    const hub = await start(({ method }) => (method === "GET" ? "unavailable" : undefined));
    expect((await chooseEmbedder(optionsFor(hub), context)).reason).not.toContain(cacheDir);
  });

  it.each([{ model: "../x" }, { model, revision: "main" }])("does not guess what %j means", async (wrong) => {
    await expect(chooseEmbedder({ cacheDir, ...wrong }, context)).rejects.toMatchObject({ kind: "config" });
  });

  it("does not pass over a folder that was named but can't be used", async () => {
    const hub = await start();
    const modelDir = join(served, "nothing");
    await expect(chooseEmbedder({ ...optionsFor(hub), modelDir }, context)).rejects.toMatchObject({
      kind: "model",
    });
  });

  it("stops when the run is interrupted", async () => {
    const hub = await start(() => "silence");
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("interrupted")), 20);
    const interrupted = recordContext(controller.signal);
    await expect(chooseEmbedder(optionsFor(hub), interrupted)).rejects.toThrow("interrupted");
  });
});
