import { describe, expect, it } from "vitest";
import { dot, row } from "../../../../src/math/matrix.js";
import type { Embedder } from "../../../../src/shapes/embedder.js";
import { besideWords, type Beside } from "../../../../src/stages/embed/adapt/beside-words.js";
import { loadWordVectors, openBuiltin } from "../../../../src/stages/embed/builtin/builtin.js";
import { encode } from "../../../../src/stages/embed/encode.js";
import { fakeEmbedder } from "../../../helpers/fake-embedder.js";
import { recordContext } from "../../../helpers/model-context.js";

const ENGLISH = "The gardener waters the tomatoes before breakfast.";
const SPANISH = "El jardinero riega los tomates del huerto cada mañana temprano.";

function sentenceModel(): Embedder {
  const fake = fakeEmbedder({ dims: 8 });
  return { ...fake, identity: { ...fake.identity, embedder: "sentences", model: "sentences-v1" } };
}

async function beside(embedder: Embedder, texts: readonly string[]): Promise<Beside> {
  const passages = texts.map((text, i) => ({ postId: `p${i}`, text, words: 8 }));
  return besideWords(passages, await encode(passages, embedder, recordContext()), embedder);
}

describe("besideWords", () => {
  it("makes one vector of length 1 of a sentence model's and the words', which weigh the same", async () => {
    const { base, encoder } = await beside(sentenceModel(), [ENGLISH]);
    const table = await loadWordVectors();
    const vector = row(base, 0);
    expect(encoder.identity).toMatchObject({ model: `sentences-v1 + ${table.name}`, dims: 8 + table.dims });
    expect(dot(vector, vector)).toBeCloseTo(1, 5);
    expect(dot(vector.slice(0, 8), await sentenceModel().encode(ENGLISH))).toBeCloseTo(Math.SQRT1_2, 5);
    expect(dot(vector.slice(8), table.encode(ENGLISH).vector)).toBeCloseTo(Math.SQRT1_2, 5);
    expect(await encoder.encode(ENGLISH)).toEqual(vector);
  });

  it("leaves a text of another language to the sentence model", async () => {
    const { base } = await beside(sentenceModel(), [SPANISH]);
    expect(row(base, 0).slice(0, 8)).toEqual(await sentenceModel().encode(SPANISH));
    expect(
      row(base, 0)
        .slice(8)
        .every((value) => value === 0),
    ).toBe(true);
  });

  it("knows a passage that the words know although the sentence model does not", async () => {
    const silent: Embedder = { ...sentenceModel(), encode: async () => new Float32Array(8) };
    const { base } = await beside(silent, [ENGLISH, SPANISH]);
    expect(base.unknown).toEqual([1]);
    expect(dot(row(base, 0), row(base, 0))).toBeCloseTo(1, 5);
  });

  it("leaves the built-in embedder as it is", async () => {
    const builtin = await openBuiltin();
    const { base, encoder } = await beside(builtin, [ENGLISH]);
    expect(encoder).toBe(builtin);
    expect(row(base, 0)).toEqual(await builtin.encode(ENGLISH));
  });
});
