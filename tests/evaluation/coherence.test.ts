import { describe, expect, it } from "vitest";
import { coherence } from "../../src/evaluation/coherence.js";

/** Random texts, one letter per word. */
const texts = (
  "gedcdaaaahc adiidgacade cebefcabfaefcbdccfaecb aaagbhb fdajbfddabbaagj " +
  "hafacabf abjggaccdafaafabccafac aaabdbfjaddbibbaaefbf cadbcbbc gcabaccghdbciabfafajfde " +
  "kbcfbaecbieaak bbg eddiccabedaaeafeeghd bacgjcdaaabdbjacdbgbbkgaddbaage cbcbbga " +
  "cdhdcabecbfagcagceh akcaaaadbabbccacaf cfbbjb dedbbffheaaaafbcbeceidcajbaab abbiaabacbhaabacacid " +
  "ebdcgacbajgaafacada aafbgacgeahdbfaaajeccfdda aaeacabgdaaacbhgcgf aaeajbadcabcicaadfbbaahbc beiejggfaba " +
  "jgaaabaedabaaaaadbd hjagaabcaagg abi chbachafccbbbbkhegdebhbgdeejd bacacabacciaiaeeh "
)
  .trim()
  .split(" ")
  .map((text) => Array.from(text));

const withoutRepetitions = (
  "oadicjbngqlehmruf hfrwaolc crbkapdghitnevojlmquf jfhcngeqidalk nbcarqgjdfleihupkzs qnadoricljtsufbxgk gfapho " +
  "efhbqaimcn cjfbpeoivahndgwlmtz joqbc acbdefhjyiklqsmrt hkeaifcbqrdumtogjnpsxlvy cbadivlke fbietajphgdclnqrkmu " +
  "hlfbraqpcgjiknted"
)
  .split(" ")
  .map((text) => Array.from(text));

const topics = ["abcd", "efgh", "aijk"].map((words) => Array.from(words));

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 9));
}

describe("coherence", () => {
  /** A few lines of Python that make every window a set, and count the sets that hold a word, and both of a pair. */
  it.each([
    [3, [-0.10803399638215909, -0.07089380143847418, -0.3372458696121898]],
    [10, [-0.023327930370624483, 0.019746549679324977, -0.0958651439487239]],
    [1000, [0.04373165350592565, 0.08999222280139484, -0.0008209632994872039]],
  ])("agrees with plain counting for windows of %d words", (window, expected) => {
    expectClose(coherence(topics, texts, window), expected);
  });

  /**
   * `CoherenceModel(topics, texts, dictionary, coherence="c_npmi", window_size=…)` of gensim 4.2.0, on texts without
   * repetitions: where a word stands twice in a window, gensim loses it as soon as the first of the two slides out.
   */
  it.each([
    [3, [-0.11370188611549532, -0.08476677463573727, -0.656456587453098]],
    [10, [0.05725228601634932, -0.02612539174774779, -0.5882850596152202]],
  ])("agrees with gensim for windows of %d words", (window, expected) => {
    const topicsThere = ["abcde", "fghi", "aqxz"].map((words) => Array.from(words));
    expectClose(coherence(topicsThere, withoutRepetitions, window), expected);
  });

  it("agrees with gensim for whole texts, repetitions or not", () => {
    expectClose(
      coherence(topics, texts, 1000),
      [0.04373165350592565, 0.08999222280139485, -0.0008209632994872019],
    );
  });

  it("takes whole texts for an endless window", () => {
    expect(coherence(topics, texts, Infinity)).toEqual(coherence(topics, texts, 1000));
  });

  it("is what the formula gives by hand", () => {
    // a and b stand in 2 of 4 texts each, together in 1: ln(1/4 / (1/2 · 1/2)) = 0.
    expect(coherence([["a", "b"]], [["a", "b"], ["a"], ["b"], ["c"]], Infinity)[0]).toBeCloseTo(0, 9);
    // Always together, in 1 of 4: ln(1/4 / 1/16) / −ln(1/4) = 1.
    expect(coherence([["a", "b"]], [["a", "b"], ["c"], ["c"], ["c"]], Infinity)[0]).toBeCloseTo(1, 9);
    // In 2 of 4 each, together in 2 of 4 windows of two words of "x a b x": ln(1/3 / (2/3 · 2/3)) / ln 3.
    expect(coherence([["a", "b"]], [["x", "a", "b", "x"]], 2)[0]).toBeCloseTo(
      Math.log(3 / 4) / Math.log(3),
      9,
    );
    // Never together, each in half of the texts: ln(ε · 4) / −ln ε with ε = 1e−12.
    expect(coherence([["a", "b"]], [["a"], ["b"]], Infinity)[0]).toBeCloseTo(
      Math.log(4e-12) / -Math.log(1e-12),
      9,
    );
  });

  it("counts a word once per window, and each word of a topic once", () => {
    const plain = coherence([["a", "b"]], [["a", "b"], ["a"], ["c"]], Infinity);
    expect(coherence([["a", "b", "a"]], [["a", "b", "b", "a"], ["a", "a"], ["c"]], Infinity)).toEqual(plain);
  });

  it("is −1 for a word that stands nowhere, 0 for words that stand everywhere, and undefined for a single word", () => {
    expect(coherence([["a", "gone"]], [["a"], ["b"]], 10)).toEqual([-1]);
    expect(coherence([["a", "b"]], [["a", "b"]], 10)).toEqual([0]);
    expect(coherence([["a"], []], [["a", "b"]], 10)).toEqual([NaN, NaN]);
  });

  it("leaves texts without words out", () => {
    expect(coherence(topics, [...texts, [], []], 10)).toEqual(coherence(topics, texts, 10));
    expect(coherence([["a", "b"]], [], 10)).toEqual([-1]);
  });
});
