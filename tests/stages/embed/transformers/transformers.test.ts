import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";

import {
  importLibrary,
  openTransformers,
  type TransformersOptions,
} from "../../../../src/stages/embed/transformers/transformers.js";
import { nodeFiles } from "../../../../src/io/files.js";
import type { Embedder } from "../../../../src/shapes/embedder.js";
import { makeTestModel } from "../../../../scripts/make-test-model.js";
import { startHub, testSettings } from "../../../helpers/hub.js";
import { recordContext, temporaryFolder } from "../../../helpers/model-context.js";

const model = "example/tiny";
const revision = "0123456789abcdef0123456789abcdef01234567";
const texts = [
  "People plan a product before they write the first letter.",
  "Why?",
  "Café naïveté, 12.5 % of the time: “quoted” & (bracketed) — and so on…",
  "write ".repeat(300),
];

let models: string;
let embedder: Embedder;

beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), "throughline-models-"));
  await makeTestModel(join(models, model), 7);
  embedder = await open({ model });
});

afterAll(async () => {
  await embedder.close();
  await rm(models, { recursive: true, force: true });
});

/** Opens a model of the folder; a hub is out of reach. */
function open(options: TransformersOptions): Promise<Embedder> {
  return openTransformers(
    { modelDir: models, hub: testSettings("http://127.0.0.1:9"), ...options },
    recordContext(),
  );
}

async function openForTest(options: TransformersOptions): Promise<Embedder> {
  const opened = await open(options);
  onTestFinished(() => opened.close());
  return opened;
}

/** Fails where there is no limit, so that a test can go on without asking. */
function limitOf({ limit }: Embedder): NonNullable<Embedder["limit"]> {
  if (!limit) throw new Error("Expected a token limit.");
  return limit;
}

describe("vectors", () => {
  it("are of length 1 and as long as promised", async () => {
    for (const text of texts) {
      const vector = await embedder.encode(text);
      expect(vector).toBeInstanceOf(Float32Array);
      expect(vector).toHaveLength(embedder.identity.dims);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    }
  });

  it("do not depend on their neighbours, before or beside them", async () => {
    const alone: Float32Array[] = [];
    for (const text of texts) {
      const fresh = await open({ model });
      alone.push(await fresh.encode(text));
      await fresh.close();
    }
    const backwards: Float32Array[] = [];
    for (const text of texts.toReversed()) backwards.unshift(await embedder.encode(text));
    expect(backwards).toEqual(alone);
    expect(await Promise.all(texts.map((text) => embedder.encode(text)))).toEqual(alone);
  });

  it("are the mean of what the model says of each token", async () => {
    const { AutoModel, AutoTokenizer } = await importLibrary();
    const folder = join(models, model);
    const tokenizer = await AutoTokenizer.from_pretrained(folder);
    const session = await AutoModel.from_pretrained(folder, { dtype: "q8" });
    const text = "people plan";
    const output = (await session(tokenizer(text))) as { last_hidden_state: { tolist(): number[][][] } };
    const [rows = []] = output.last_hidden_state.tolist();
    expect(rows).toHaveLength(4); // [CLS] people plan [SEP]
    const mean = Array.from(
      { length: 32 },
      (_, i) => rows.reduce((sum, row) => sum + (row[i] ?? NaN), 0) / 4,
    );
    const length = Math.hypot(...mean);
    const vector = await embedder.encode(text);
    mean.forEach((value, i) => expect(vector[i]).toBeCloseTo(value / length, 6));
    await session.dispose();
  });

  it("are alike for texts that share words", async () => {
    const [a, b, c] = [
      await embedder.encode("people plan a product"),
      await embedder.encode("people plan the product"),
      await embedder.encode("why did you read it, editor"),
    ];
    const cosine = (x: Float32Array, y: Float32Array): number =>
      x.reduce((sum, v, i) => sum + v * (y[i] ?? NaN), 0);
    expect(cosine(a, b)).toBeGreaterThan(cosine(a, c));
  });

  it("are of another model with another seed, and of the same one with the same", async () => {
    const [same, other] = [await temporaryFolder(), await temporaryFolder()];
    await makeTestModel(same, 7);
    await makeTestModel(other, 8);
    const [first, second] = [
      await openForTest({ model, modelDir: same }),
      await openForTest({ model, modelDir: other }),
    ];
    expect(first.identity).toEqual(embedder.identity);
    expect(await first.encode("plan")).toEqual(await embedder.encode("plan"));
    expect(second.identity.revision).not.toBe(embedder.identity.revision);
    expect(await second.encode("plan")).not.toEqual(await embedder.encode("plan"));
  });

  it("can't be had from a closed embedder", async () => {
    const closed = await open({ model });
    await closed.close();
    await closed.close();
    await expect(closed.encode("plan")).rejects.toThrow("closed");
  });
});

