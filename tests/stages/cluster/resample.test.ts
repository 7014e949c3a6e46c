import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.js";
import { calibrate, matchClusters, subsample, valueAt } from "../../../src/stages/cluster/resample.js";

describe("subsample", () => {
  it("rises and holds about the share that was asked for", () => {
    const kept = Array.from(subsample(1000, 0.8, createRandom(1)));
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
    expect(kept.length).toBeGreaterThan(750);
    expect(kept.length).toBeLessThan(850);
  });
});

describe("matchClusters", () => {
  it("counts what is found again, whatever it is called", () => {
    const assignment = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    const same = matchClusters(assignment, 2, Int32Array.of(5, 5, 5, 5, 2, 2, 2, 2));
    expect([...same.jaccard]).toEqual([1, 1]);
    expect([...same.stays]).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    const moved = matchClusters(assignment, 2, Int32Array.of(0, 0, 0, 1, 1, 1, 1, 1));
    expect([...moved.jaccard]).toEqual([3 / 4, 4 / 5]);
    expect([...moved.stays]).toEqual([1, 1, 1, 0, 1, 1, 1, 1]);
  });

  it("lets a cluster that was split stay, but not one that was swallowed", () => {
    const split = matchClusters(Int32Array.of(0, 0, 0, 0, 1, 1), 2, Int32Array.of(0, 0, 1, 1, 2, 2));
    expect([...split.jaccard]).toEqual([0.5, 1]);
    expect([...split.stays]).toEqual([1, 1, 1, 1, 1, 1]);
    const swallowed = matchClusters(Int32Array.of(0, 0, 0, 0, 1, 1), 2, new Int32Array(6));
    expect([...swallowed.stays]).toEqual([1, 1, 1, 1, 0, 0]);
  });
});

describe("calibrate", () => {
  it("never falls, and says of each margin what share stays there", () => {
    const random = createRandom(4);
    const margins = Float64Array.from({ length: 4000 }, () => random.next());
    const stays = margins.map((margin) => (random.next() < 0.5 + margin / 2 ? 1 : 0));
    const curve = calibrate(margins, stays);
    const values = Array.from({ length: 50 }, (_, i) => valueAt(curve, i / 50));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    for (const margin of [0.2, 0.5, 0.8]) {
      expect(Math.abs(valueAt(curve, margin) - (0.5 + margin / 2))).toBeLessThan(0.06);
    }
  });

  it("pools neighbours that fall, and is a toss-up at no margin", () => {
    const margins = Array.from({ length: 20 }, (_, i) => (i < 10 ? 0.1 : 0.2));
    const curve = calibrate(
      margins,
      margins.map((margin) => (margin < 0.15 ? 1 : 0.8)),
    );
    expect(valueAt(curve, 0.1)).toBeCloseTo(0.9, 12);
    expect(valueAt(curve, 0.2)).toBeCloseTo(0.9, 12);
    expect(valueAt(curve, 9)).toBeCloseTo(0.9, 12);
    expect(valueAt(curve, 0)).toBe(0.5);
    expect(valueAt(calibrate([], []), 0.3)).toBe(0.5);
  });
});
