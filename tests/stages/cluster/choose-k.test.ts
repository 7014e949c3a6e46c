import { describe, expect, it } from "vitest";
import {
  fewestOfTheBest,
  mostClusters,
  readability,
  scoreCandidates,
  suitableNumber,
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

describe("suitableNumber", () => {
  it.each([
    [50, 12, 14],
    [250, 16, 22],
    [500, 20, 28],
    [3000, 30, 45],
    [1_000_000, 30, 45],
  ])("for %i posts is between %i and %i", (posts, least, most) => {
    expect(suitableNumber(posts, "medium")).toBeGreaterThanOrEqual(least);
    expect(suitableNumber(posts, "medium")).toBeLessThanOrEqual(most);
  });

  it("is half as many for broad and twice as many for fine themes, and at least three", () => {
    const medium = suitableNumber(250, "medium");
    expect(suitableNumber(250, "broad")).toBeCloseTo(medium / 2);
    expect(suitableNumber(250, "fine")).toBeCloseTo(medium * 2);
    expect(suitableNumber(1, "medium")).toBeGreaterThanOrEqual(3);
  });
});

describe("readability", () => {
  it("lies in 0…1 and falls off to both sides of its centre", () => {
    for (const centre of [3, 12, 40]) {
      const values = Array.from({ length: 100 }, (_, i) => readability(i + 2, centre, "medium"));
      expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
      const peak = values.indexOf(Math.max(...values));
      expect(peak + 2).toBe(centre);
      expect(values.slice(0, peak + 1)).toEqual(values.slice(0, peak + 1).sort((a, b) => a - b));
      expect(values.slice(peak)).toEqual(values.slice(peak).sort((a, b) => b - a));
    }
  });

  it("is stricter where broad or fine themes were asked for", () => {
    expect(readability(20, 12, "fine")).toBeLessThan(readability(20, 12, "medium"));
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

  it("lets the data decide where they fall into fewer groups far more clearly than into as many as suit", () => {
    const bestOf = (silhouettes: Record<number, number>): number => {
      const list = Object.entries(silhouettes).map(([k, silhouette]) => measured(Number(k), { silhouette }));
      const evidence = scoreCandidates(list, 3000, "medium");
      return evidence.reduce((a, b) => (b.score > a.score ? b : a)).k;
    };
    expect(bestOf({ 6: 0.3, 10: 0.36, 20: 0.28, 36: 0.21 })).toBe(10);
    expect(bestOf({ 6: 0.2, 10: 0.21, 20: 0.22, 36: 0.21 })).toBe(36);
    // Two halves stand apart most clearly of all, and say nothing.
    expect(bestOf({ 2: 0.41, 5: 0.35, 10: 0.22, 20: 0.21, 36: 0.23 })).toBe(36);
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
