import { describe, expect, it } from "vitest";
import { nearestRow, takeNear } from "../../../src/stages/cluster/take-named.js";
import { blobs, matrixOf } from "../../helpers/vectors.js";

const points = blobs({ clusters: 4, each: 20, dims: 12, spread: 0.15, seed: 3 });
const rows = Array.from({ length: points.rows }, (_, i) => i);
const axis = (d: number): number[] => Array.from({ length: 12 }, (_, i) => (i === d ? 1 : 0));

describe("takeNear", () => {
  it("takes the points around an anchor and no others", () => {
    const { labels, found } = takeNear(points, rows, matrixOf([axis(2)]));
    const taken = rows.filter((i) => labels[i] === 0);
    expect(found).toEqual([true]);
    expect(taken.length).toBeGreaterThan(8);
    expect(taken.every((i) => i % 4 === 2)).toBe(true);
  });

  it("finds nothing for an anchor far from all, and takes only rows that may be taken", () => {
    const { labels, found } = takeNear(points, rows, matrixOf([axis(9), axis(1)]));
    expect(found).toEqual([false, true]);
    expect([...labels]).not.toContain(0);
    const none = takeNear(points, [], matrixOf([axis(1)]));
    expect(none.found).toEqual([false]);
    expect(none.labels.every((label) => label === -1)).toBe(true);
  });

  it("gives a point to the nearer of two anchors", () => {
    const { labels } = takeNear(points, rows, matrixOf([axis(0), axis(1)]));
    for (const i of rows) if ((labels[i] ?? -1) >= 0) expect(labels[i]).toBe(i % 4);
  });
});

describe("nearestRow", () => {
  it("is the most similar row, or none", () => {
    const one = matrixOf([[1, 0]]);
    const centroids = matrixOf([
      [0, 1],
      [1, 0],
    ]);
    expect(nearestRow(one, 0, centroids)).toEqual({ best: 1, similarity: 1 });
    expect(nearestRow(one, 0, { data: new Float32Array(0), rows: 0, dims: 2 }).best).toBe(-1);
  });
});
