import { describe, expect, it } from "vitest";
import { row } from "../../../src/math/matrix.js";
import { embed } from "../../../src/stages/embed/embed.js";
import { fakeEmbedder } from "../../helpers/fake-embedder.js";
import { recordContext } from "../../helpers/model-context.js";
import { passageOf, passagesOf } from "../../helpers/passages.js";

const dims = 4;
const bad = Float32Array.of(1, NaN, 0, 0);

describe("embed", () => {
  it("gives one row of length 1 a passage, in order, from the text alone", async () => {
    const passages = passagesOf(5);
    const embedder = fakeEmbedder();
    const embeddings = await embed(passages, embedder, recordContext());
    expect(embeddings).toMatchObject({ rows: 5, dims: 32, unknown: [] });
    for (const [i, { text }] of passages.entries()) {
      expect(row(embeddings, i)).toEqual(await fakeEmbedder().embed(text));
    }
  });

  it("does not depend on the order of the passages", async () => {
    const passages = passagesOf(4);
    const forth = await embed(passages, fakeEmbedder(), recordContext());
    const back = await embed(passages.toReversed(), fakeEmbedder(), recordContext());
    for (let i = 0; i < 4; i++) expect(row(back, 3 - i)).toEqual(row(forth, i));
  });

  it("fits once, before anything is embedded, with each text once", async () => {
    const passages = [passageOf(0), passageOf(1), passageOf(2, { duplicateOf: passageOf(0).id })];
    const embedder = fakeEmbedder();
    const fittedBefore: number[] = [];
    const watched = {
      ...embedder,
      embed: (text: string) => {
        fittedBefore.push(embedder.fits.length);
        return embedder.embed(text);
      },
    };
    await embed(passages, watched, recordContext());
    expect(embedder.fits).toEqual([[passageOf(0).text, passageOf(1).text]]);
    expect(fittedBefore).toEqual([1, 1, 1]);
  });

  it("learns from neighbouring passages of a post at once where there is text enough", async () => {
    const passages = Array.from({ length: 1200 }, (_, i) =>
      passageOf(i, { postId: `post ${Math.floor(i / 3)}`, ordinal: i % 3, words: 120 }),
    );
    const [few, many] = [fakeEmbedder(), fakeEmbedder()];
    await embed(passages.slice(0, 300), few, recordContext());
    expect(few.fits[0]).toHaveLength(300);
    await embed(passages, many, recordContext());
    expect(many.fits[0]).toHaveLength(800);
    expect(many.fits[0]).toContain(`${passageOf(3).text}\n${passageOf(4).text}`);
    expect(many.fits[0]).toContain(passageOf(5).text);
  });

  it("asks once more after a vector that is not finite", async () => {
    const embedder = fakeEmbedder({
      dims,
      answer: (_, attempt) => (attempt === 1 ? bad : Float32Array.of(0, 0, 1, 0)),
    });
    const embeddings = await embed([passageOf(0)], embedder, recordContext());
    expect(embedder.embedded).toHaveLength(2);
    expect(Array.from(embeddings.data)).toEqual([0, 0, 1, 0]);
    expect(embeddings.unknown).toEqual([]);
  });

  it.each([
    ["never finite", Float32Array.of(0, Infinity, 0, 0)],
    ["NaN for ever", bad],
    ["zero", new Float32Array(dims)],
  ])("counts a passage as unknown where its vector is %s", async (_, vector) => {
    const passages = passagesOf(3);
    const lost = passages[1]?.text;
    const embedder = fakeEmbedder({ dims, answer: (text) => (text === lost ? vector : undefined) });
    const embeddings = await embed(passages, embedder, recordContext());
    expect(embeddings.unknown).toEqual([1]);
    expect(Array.from(row(embeddings, 1))).toEqual([0, 0, 0, 0]);
    expect(embeddings.data.every(Number.isFinite)).toBe(true);
  });

  it("names everything that changes a value in the model's key", async () => {
    const key = async (dimensions: number): Promise<string> =>
      (await embed(passagesOf(1), fakeEmbedder({ dims: dimensions }), recordContext())).modelKey;
    expect(await key(4)).not.toBe(await key(5));
    for (const part of ["fake", "fp32", "none"]) expect(await key(4)).toContain(part);
  });

  it("counts progress to the end", async () => {
    const context = recordContext();
    await embed(passagesOf(3), fakeEmbedder(), context);
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
    await expect(embed(passagesOf(3), embedder, recordContext(controller.signal))).rejects.toThrow(/abort/i);
    expect(embedder.embedded).toHaveLength(1);
  });

  it("takes no passages", async () => {
    expect(await embed([], fakeEmbedder(), recordContext())).toMatchObject({ rows: 0, unknown: [] });
  });
});
