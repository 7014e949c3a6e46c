import { describe, expect, it } from "vitest";
import { candidateCounts, readability, scoreCandidates, type KMeasured } from "../../src/core/choose-k.js";

function measured(k: number, values: Partial<KMeasured> = {}): KMeasured {
  return { k, silhouette: 0.2, daviesBouldin: 1.5, calinskiHarabasz: 30, ...values };
}

describe("candidateCounts", () => {
  it.each([0, 1, 2, 3])("has nothing to try for %i points", (n) => {
    expect(candidateCounts(n)).toEqual([]);
  });

  it.each([15, 16, 41, 100, 1000, 50_000])(
    "rises from 2, for %i points, and leaves at least three to a theme",
    (n) => {
      const candidates = candidateCounts(n);
      expect(candidates[0]).toBe(2);
      expect(new Set(candidates).size).toBe(candidates.length);
      expect(candidates).toEqual([...candidates].sort((a, b) => a - b));
      expect(candidates.at(-1)).toBeLessThanOrEqual(Math.min(Math.round(2 * Math.sqrt(n)), n / 3));
      expect(candidates.length).toBeLessThan(45);
    },
  );

  it("tries every number that people can tell apart", () => {
    expect(candidateCounts(1000).slice(0, 11)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });
});

describe("readability", () => {
  it("lies in 0…1 and falls off to both sides of its best", () => {
    for (const n of [6, 100, 2000, 100_000]) {
      const values = Array.from({ length: 100 }, (_, i) => readability(i + 2, n));
      expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
      const peak = values.indexOf(Math.max(...values));
      const rising = values.slice(0, peak + 1);
      const falling = values.slice(peak);
      expect(rising).toEqual([...rising].sort((a, b) => a - b));
      expect(falling).toEqual([...falling].sort((a, b) => b - a));
    }
  });
});

describe("scoreCandidates", () => {
  it("stays finite where all candidates measure the same", () => {
    const scored = scoreCandidates(
      [2, 3, 4].map((k) => measured(k)),
      100,
    );
    for (const { score } of scored) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
    expect(scoreCandidates([measured(2)], 6)).toHaveLength(1);
    expect(scoreCandidates([], 6)).toEqual([]);
  });

  it.each([
    ["a higher silhouette", { silhouette: 0.6 }],
    ["a lower Davies–Bouldin index", { daviesBouldin: 0.4 }],
    ["a higher Caliński–Harabasz index", { calinskiHarabasz: 90 }],
  ])("rewards %s", (_, better) => {
    const plain = scoreCandidates([measured(5), measured(6)], 400);
    const improved = scoreCandidates([measured(5), measured(6, better)], 400);
    const lead = (scored: typeof plain): number => (scored[1]?.score ?? 0) - (scored[0]?.score ?? 0);
    expect(lead(improved)).toBeGreaterThan(lead(plain));
  });

  it("keeps what was measured, in the order given, and does not depend on the units", () => {
    const list = [measured(4, { calinskiHarabasz: 10 }), measured(2, { calinskiHarabasz: 40 })];
    const scored = scoreCandidates(list, 90);
    expect(scored).toMatchObject(list);
    const inOtherUnits = list.map((m) => ({ ...m, calinskiHarabasz: m.calinskiHarabasz * 1000 }));
    scoreCandidates(inOtherUnits, 90).forEach(({ score }, i) =>
      expect(score).toBeCloseTo(scored[i]?.score ?? -1, 12),
    );
  });
});