describe("identity", () => {
  it("holds all that changes a vector", () => {
    expect(embedder.identity).toEqual({
      embedder: "transformers",
      kind: "the sentence-transformer",
      model,
      revision: expect.stringMatching(/^local:[0-9a-f]{12}$/) as unknown,
      dtype: "q8",
      pooling: "mean",
      dims: 32,
    });
  });
});

describe("tokens", () => {
  it("are counted without the special ones, and none is left out", () => {
    const limit = limitOf(embedder);
    const countTokens = (text: string): number => limit.countTokens(text);
    expect(limit.maxTokens).toBe(510);
    expect(countTokens("")).toBe(0);
    expect(countTokens("people plan, people write.")).toBe(6);
    expect(countTokens("people ".repeat(3000))).toBe(3000);
    const parts = texts.map((text) => countTokens(text));
    expect(countTokens(texts.join("\n"))).toBe(parts.reduce((sum, part) => sum + part, 0));
  });

  it("may fill the limit, but one more is refused, never cut off", async () => {
    const { maxTokens } = limitOf(embedder);
    const full = Array.from({ length: maxTokens }, (_, i) => (i === maxTokens - 1 ? "plan" : "people"));
    const otherEnd = [...full.slice(0, -1), "write"];
    expect(await embedder.encode(full.join(" "))).not.toEqual(await embedder.encode(otherEnd.join(" ")));
    await expect(embedder.encode([...full, "plan"].join(" "))).rejects.toThrow("at most 510 tokens, got 511");
  });

  it("of a text in a script that the model doesn't know count as well", async () => {
    expect(limitOf(embedder).countTokens("日本語 🙂")).toBeGreaterThanOrEqual(4);
    expect(Math.hypot(...(await embedder.encode("日本語 🙂")))).toBeCloseTo(1, 6);
  });
});

describe("a model's own settings", () => {
  async function makeModel(files: Record<string, object>): Promise<string> {
    const folder = await temporaryFolder();
    await makeTestModel(folder, 7);
    await mkdir(join(folder, "1_Pooling"));
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, name), JSON.stringify(content));
    }
    return folder;
  }

  it("choose CLS pooling and a lower limit", async () => {
    const modelDir = await makeModel({
      "1_Pooling/config.json": { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false },
      "sentence_bert_config.json": { max_seq_length: 128 },
    });
    const cls = await openForTest({ model, modelDir });
    expect(cls.identity.pooling).toBe("cls");
    expect(limitOf(cls).maxTokens).toBe(126);
    expect(await cls.encode("plan")).not.toEqual(await embedder.encode("plan"));
  });

  it("with a pooling that we don't have are an error", async () => {
    const modelDir = await makeModel({ "1_Pooling/config.json": { pooling_mode_lasttoken: true } });
    await expect(open({ model, modelDir })).rejects.toMatchObject({ kind: "model" });
  });

  it("that say another size than the model's are an error", async () => {
    const config: unknown = JSON.parse(await readFile(join(models, model, "config.json"), "utf8"));
    const modelDir = await makeModel({ "config.json": { ...(config as object), hidden_size: 64 } });
    await expect(open({ model, modelDir })).rejects.toMatchObject({
      kind: "model",
      message: expect.stringContaining("64") as unknown,
    });
  });

  it("yield to what is known of a model: pooling, size, and the task set before each text", async () => {
    const folder = await temporaryFolder();
    await makeTestModel(folder, 7, { hidden: 768, inner: 32, positions: 64 });
    const nomic = await openForTest({ model: "nomic-ai/nomic-embed-text-v1.5", modelDir: folder });
    const plain = await openForTest({ model, modelDir: folder });
    expect(await nomic.encode("plan")).toEqual(await plain.encode("clustering: plan"));
    const prefix = limitOf(plain).countTokens("clustering: ");
    expect(limitOf(nomic).maxTokens).toBe(2048 - 2 - prefix);
    expect(limitOf(nomic).countTokens("plan")).toBe(1);
    await expect(open({ model: "Xenova/gte-small", modelDir: folder })).rejects.toMatchObject({
      kind: "model",
    });
  });
});

