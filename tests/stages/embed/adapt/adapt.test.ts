import { describe, expect, it } from "vitest";
import { dot, row } from "../../../../src/math/matrix.js";
import { createRandom } from "../../../../src/math/random.js";
import type { Embedder, VectorOf } from "../../../../src/shapes/embedder.js";
import { adapt } from "../../../../src/stages/embed/adapt/adapt.js";
import { corpusWeight, learnFrom } from "../../../../src/stages/embed/adapt/adaptation.js";
import { encode } from "../../../../src/stages/embed/encode.js";
import { countWords } from "../../../../src/text/words.js";
import { adaptedTo } from "../../../helpers/adapted.js";
import { fakeEmbedder } from "../../../helpers/fake-embedder.js";
import { recordContext } from "../../../helpers/model-context.js";

describe("corpusWeight", () => {
  it("is nothing for a handful of texts", () => {
    expect(corpusWeight(3, 1_000_000)).toBe(0);
    expect(corpusWeight(0, 0)).toBe(0);
  });

  it("grows with the words of the corpus, and has an end", async () => {
    const weights = [0, 1_000, 10_000, 50_000, 200_000, 10_000_000].map((words) => corpusWeight(1000, words));
    expect(weights.every((weight) => weight >= 0)).toBe(true);
    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
    expect(corpusWeight(1000, 50_000)).toBeGreaterThan(corpusWeight(1000, 1_000));
    expect(corpusWeight(1000, 1e12)).toBe(corpusWeight(1000, 1e9));
  });
});

/** Words on two subjects that share none; each text is about one of them. */
function twoSubjects(texts = 200, wordsEach = 30): string[] {
  const random = createRandom(4);
  return Array.from({ length: texts }, (_, i) => {
    const subject = i % 2 === 0 ? "alpha" : "omega";
    return Array.from({ length: wordsEach }, () => `${subject}word${random.int(40)}`).join(" ");
  });
}

/** An embedder that refuses texts of more tokens (words) than its model reads, as a transformer does. */
function limited(maxTokens: number): Embedder {
  const base = fakeEmbedder({ dims: 64 });
  return {
    ...base,
    limit: { maxTokens, countTokens: countWords },
    encode: async (text) => {
      if (countWords(text) > maxTokens) throw new Error(`Expected at most ${maxTokens} tokens.`);
      return base.encode(text);
    },
  };
}

describe("adapt", () => {
  const near: [string, string] = ["alphaword1 alphaword2", "alphaword30 alphaword31"];
  const far: [string, string] = ["alphaword1 alphaword2", "omegaword30 omegaword31"];
  const alike = async (vectorOf: VectorOf, [a, b]: [string, string]): Promise<number> =>
    dot(await vectorOf(a), await vectorOf(b));

  it("learns from a large collection which words go together", async () => {
    const base = fakeEmbedder({ dims: 64 });
    const { vectorOf } = await adaptedTo(base, twoSubjects());
    expect(await alike(vectorOf, near)).toBeGreaterThan((await alike(vectorOf, far)) + 0.3);
    expect(await alike(vectorOf, near)).toBeGreaterThan(await alike((text) => base.encode(text), near));
  });

  it("gives a text the place of the passage that it is", async () => {
    const texts = twoSubjects();
    const { embeddings, vectorOf } = await adaptedTo(fakeEmbedder(), texts);
    for (const i of [0, 7, 199]) expect(await vectorOf(texts[i]!)).toEqual(row(embeddings, i));
  });

  it("never gives an embedder more than a passage, however long a stretch it learns from", async () => {
    const words = 120;
    // 1,920 passages of 120 words, three to a post: stretches of 360 words for a model that reads 254 tokens.
    const passages = twoSubjects(1920, words).map((text, i) => ({
      postId: `p${Math.floor(i / 3)}`,
      text,
      words,
    }));
    expect(passages.length * words).toBe(230_400);
    const embedder = limited(254);
    const context = recordContext();
    const { embeddings } = await adapt(
      passages,
      await encode(passages, embedder, context),
      embedder,
      {},
      context,
    );
    expect(embeddings).toMatchObject({ rows: 1920, unknown: [] });
  });

  it("learns from whole stretches where the embedder reads texts of any length", async () => {
    const texts = twoSubjects(1200, 120);
    const passages = texts.map((text, i) => ({ postId: `p${Math.floor(i / 3)}`, text, words: 120 }));
    const embedder = fakeEmbedder();
    const context = recordContext();
    const base = await encode(passages, embedder, context);
    await adapt(passages, base, embedder, {}, context);
    const more = embedder.encoded.slice(passages.length);
    // Two passages of 120 words to a stretch of 240 words, and the third of each post alone.
    expect(more).toHaveLength(400);
    expect(more).toContain(`${texts[3]!}\n${texts[4]!}`);
  });

  it("leaves the embedder as it is, and says in its own identity what was made of it", async () => {
    const base = fakeEmbedder();
    const before = structuredClone(base.identity);
    const { identity, embeddings } = await adaptedTo(base, twoSubjects());
    expect(base.identity).toEqual(before);
    expect(identity).toEqual({ ...before, model: "fake + corpus", dims: embeddings.dims });
  });

  it("has another key for another collection, and the same for the same in another order", async () => {
    const key = async (texts: string[]): Promise<string> =>
      (await adaptedTo(fakeEmbedder(), texts)).embeddings.modelKey;
    const texts = twoSubjects();
    expect(await key(texts.toReversed())).toBe(await key(texts));
    expect(await key([...texts, "alphaword1 omegaword1 omegaword2"])).not.toBe(await key(texts));
    expect(await key(texts)).toContain("fake");
  });

  it("leaves the vectors alone where it is not wanted, and for a handful of texts", async () => {
    const texts = twoSubjects().slice(0, 9);
    const few = await adaptedTo(fakeEmbedder(), texts);
    expect(few.identity.model).toBe("fake");
    expect(row(few.embeddings, 3)).toEqual(await fakeEmbedder().encode(texts[3]!));
    const passages = twoSubjects().map((text, i) => ({ postId: `p${i}`, text, words: 30 }));
    const context = recordContext();
    const base = await encode(passages, fakeEmbedder(), context);
    const plain = await adapt(passages, base, fakeEmbedder(), { adapt: false }, context);
    expect(plain.embeddings.data).toEqual(base.data);
  });

  it("learns nothing twice from a repetition", async () => {
    const texts = twoSubjects();
    const passages = texts.map((text, i) => ({ postId: `p${i}`, text, words: 30 }));
    const copies = [...passages, { ...passages[0]!, postId: "copy", duplicateOf: "p0" }];
    const context = recordContext();
    const of = async (list: typeof copies | typeof passages): Promise<string> =>
      (await adapt(list, await encode(list, fakeEmbedder(), context), fakeEmbedder(), {}, context)).embeddings
        .modelKey;
    expect(await of(copies)).toBe(await of(passages));
  });
});

it("learnFrom gives vectors of length 1 from texts of which some hold nothing that the model knows", async () => {
  const texts = twoSubjects().slice(0, 40);
  const adaptation = await learnFrom(
    texts,
    texts.map((_, i) => (i % 5 === 0 ? new Float32Array(4) : Float32Array.of(1, 0, 0, 0))),
    "en",
    createRandom(1),
  );
  expect(adaptation?.words.data.every(Number.isFinite)).toBe(true);
});
