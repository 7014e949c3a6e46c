import { describe, expect, it } from "vitest";
import { takeNear } from "../../../src/stages/cluster/near-anchors.js";
import { blobs, matrixOf } from "../../helpers/vectors.js";

const points = blobs({ clusters: 4, each: 20, dims: 12, spread: 0.15, seed: 3 });
const rows = Array.from({ length: points.rows }, (_, i) => i);
const axis = (d: number): number[] => Array.from({ length: 12 }, (_, i) => (i === d ? 1 : 0));

describe("takeNear", () => {
  it("takes the points around an anchor and no others", () => {
    const { assignment, found } = takeNear(points, rows, matrixOf([axis(2)]));
    const taken = rows.filter((i) => assignment[i] === 0);
    expect(found).toEqual([true]);
    expect(taken.length).toBeGreaterThan(8);
    expect(taken.every((i) => i % 4 === 2)).toBe(true);
  });

  it("finds nothing for an anchor far from all, and takes only rows that may be taken", () => {
    const { assignment, found } = takeNear(points, rows, matrixOf([axis(9), axis(1)]));
    expect(found).toEqual([false, true]);
    expect([...assignment]).not.toContain(0);
    const none = takeNear(points, [], matrixOf([axis(1)]));
    expect(none.found).toEqual([false]);
    expect(none.assignment.every((cluster) => cluster === -1)).toBe(true);
  });

  it("takes nothing where there is no anchor", () => {
    const { assignment, found } = takeNear(points, rows, matrixOf([]));
    expect(found).toEqual([]);
    expect(assignment.every((cluster) => cluster === -1)).toBe(true);
  });

  it("gives a point to the nearer of two anchors", () => {
    const { assignment } = takeNear(points, rows, matrixOf([axis(0), axis(1)]));
    for (const i of rows) if ((assignment[i] ?? -1) >= 0) expect(assignment[i]).toBe(i % 4);
  });
});