describe("from the hub", () => {
  it("is downloaded once and then opened without a connection", async () => {
    const hub = await startHub(models);
    onTestFinished(() => hub.close());
    const cacheDir = await temporaryFolder();
    const options = { model, revision, cacheDir, hub: hub.settings };
    const first = await openTransformers(options, recordContext());
    const vector = await first.encode("plan");
    expect(first.identity.revision).toBe(revision);
    await first.close();
    expect(vector).toEqual(await embedder.encode("plan"));

    const before = hub.requests.length;
    const second = await openTransformers(options, recordContext());
    expect(await second.encode("plan")).toEqual(vector);
    await second.close();
    expect(hub.requests).toHaveLength(before);
  });

  it("is fetched anew after a first download that brought something else", async () => {
    const served = await temporaryFolder();
    await makeTestModel(join(served, model), 7);
    await writeFile(join(served, model, "onnx", "model_quantized.onnx"), "not a model");
    const hub = await startHub(served);
    onTestFinished(() => hub.close());
    const options = { model, revision, cacheDir: await temporaryFolder(), hub: hub.settings };
    await expect(openTransformers(options, recordContext())).rejects.toMatchObject({ kind: "model" });

    await makeTestModel(join(served, model), 7);
    const opened = await openTransformers(options, recordContext());
    expect(await opened.encode("plan")).toEqual(await embedder.encode("plan"));
    await opened.close();
  });
});

describe("transformers.js", () => {
  it("is kept from the network and from a cache of its own", async () => {
    const { env } = await importLibrary();
    expect(env).toMatchObject({ allowRemoteModels: false, useFSCache: false, useWasmCache: false });
  });

  it("that can't be loaded is an error that says what to do, before anything is downloaded", async () => {
    const hub = await startHub(models);
    onTestFinished(() => hub.close());
    const missing = (): Promise<never> =>
      Promise.reject(new Error("Cannot find module 'onnxruntime_binding.node'\nat"));
    const options = { model, revision, cacheDir: await temporaryFolder(), hub: hub.settings };
    await expect(openTransformers(options, recordContext(), missing)).rejects.toMatchObject({
      kind: "model",
      message: expect.stringMatching(/binding\.node'\. Run `npm i .*--embedder builtin\.$/) as unknown,
    });
    expect(hub.requests.filter(({ method }) => method === "GET")).toEqual([]);
  });
});

describe("the tokenizer of all-MiniLM-L6-v2", () => {
  const shared = fileURLToPath(
    new URL("../../../../../shared/models/Xenova/all-MiniLM-L6-v2/", import.meta.url),
  );

  it("counts every token, although its file asks to cut at 128", async (test) => {
    const present = await nodeFiles()
      .lstat(join(shared, "tokenizer.json"))
      .catch(() => undefined);
    if (!present) return test.skip("needs ../shared/models/Xenova/all-MiniLM-L6-v2");
    const folder = await temporaryFolder();
    await makeTestModel(folder, 7, { vocabulary: 30_522 });
    for (const name of ["tokenizer.json", "tokenizer_config.json"])
      await cp(join(shared, name), join(folder, name));
    await writeFile(join(folder, "sentence_bert_config.json"), JSON.stringify({ max_seq_length: 256 }));
    const real = await openForTest({ model: "example/minilm", modelDir: folder });
    const limit = limitOf(real);
    const countTokens = (text: string): number => limit.countTokens(text);
    expect(limit.maxTokens).toBe(254);
    expect(countTokens("hello world")).toBe(2);
    expect(countTokens("Unbelievably, tokenization splits words.")).toBe(11);
    expect(countTokens("write ".repeat(400))).toBe(400);

    const [a, b] = [`${"trust ".repeat(200)} end`, `${"trust ".repeat(200)} start`];
    expect(await real.encode(a)).not.toEqual(await real.encode(b));
    await expect(real.encode("write ".repeat(255))).rejects.toThrow("at most 254 tokens, got 255");
  });
});
