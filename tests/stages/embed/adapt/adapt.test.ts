import { describe, expect, it } from "vitest";
import { dot } from "../../../../src/math/matrix.js";
import { createRandom } from "../../../../src/math/random.js";
import { adaptToCorpus, corpusWeight } from "../../../../src/stages/embed/adapt/adapt.js";
import type { Embedder } from "../../../../src/shapes/embedder.js";
import { describeEmbedder } from "../../../conformance/embedder.js";
import { fakeEmbedder } from "../../../helpers/fake-embedder.js";

describeEmbedder("fake, adapted to the corpus", async () => adaptToCorpus(fakeEmbedder()));

describe("corpusWeight", () => {
  it("is nothing for a handful of texts", () => {
    expect(corpusWeight(3, 1_000_000)).toBe(0);
    expect(corpusWeight(0, 0)).toBe(0);
  });

  it("grows with the words of the corpus, and has an end", () => {
    const weights = [0, 1_000, 10_000, 50_000, 200_000, 10_000_000].map((words) => corpusWeight(1000, words));
    expect(weights.every((weight) => weight >= 0)).toBe(true);
    expect(weights).toEqual(weights.toSorted((a, b) => a - b));
    expect(corpusWeight(1000, 50_000)).toBeGreaterThan(corpusWeight(1000, 1_000));
    expect(corpusWeight(1000, 1e12)).toBe(corpusWeight(1000, 1e9));
  });
});

describe("adaptToCorpus", () => {
  /** Six thousand words on two subjects that share no word; one made-up word of each stands in for the subject. */
  function twoSubjects(): string[] {
    const random = createRandom(4);
    return Array.from({ length: 200 }, (_, i) => {
      const subject = i % 2 === 0 ? "alpha" : "omega";
      return Array.from({ length: 30 }, () => `${subject}word${random.int(40)}`).join(" ");
    });
  }

  async function fitted(base: Embedder, texts: readonly string[]): Promise<Embedder> {
    const embedder = adaptToCorpus(base);
    await embedder.fit(texts, createRandom(1));
    return embedder;
  }

  it("learns from a large corpus which words go together", async () => {
    const base = fakeEmbedder({ dims: 64 });
    const embedder = await fitted(base, twoSubjects());
    const alike = async (by: Embedder, a: string, b: string): Promise<number> =>
      dot(await by.embed(a), await by.embed(b));
    const near: [string, string] = ["alphaword1 alphaword2", "alphaword30 alphaword31"];
    const far: [string, string] = ["alphaword1 alphaword2", "omegaword30 omegaword31"];
    expect(await alike(embedder, ...near)).toBeGreaterThan((await alike(embedder, ...far)) + 0.3);
    expect(await alike(embedder, ...near)).toBeGreaterThan(await alike(base, ...near));
  });

  it("names another model than its base, with the dimensions that it gives, and keeps the limit", async () => {
    const limit = { maxTokens: 10, countTokens: (text: string) => text.length };
    const base = { ...fakeEmbedder(), limit };
    const embedder = await fitted(base, twoSubjects());
    expect(embedder.limit).toBe(limit);
    expect(embedder.identity.model).not.toBe(base.identity.model);
    expect(await embedder.embed("alphaword1")).toHaveLength(embedder.identity.dims);
    expect(adaptToCorpus(fakeEmbedder())).not.toHaveProperty("limit");
  });

  it("fits and closes its base", async () => {
    const base = fakeEmbedder();
    const closed: string[] = [];
    const embedder = adaptToCorpus({ ...base, close: async () => void closed.push("closed") });
    await embedder.fit(["one text"], createRandom(1));
    await embedder.close();
    expect(base.fits).toEqual([["one text"]]);
    expect(closed).toEqual(["closed"]);
  });
});
