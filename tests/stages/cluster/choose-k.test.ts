import { describe, expect, it } from "vitest";
import {
  fewestOfTheBest,
  mostClusters,
  readability,
  scoreCandidates,
  type KMeasured,
} from "../../../src/stages/cluster/choose-k.js";
import type { KEvidence } from "../../../src/shapes/clustering.js";

function measured(k: number, values: Partial<KMeasured> = {}): KMeasured {
  return { k, silhouette: 0.2, stability: 0.8, ...values };
}

describe("mostClusters", () => {
  it.each([0, 1, 5, 41, 1000, 50_000])("leaves at least five of %i points to each", (n) => {
    expect(mostClusters(n) * 5).toBeLessThanOrEqual(n);
    expect(mostClusters(n)).toBeLessThanOrEqual(60);
  });
});

describe("readability", () => {
  const peakOf = (words: number, granularity: "broad" | "medium" | "fine"): number => {
    const values = Array.from({ length: 100 }, (_, i) => readability(i + 2, words, granularity));
    return values.indexOf(Math.max(...values)) + 2;
  };

  it("lies in 0…1 and falls off to both sides of its best", () => {
    for (const words of [60, 10_000, 500_000, 10_000_000]) {
      const values = Array.from({ length: 100 }, (_, i) => readability(i + 2, words, "medium"));
      expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
      const peak = values.indexOf(Math.max(...values));
      expect(values.slice(0, peak + 1)).toEqual(values.slice(0, peak + 1).sort((a, b) => a - b));
      expect(values.slice(peak)).toEqual(values.slice(peak).sort((a, b) => b - a));
    }
  });

  it("grows slowly with the words, within what people can use", () => {
    expect(peakOf(100, "medium")).toBe(3);
    expect(peakOf(20_000, "medium")).toBe(6);
    expect(peakOf(330_000, "medium")).toBe(12);
    expect(peakOf(1e9, "medium")).toBe(24);
  });

  it("prefers half as many broad and twice as many fine themes", () => {
    expect([peakOf(330_000, "broad"), peakOf(330_000, "fine")]).toEqual([6, 24]);
  });
});

describe("scoreCandidates", () => {
  it("stays within 0…1 where all candidates measure the same, and where nothing stands apart", () => {
    for (const silhouette of [0.2, 0, -0.1]) {
      const list = [2, 3, 4].map((k) => measured(k, { silhouette }));
      for (const { score } of scoreCandidates(list, 5000, "medium")) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }
    expect(scoreCandidates([], 6, "medium")).toEqual([]);
  });

  it.each([
    ["a higher silhouette", { silhouette: 0.6 }],
    ["a higher stability", { stability: 0.95 }],
  ])("rewards %s", (_, better) => {
    const plain = scoreCandidates([measured(5), measured(6)], 40_000, "medium");
    const improved = scoreCandidates([measured(5), measured(6, better)], 40_000, "medium");
    const lead = (scored: typeof plain): number => (scored[1]?.score ?? 0) - (scored[0]?.score ?? 0);
    expect(lead(improved)).toBeGreaterThan(lead(plain));
  });

  it("keeps what was measured, in the order given", () => {
    const list = [measured(4, { silhouette: 0.1 }), measured(2, { stability: 0.5 })];
    expect(scoreCandidates(list, 9000, "medium")).toMatchObject(list);
  });
});

describe("fewestOfTheBest", () => {
  const scored = (list: readonly [k: number, score: number, stability: number][]): KEvidence[] =>
    list.map(([k, score, stability]) => ({ k, score, stability, silhouette: 0.3, readability: 1 }));
  const chosen = (list: readonly [number, number, number][]): number | undefined =>
    fewestOfTheBest(scored(list))?.k;

  it("takes the best where the others are clearly worse", () => {
    expect(
      chosen([
        [8, 0.6, 0.9],
        [12, 0.7, 0.9],
        [20, 0.5, 0.9],
      ]),
    ).toBe(12);
  });

  it("takes fewer themes that do as well within what random parts change", () => {
    expect(
      chosen([
        [5, 0.4, 0.9],
        [8, 0.58, 0.8],
        [12, 0.61, 0.88],
      ]),
    ).toBe(8);
    expect(
      chosen([
        [5, 0.4, 0.9],
        [8, 0.58, 0.8],
        [12, 0.61, 0.98],
      ]),
    ).toBe(12);
  });

  it("takes none where none scores above 0", () => {
    expect(chosen([])).toBeUndefined();
    expect(
      chosen([
        [2, 0, 0.5],
        [3, 0, 0.9],
      ]),
    ).toBeUndefined();
  });
});
