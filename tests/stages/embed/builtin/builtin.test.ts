import { describe, expect, it } from "vitest";
import { dot, isZero } from "../../../../src/math/matrix.js";
import { openBuiltin } from "../../../../src/stages/embed/builtin/builtin.js";
import type { Adapted } from "../../../../src/stages/embed/adapt/adapt.js";
import { describeEmbedder } from "../../../conformance/embedder.js";
import { adaptedTo } from "../../../helpers/adapted.js";
import { SAMPLE_THEMES } from "../../../helpers/sample-texts.js";

describeEmbedder("builtin", openBuiltin);

async function fitted(texts: readonly string[]): Promise<Adapted> {
  return adaptedTo(await openBuiltin(), texts);
}

/** Cosine of two texts. */
async function alike({ vectorOf }: Adapted, a: string, b: string): Promise<number> {
  return dot(await vectorOf(a), await vectorOf(b));
}

describe("builtin", () => {
  const corpus = SAMPLE_THEMES.flatMap(({ sentences }) => sentences);

  it.each([
    [
      "the cat slept on the sofa",
      "a kitten was sleeping on the couch",
      "interest rates rose again last month",
    ],
    [
      "our roadmap lists no dates",
      "the product plan has no deadlines",
      "the soup needs more salt and pepper",
    ],
  ])("puts %j nearer to %j than to %j", async (text, near, far) => {
    const embedder = await fitted(corpus);
    expect(await alike(embedder, text, near)).toBeGreaterThan((await alike(embedder, text, far)) + 0.1);
  });

  it("gives a text without a word a zero vector", async () => {
    const embedder = await fitted(corpus);
    for (const text of ["", "— … !!!", "the and of"])
      expect(isZero(await embedder.vectorOf(text))).toBe(true);
  });

  it("does not depend on the order of the corpus in what it finds alike", async () => {
    const [forth, back] = [await fitted(corpus), await fitted(corpus.toReversed())];
    for (let i = 0; i + 1 < 12; i++) {
      const [a = "", b = ""] = [corpus[i], corpus[i + 1]];
      expect(await alike(back, a, b)).toBeCloseTo(await alike(forth, a, b), 3);
    }
  });

  it.each([
    ["no texts", []],
    ["empty texts", ["", " "]],
    ["texts of function words", ["the and", "of it"]],
    ["one text", ["A roadmap is a promise."]],
  ])("takes a corpus of %s", async (_, texts) => {
    const embedder = await fitted(texts);
    const vector = await embedder.vectorOf("A roadmap is a promise.");
    expect(vector).toHaveLength(embedder.identity.dims);
    expect(vector.every(Number.isFinite)).toBe(true);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  });

  it("names the model by its checksum", async () => {
    const { identity } = await openBuiltin();
    expect(identity).toMatchObject({
      embedder: "builtin",
      revision: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
    });
  });
});
