import { describe, expect, it } from "vitest";
import { agreement } from "../../src/math/agreement.js";
import { createRandom } from "../../src/math/random.js";

/**
 * Tables of random clusters (a, b …) and labels (A, B …), one letter per item, more or less alike. The values are those
 * of scikit-learn 1.2.1: `adjusted_mutual_info_score`, `v_measure_score`, `adjusted_rand_score`, `fowlkes_mallows_score`, and for purity
 * `contingency_matrix(labels, clusters).max(axis=0).sum() / n`, each rounded to 12 decimals.
 */
const tables = [
  {
    clusters: "acaccbccaccb",
    labels: "ACACCBCAACCB",
    ami: 0.720201782057,
    vMeasure: 0.783523368106,
    ari: 0.703296703297,
    fowlkesMallows: 0.810162722151,
    purity: 0.916666666667,
  },
  {
    clusters: "acbcdbddbacccccdadbabdaaddacbcadcdaababa",
    labels: "ABFCDFEEBFDCCDDAAFEEBDCCDAADEFBCFDFBBABD",
    ami: 0.10588107971,
    vMeasure: 0.238814932507,
    ari: 0.058167131615,
    fowlkesMallows: 0.237529814287,
    purity: 0.4,
  },
  {
    clusters: "bbbeabaaababbfgebaaaabbaabbaabaaabababbebbadbbbbbbbcbabbfabc",
    labels: "BBBAABAAABABBAABBAAAABBAABBAABAAABABABBBBBABBBBABBBBBABBAABB",
    ami: 0.577213383676,
    vMeasure: 0.606233996679,
    ari: 0.663377836775,
    fowlkesMallows: 0.815674921373,
    purity: 0.966666666667,
  },
  {
    clusters: "eacbabeddddeedebeebebabcd",
    labels: "CDDBEDEDACDEEAAEEEBDBCCDD",
    ami: 0.104830975655,
    vMeasure: 0.33462578009,
    ari: 0.110308153804,
    fowlkesMallows: 0.292692600219,
    purity: 0.56,
  },
  {
    clusters:
      "igjkgficjdiedjliilibiiclhfbealeekhikdbbibebicdldhejkgficeebfkccahbhebcgibdjjcdkbddafdgidgheibccglbai",
    labels:
      "HBDGGFEFEDIEGEFCIDHBIGAEHFBEAHEAFHFHDBEFBECBCDIDHHFHGAHEDECFABFCFABEHCIDFIGACDIBDHAFIGIDBIEHBDDCHCAI",
    ami: 0.171839469296,
    vMeasure: 0.358086410017,
    ari: 0.125991458206,
    fowlkesMallows: 0.211620079036,
    purity: 0.47,
  },
];

describe("agreement", () => {
  it.each(tables)("agrees with scikit-learn on $clusters", ({ clusters, labels, ...expected }) => {
    const found = agreement(Array.from(clusters), Array.from(labels));
    for (const [name, value] of Object.entries(expected)) {
      expect(found[name as keyof typeof found], name).toBeCloseTo(value, 11);
    }
  });

  it.each(tables)("gives the same whichever way round, but for purity: $clusters", ({ clusters, labels }) => {
    const one = agreement(Array.from(clusters), Array.from(labels));
    const other = agreement(Array.from(labels), Array.from(clusters));
    expect(other.ami).toBeCloseTo(one.ami, 12);
    expect(other.vMeasure).toBeCloseTo(one.vMeasure, 12);
    expect(other.ari).toBeCloseTo(one.ari, 12);
    expect(other.fowlkesMallows).toBeCloseTo(one.fowlkesMallows, 12);
  });

  it.each([
    ["one item", "a", "A"],
    ["everything together, as it should be", "aaaa", "AAAA"],
    ["everything apart, as it should be", "abcd", "ABCD"],
    ["the same groups under other names", "aabbc", "CCAAB"],
  ])("is 1 throughout for %s", (_, clusters, labels) => {
    const found = agreement(Array.from(clusters), Array.from(labels));
    for (const value of Object.values(found)) expect(value).toBeCloseTo(1, 12);
  });

  it("gives nothing but purity to clusters that say nothing: all in one, or each by itself", () => {
    expect(agreement(Array.from("aaaa"), Array.from("AABB"))).toEqual({
      ami: 0,
      vMeasure: 0,
      ari: 0,
      // Two of six pairs are right, and all that should be are together.
      fowlkesMallows: expect.closeTo(Math.sqrt(1 / 3), 12) as number,
      purity: 0.5,
    });
    const { ami, vMeasure, ari, fowlkesMallows, purity } = agreement(Array.from("abcd"), Array.from("AABB"));
    expect(ami).toBeCloseTo(0, 12);
    expect(vMeasure).toBeCloseTo(2 / 3, 12);
    expect(ari).toBe(0);
    expect(fowlkesMallows).toBe(0);
    expect(purity).toBe(1);
  });

  it("is 1 where there is nothing to disagree on", () => {
    expect(agreement([], [])).toEqual({ ami: 1, vMeasure: 1, ari: 1, fowlkesMallows: 1, purity: 1 });
  });

  it("stays near 0 by chance, however many clusters there are", () => {
    const random = createRandom(1);
    const labels = Array.from({ length: 600 }, () => random.int(5));
    const clusters = labels.map(() => random.int(40));
    const { ami, ari, vMeasure } = agreement(clusters, labels);
    expect(Math.abs(ami)).toBeLessThan(0.03);
    expect(Math.abs(ari)).toBeLessThan(0.03);
    expect(vMeasure).toBeGreaterThan(ami + 0.02);
  });

  it("refuses lists of different lengths", () => {
    expect(() => agreement([1, 2], [1])).toThrow(RangeError);
  });
});
