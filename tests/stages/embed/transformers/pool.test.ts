import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { makeTestModel } from "../../../../scripts/make-test-model.js";
import { row } from "../../../../src/math/matrix.js";
import type { Embedder } from "../../../../src/shapes/embedder.js";
import { encode } from "../../../../src/stages/embed/encode.js";
import { workersFor } from "../../../../src/stages/embed/transformers/pool.js";
import { openTransformers } from "../../../../src/stages/embed/transformers/transformers.js";
import { testSettings } from "../../../helpers/hub.js";
import { recordContext, temporaryFolder } from "../../../helpers/model-context.js";

const model = "example/tiny";
const texts = Array.from(
  { length: 100 },
  (_, i) => `people plan a product ${"and write a letter ".repeat((i * 7) % 23)} number ${i}`,
);

async function openModel(workers: number): Promise<{ embedder: Embedder; folder: string }> {
  const modelDir = await temporaryFolder();
  const folder = join(modelDir, model);
  await makeTestModel(folder, 7);
  const hub = testSettings("http://127.0.0.1:9");
  const embedder = await openTransformers({ model, modelDir, hub, workers }, recordContext());
  onTestFinished(() => embedder.close());
  return { embedder, folder };
}

async function vectorsBy(embedder: Embedder): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  await embedder.encodeAll?.(texts, new AbortController().signal, (at, vector) => {
    expect(vectors[at]).toBeUndefined();
    vectors[at] = vector;
  });
  return vectors;
}

describe("encodeAll", () => {
  it("gives the bits of encode, with one, two and four threads", async () => {
    const expected: Float32Array[] = [];
    for (const workers of [1, 2, 4]) {
      const { embedder } = await openModel(workers);
      if (expected.length === 0) for (const text of texts) expected.push(await embedder.encode(text));
      expect(await vectorsBy(embedder)).toEqual(expected);
    }
  });

  it("stops at once where it is told to, and says why", async () => {
    const { embedder } = await openModel(2);
    const controller = new AbortController();
    let taken = 0;
    const stopped = embedder.encodeAll?.(texts, controller.signal, () => {
      taken++;
      controller.abort();
    });
    await expect(stopped).rejects.toThrow(/abort/i);
    expect(taken).toBeLessThan(texts.length);
    const before = embedder.encodeAll?.(texts, controller.signal, () => undefined);
    await expect(before).rejects.toThrow(/abort/i);
  });

  it("says what its threads can't load as one that is opened does", async () => {
    const { embedder, folder } = await openModel(2);
    await rm(join(folder, "onnx"), { recursive: true });
    await expect(vectorsBy(embedder)).rejects.toMatchObject({
      name: "UserError",
      kind: "model",
      message: expect.stringMatching(
        /^Expected example\/tiny to load from .*--embedder builtin\.$/s,
      ) as unknown,
    });
  });

  it("passes on what is wrong with a text", async () => {
    const { embedder } = await openModel(2);
    const long = [...texts, "people ".repeat(3000)];
    await expect(embedder.encodeAll?.(long, new AbortController().signal, () => undefined)).rejects.toThrow(
      "at most 510 tokens, got 3000",
    );
  });

  it("encodes the passages of a collection, each text once", async () => {
    const { embedder } = await openModel(2);
    const passages = [...texts, texts[3] ?? ""].map((text, i) => ({ postId: `post ${i}`, text, words: 9 }));
    const context = recordContext();
    const vectors = await encode(passages, embedder, context);
    expect(context.progress).toMatchObject([{ total: 101, advanced: 101, done: true }]);
    expect(row(vectors, 3)).toEqual(await embedder.encode(texts[3] ?? ""));
    expect(row(vectors, 100)).toEqual(row(vectors, 3));
    expect(row(vectors, 99)).toEqual(await embedder.encode(texts[99] ?? ""));
  });
});

describe("workersFor", () => {
  it("starts no more threads than there is work for, and none for a few texts", () => {
    expect([0, 1, 30, 47].map((count) => workersFor(count, 4))).toEqual([1, 1, 1, 1]);
    expect([48, 80, 5000].map((count) => workersFor(count, 4))).toEqual([2, 3, 4]);
    expect(workersFor(100_000)).toBeLessThanOrEqual(8);
    expect(workersFor(100_000, 1)).toBe(1);
  });
});
