import { describe, expect, it } from "vitest";
import { row } from "../../../src/math/matrix.js";
import { encode } from "../../../src/stages/embed/encode.js";
import { fakeEmbedder } from "../../helpers/fake-embedder.js";
import { recordContext } from "../../helpers/model-context.js";
import { passageOf, passagesOf } from "../../helpers/passages.js";

const dims = 4;
const bad = Float32Array.of(1, NaN, 0, 0);

describe("encode", () => {
  it("gives one row of length 1 a passage, in order, from the text alone", async () => {
    const passages = passagesOf(5);
    const embedder = fakeEmbedder();
    const vectors = await encode(passages, embedder, recordContext());
    expect(vectors).toMatchObject({ rows: 5, dims: 32, unknown: [] });
    for (const [i, { text }] of passages.entries()) {
      expect(row(vectors, i)).toEqual(await fakeEmbedder().encode(text));
    }
  });

  it("does not depend on the order of the passages", async () => {
    const passages = passagesOf(4);
    const forth = await encode(passages, fakeEmbedder(), recordContext());
    const back = await encode(passages.toReversed(), fakeEmbedder(), recordContext());
    for (let i = 0; i < 4; i++) expect(row(back, 3 - i)).toEqual(row(forth, i));
  });

  it("asks once more after a vector that is not finite", async () => {
    const embedder = fakeEmbedder({
      dims,
      answer: (_, attempt) => (attempt === 1 ? bad : Float32Array.of(0, 0, 1, 0)),
    });
    const vectors = await encode([passageOf(0)], embedder, recordContext());
    expect(embedder.encoded).toHaveLength(2);
    expect(Array.from(vectors.data)).toEqual([0, 0, 1, 0]);
    expect(vectors.unknown).toEqual([]);
  });

  it.each([
    ["never finite", Float32Array.of(0, Infinity, 0, 0)],
    ["NaN for ever", bad],
    ["zero", new Float32Array(dims)],
  ])("counts a passage as unknown where its vector is %s", async (_, vector) => {
    const passages = passagesOf(3);
    const lost = passages[1]?.text;
    const embedder = fakeEmbedder({ dims, answer: (text) => (text === lost ? vector : undefined) });
    const vectors = await encode(passages, embedder, recordContext());
    expect(vectors.unknown).toEqual([1]);
    expect(Array.from(row(vectors, 1))).toEqual([0, 0, 0, 0]);
    expect(vectors.data.every(Number.isFinite)).toBe(true);
  });

  it("counts progress to the end", async () => {
    const context = recordContext();
    await encode(passagesOf(3), fakeEmbedder(), context);
    expect(context.progress).toMatchObject([{ total: 3, advanced: 3, done: true }]);
  });

  it("stops between two texts where it is told to", async () => {
    const controller = new AbortController();
    const embedder = fakeEmbedder({
      dims,
      answer: () => {
        controller.abort();
        return undefined;
      },
    });
    await expect(encode(passagesOf(3), embedder, recordContext(controller.signal))).rejects.toThrow(/abort/i);
    expect(embedder.encoded).toHaveLength(1);
  });

  it("takes no passages", async () => {
    expect(await encode([], fakeEmbedder(), recordContext())).toMatchObject({ rows: 0, unknown: [] });
  });
});
