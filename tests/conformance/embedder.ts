import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Embedder } from "../../src/shapes/embedder.js";
import { SAMPLE_THEMES } from "../helpers/sample-texts.js";

/** Some fifty sentences. */
const corpus = SAMPLE_THEMES.flatMap(({ sentences }) => sentences);

/** Texts as they come: plain, long, in other scripts, hostile, all but empty. */
const oddTexts: readonly [name: string, text: string][] = [
  ["one word", "roadmap"],
  ["a very long text", "Roadmaps and retrospectives need trust. ".repeat(400)],
  ["a long word", "roadmap".repeat(3000)],
  ["Japanese without spaces", "変更管理は重要です。計画よりも対話が大切です。"],
  ["emoji and flags", "🚀🏴󠁧󠁢󠁥󠁮󠁧󠁿👩‍👩‍👧 roadmap"],
  ["decomposed accents", "Cafe\u0301 nai\u0308vete\u0301"],
  ["control characters", "road\u0000map \u001b[31m\u202e trust"],
  ["a lone surrogate", "trust \ud83d roadmap"],
  ["special tokens as text", "[CLS] [SEP] <s> </s> <pad> roadmap"],
  ["nothing but marks", "— … !!!"],
  ["white space", " \n\t "],
  ["nothing", ""],
];

export interface EmbedderConformance {
  /** For a case that an implementation cannot meet: the case's title → the reason, shown where it is skipped. */
  skip?: Readonly<Record<string, string>>;
}

/**
 * What every `Embedder` must do. An implementation's own test is these lines:
 *
 * ```ts
 * import { describeEmbedder } from "../conformance/embedder.js";
 * import { createMine } from "../../../src/stages/embed/mine/mine.js";
 *
 * describeEmbedder("mine", async () => createMine(options));
 * ```
 *
 * `open` is called a few times, for embedders that are used and closed side by side. Nothing is asked about meaning:
 * tests of an implementation's quality stand beside the call.
 *
 * @param name shown in the report
 * @param open makes a fresh embedder; the suite closes it
 */
export function describeEmbedder(
  name: string,
  open: () => Promise<Embedder>,
  { skip = {} }: EmbedderConformance = {},
): void {
  const check = (title: string, run: () => Promise<void> | void): void => {
    const reason = skip[title];
    if (reason === undefined) it(title, run);
    else it(title, (context) => context.skip(reason));
  };

  describe(`embedder ${name}`, () => {
    let embedder: Embedder;

    beforeAll(async () => {
      embedder = await open();
    });

    afterAll(async () => {
      await embedder.close();
    });

    const encodeAll = async (by: Embedder, texts: readonly string[]): Promise<Float32Array[]> => {
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push(await by.encode(text));
      return vectors;
    };

    check("names the model exactly", () => {
      const { model, revision, dtype, pooling, dims } = embedder.identity;
      for (const part of [model, revision, dtype, pooling]) expect(part.trim()).not.toBe("");
      expect(dims).toBeGreaterThan(0);
      expect(Number.isInteger(dims)).toBe(true);
      expect(structuredClone(embedder.identity)).toEqual(embedder.identity);
    });

    check("keeps its name whatever it encodes", async () => {
      const before = structuredClone(embedder.identity);
      await encodeAll(embedder, corpus);
      expect(embedder.identity).toEqual(before);
    });

    check("gives vectors of length 1 and of the dimensions it names", async () => {
      for (const vector of await encodeAll(embedder, corpus)) {
        expect(vector).toBeInstanceOf(Float32Array);
        expect(vector).toHaveLength(embedder.identity.dims);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
      }
    });

    check("gives different texts different vectors", async () => {
      const vectors = await encodeAll(embedder, corpus);
      expect(new Set(vectors.map(String)).size).toBe(corpus.length);
    });

    check("gives a text the same bytes every time, whatever came before it", async () => {
      const forth = await encodeAll(embedder, corpus.slice(0, 8));
      const back = await encodeAll(embedder, corpus.slice(0, 8).toReversed());
      expect(back.toReversed()).toEqual(forth);
    });

    check("gives the same bytes where texts are asked for at once", async () => {
      const texts = corpus.slice(0, 8);
      expect(await Promise.all(texts.map((text) => embedder.encode(text)))).toEqual(
        await encodeAll(embedder, texts),
      );
    });

    check("gives vectors that stay as they are when the next text is encoded", async () => {
      const first = await embedder.encode(corpus[0] ?? "");
      const copy = Float32Array.from(first);
      await embedder.encode(corpus[1] ?? "");
      expect(first).toEqual(copy);
    });

    check("gives the same bytes from another embedder that was opened alike", async () => {
      const other = await open();
      try {
        expect(other.identity).toEqual(embedder.identity);
        const texts = corpus.slice(0, 5);
        expect(await encodeAll(other, texts)).toEqual(await encodeAll(embedder, texts));
      } finally {
        await other.close();
      }
    });

    for (const [title, text] of oddTexts) {
      check(`gives ${title} a finite vector, of length 1 or all zero`, async () => {
        const vector = await embedder.encode(text);
        expect(vector).toHaveLength(embedder.identity.dims);
        const length = Math.hypot(...vector);
        if (length !== 0) expect(length).toBeCloseTo(1, 4);
      });
    }

    check("counts tokens, where it has a limit, so that parts never hold more than the whole", () => {
      const { limit } = embedder;
      if (limit === undefined) return;
      expect(limit.maxTokens).toBeGreaterThan(0);
      expect(limit.countTokens("")).toBe(0);
      for (const text of corpus) {
        const whole = limit.countTokens(text);
        const [first, rest] = [text.slice(0, text.indexOf(" ")), text.slice(text.indexOf(" ") + 1)];
        expect(whole).toBeGreaterThan(0);
        expect(limit.countTokens(text)).toBe(whole);
        expect(limit.countTokens(first)).toBeLessThanOrEqual(whole);
        expect(limit.countTokens(rest)).toBeLessThanOrEqual(whole);
      }
      // Not cut off at the limit: the chunker needs to know how far a text is over it.
      expect(limit.countTokens(corpus.join(" ").repeat(20))).toBeGreaterThan(limit.maxTokens);
    });
  });
}
