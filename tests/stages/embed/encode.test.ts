import { describe, expect, it } from "vitest";
import { row } from "../../../src/math/matrix.js";
import { encode } from "../../../src/stages/embed/encode.js";
import type { Embedder } from "../../../src/shapes/embedder.js";
import { fakeEmbedder, type FakeEmbedderOptions } from "../../helpers/fake-embedder.js";
import { memoryKept } from "../../helpers/memory-kept.js";
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

describe("encode with what an earlier run kept", () => {
  const keepAs = "fake 1";

  it("gives the same to the bit, and encodes what is new alone", async () => {
    const passages = [...passagesOf(600), passageOf(3)];
    const expected = await encode(passages, fakeEmbedder(), recordContext());
    const kept = memoryKept();
    const first = fakeEmbedder({ keepAs });
    expect(await encode(passages.slice(0, 500), first, { ...recordContext(), kept })).toEqual(
      await encode(passages.slice(0, 500), fakeEmbedder(), recordContext()),
    );
    const second = fakeEmbedder({ keepAs });
    expect(await encode(passages, second, { ...recordContext(), kept })).toEqual(expected);
    expect(second.encoded).toEqual(passages.slice(500, 600).map(({ text }) => text));
    const another = fakeEmbedder({ keepAs: "fake 2" });
    await encode(passages.slice(0, 5), another, { ...recordContext(), kept });
    expect(another.encoded).toHaveLength(5);
  });

  it("keeps nothing of an embedder that has no name for it", async () => {
    const kept = memoryKept();
    await encode(passagesOf(3), fakeEmbedder(), { ...recordContext(), kept });
    expect(kept.counts).toEqual({ asked: 0, found: 0, put: 0 });
  });

  it("keeps no vector of nothing, which may be that of a fault", async () => {
    const kept = memoryKept();
    const faulty = fakeEmbedder({ dims, answer: () => bad, keepAs });
    await encode([passageOf(0)], faulty, { ...recordContext(), kept });
    expect(kept.counts.put).toBe(0);
  });

  it("takes no vector of another length", async () => {
    const kept = memoryKept();
    await encode([passageOf(0)], fakeEmbedder({ dims: 3, keepAs }), { ...recordContext(), kept });
    const vectors = await encode([passageOf(0)], fakeEmbedder({ dims, keepAs }), {
      ...recordContext(),
      kept,
    });
    expect(vectors).toEqual(await encode([passageOf(0)], fakeEmbedder({ dims }), recordContext()));
  });
});

describe("encode by an embedder that encodes many at once", () => {
  /** Encodes texts from the last to the first. */
  function fromBehind(options: FakeEmbedderOptions = {}): Embedder & { encoded: readonly string[] } {
    const embedder = fakeEmbedder(options);
    return {
      ...embedder,
      async encodeAll(texts, signal, take) {
        for (const [at, text] of [...texts.entries()].reverse()) {
          signal.throwIfAborted();
          await take(at, await embedder.encode(text));
        }
      },
    };
  }

  it("gives what one gives that takes them one by one, each text encoded once", async () => {
    const passages = [...passagesOf(600), passageOf(3)];
    const context = recordContext();
    const embedder = fromBehind();
    expect(await encode(passages, embedder, context)).toEqual(
      await encode(passages, fakeEmbedder(), recordContext()),
    );
    expect(embedder.encoded).toHaveLength(600);
    expect(context.progress).toMatchObject([{ total: 601, advanced: 601, done: true }]);
    expect(await encode([], fromBehind(), recordContext())).toMatchObject({ rows: 0, unknown: [] });
  });

  it("keeps what it encodes, and encodes what is new alone", async () => {
    const passages = passagesOf(600);
    const expected = await encode(passages, fakeEmbedder(), recordContext());
    const kept = memoryKept();
    const keepAs = "fake 1";
    await encode(passages.slice(0, 500), fromBehind({ keepAs }), { ...recordContext(), kept });
    expect(kept.counts.put).toBe(500);
    const second = fromBehind({ keepAs });
    expect(await encode(passages, second, { ...recordContext(), kept })).toEqual(expected);
    expect(second.encoded).toHaveLength(100);
    expect(kept.counts.put).toBe(600);
  });

  it("asks once more after a vector that is not finite, names the unknown in order, and keeps none of these", async () => {
    const passages = passagesOf(5);
    const lost = [passages[1]?.text, passages[3]?.text];
    const kept = memoryKept();
    const embedder = fromBehind({
      dims,
      keepAs: "fake 1",
      answer: (text) => (lost.includes(text) ? bad : undefined),
    });
    const vectors = await encode(passages, embedder, { ...recordContext(), kept });
    expect(vectors.unknown).toEqual([1, 3]);
    expect(Array.from(row(vectors, 3))).toEqual([0, 0, 0, 0]);
    expect(kept.counts.put).toBe(3);
    const better = fromBehind({ dims, answer: (_, attempt) => (attempt === 1 ? bad : undefined) });
    expect((await encode(passages, better, recordContext())).unknown).toEqual([]);
  });

  it("stops where it is told to", async () => {
    const controller = new AbortController();
    const answer = (): undefined => {
      controller.abort();
    };
    const stopped = encode(passagesOf(3), fromBehind({ dims, answer }), recordContext(controller.signal));
    await expect(stopped).rejects.toThrow(/abort/i);
  });
});
