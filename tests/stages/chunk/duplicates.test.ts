import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.js";
import { markDuplicates } from "../../../src/stages/chunk/duplicates.js";
import { passageOf } from "../../helpers/passages.js";

/** `count` words of a vocabulary of a thousand; texts of two seeds share no run of five. */
function wordsFor(seed: number, count: number): string[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => `w${random.int(1000)}`);
}

/** The same words with the one at each of the places replaced. */
function changed(words: readonly string[], places: readonly number[]): string[] {
  return words.map((word, i) => (places.includes(i) ? `other${i}` : word));
}

/** For each text, the index of the text that it repeats. */
function originals(texts: readonly (readonly string[] | string)[]): (number | undefined)[] {
  const passages = texts.map((text, i) =>
    passageOf(i, { text: typeof text === "string" ? text : text.join(" ") }),
  );
  return markDuplicates(passages).map(({ duplicateOf }) => {
    const at = passages.findIndex(({ id }) => id === duplicateOf);
    return at < 0 ? undefined : at;
  });
}

describe("markDuplicates", () => {
  it("marks exact repetitions with the first, whatever case, punctuation and spaces say", () => {
    expect(
      originals(["Ship it, then learn.", "something else", "ship it – THEN  learn", "Ship it, then learn."]),
    ).toEqual([undefined, undefined, 0, 0]);
  });

  it("marks texts of a hundred words that differ in one of them", () => {
    const words = wordsFor(1, 100);
    expect(originals([words, changed(words, [50]), changed(words, [0])])).toEqual([undefined, 0, 0]);
  });

  it.each([12, 30, 44, 60, 120, 240])(
    "finds near repetitions of %i words with a word more at the end",
    (count) => {
      const words = wordsFor(count, count);
      expect(originals([wordsFor(999, 80), words, [...words, "indeed"]])).toEqual([undefined, undefined, 1]);
    },
  );

  it("leaves alone texts that share most words but not the wording", () => {
    const words = wordsFor(2, 60);
    expect(originals([words, words.toReversed(), wordsFor(3, 60)])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("leaves alone texts of which half is the same", () => {
    const words = wordsFor(4, 100);
    expect(originals([words, [...words.slice(0, 50), ...wordsFor(5, 50)]])).toEqual([undefined, undefined]);
  });

  it("always names an original, never a repetition: no chains", () => {
    const first = wordsFor(6, 100);
    // Each is near the one before it; the last is far from the first.
    const drift = [first];
    for (let step = 1; step <= 8; step++) drift.push(changed(drift.at(-1) ?? [], [step * 11]));
    const found = originals(drift);
    expect(found[1]).toBe(0);
    for (const original of found) {
      if (original !== undefined) expect(found[original]).toBeUndefined();
    }
    expect(found.filter((original) => original === undefined).length).toBeGreaterThan(1);
  });

  it("compares short texts as wholes", () => {
    expect(originals(["Why not?", "why not", "Why not now?"])).toEqual([undefined, 0, undefined]);
  });

  it("keeps everything else of a passage, and the order", () => {
    const passages = [passageOf(1), passageOf(2), passageOf(3, { text: passageOf(1).text })];
    const [one, two, three] = markDuplicates(passages);
    expect([one, two]).toEqual(passages.slice(0, 2));
    expect(three).toEqual({ ...passages[2], duplicateOf: passages[0]?.id });
    expect(markDuplicates([])).toEqual([]);
  });
});
