import { describe, expect, it } from "vitest";
import { calinskiHarabasz, cosineSilhouette, daviesBouldin } from "../../src/math/indices.js";
import { normalizeRows, toArrays } from "../../src/math/matrix.js";
import type { Matrix } from "../../src/shapes/embeddings.js";
import { blobs, cloud, matrixOf } from "../helpers/vectors.js";

const rows = [
  [1, 0, 0],
  [0.9, 0.3, 0],
  [0.8, 0.1, 0.3],
  [0, 1, 0],
  [0.2, 0.9, 0.1],
  [0, 0.8, 0.4],
  [0.1, 0, 1],
  [0.3, 0.2, 0.9],
];
const good = [0, 0, 0, 1, 1, 1, 2, 2];
const singletons = [0, 0, 0, 1, 1, 1, 2, 3];
const bad = [0, 1, 0, 1, 0, 1, 0, 1];

function meansOf(points: Matrix, labels: readonly number[], k: number): Matrix {
  const all = toArrays(points);
  const means = Array.from({ length: k }, (_, c) => {
    const own = all.filter((_unused, i) => labels[i] === c);
    return (all[0] ?? []).map((_unused, d) => own.reduce((sum, v) => sum + (v[d] ?? 0), 0) / own.length);
  });
  return matrixOf(means);
}

/** Rousseeuw's definition, pair by pair. */
function naiveSilhouette(points: Matrix, labels: readonly number[], k: number): number {
  const all = toArrays(points);
  const cosine = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0);
  const total = all.reduce((sum, point, i) => {
    const meanTo = (cluster: number): number => {
      const others = all.filter((_, j) => j !== i && labels[j] === cluster);
      return others.reduce((distance, other) => distance + 1 - cosine(point, other), 0) / others.length;
    };
    const own = labels[i] ?? -1;
    const a = meanTo(own);
    if (Number.isNaN(a)) return sum;
    const b = Math.min(
      ...Array.from({ length: k }, (_, c) => (c === own ? Infinity : meanTo(c))).filter(
        (d) => !Number.isNaN(d),
      ),
    );
    return sum + (b - a) / Math.max(a, b);
  }, 0);
  return total / all.length;
}

// The values of sklearn.metrics 1.2.1: silhouette_score(metric="cosine"), davies_bouldin_score,
// calinski_harabasz_score.
describe("cosineSilhouette", () => {
  const unit = normalizeRows(matrixOf(rows));

  it.each([
    ["a good partition", good, 3, 0.8939673281926475],
    ["clusters of one point", singletons, 4, 0.6486281137887028],
    ["a bad partition", bad, 2, -0.07637987810149766],
  ])("agrees with scikit-learn on %s", (_, labels, k, expected) => {
    expect(cosineSilhouette(unit, Int32Array.from(labels), k)).toBeCloseTo(expected, 5);
  });

  it.each([2, 3, 7])("agrees with the definition on 60 random points in %i clusters", (k) => {
    const points = normalizeRows(cloud(60, 6, k));
    const labels = Array.from({ length: 60 }, (_, i) => (i * i) % k);
    expect(cosineSilhouette(points, Int32Array.from(labels), k)).toBeCloseTo(
      naiveSilhouette(points, labels, k),
      5,
    );
  });

  it("lies near 1 for far blobs, and ignores numbers of clusters that hold nothing", () => {
    const points = blobs({ clusters: 3, each: 10, dims: 4, spread: 0.02, seed: 1 });
    const assignment = Int32Array.from({ length: 30 }, (_, i) => i % 3);
    expect(cosineSilhouette(points, assignment, 3)).toBeGreaterThan(0.95);
    expect(cosineSilhouette(points, assignment, 5)).toBeCloseTo(cosineSilhouette(points, assignment, 3), 6);
  });

  it("is 0 where it is not defined or says nothing", () => {
    expect(cosineSilhouette(unit, new Int32Array(8), 1)).toBe(0);
    expect(cosineSilhouette(matrixOf([]), new Int32Array(0), 2)).toBe(0);
    const same = matrixOf([
      [1, 0],
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    expect(cosineSilhouette(same, Int32Array.of(0, 0, 1, 1), 2)).toBe(0);
  });
});

describe("daviesBouldin", () => {
  const points = matrixOf(rows);

  it.each([
    [good, 3, 0.3487221224361608],
    [singletons, 4, 0.2744039981624322],
    [bad, 2, 3.130968259541205],
  ])("agrees with scikit-learn on %j", (labels, k, expected) => {
    const centroids = meansOf(points, labels, k);
    expect(daviesBouldin(points, Int32Array.from(labels), centroids)).toBeCloseTo(expected, 5);
  });

  it("stays finite where centroids coincide, for one cluster and for none", () => {
    const same = matrixOf([
      [1, 0],
      [1, 0],
    ]);
    expect(daviesBouldin(same, Int32Array.of(0, 1), same)).toBe(0);
    expect(daviesBouldin(points, new Int32Array(8), matrixOf([[0.4, 0.4, 0.3]]))).toBe(0);
    expect(daviesBouldin(matrixOf([]), new Int32Array(0), matrixOf([]))).toBe(0);
  });
});

describe("calinskiHarabasz", () => {
  const points = matrixOf(rows);

  it.each([
    [good, 3, 27.141393442622956],
    [singletons, 4, 17.211538461538463],
    [bad, 2, 0.5700227100681303],
  ])("agrees with scikit-learn on %j", (labels, k, expected) => {
    const centroids = meansOf(points, labels, k);
    expect(calinskiHarabasz(points, Int32Array.from(labels), centroids)).toBeCloseTo(expected, 4);
  });

  it("is 0 where it is not defined", () => {
    expect(calinskiHarabasz(points, new Int32Array(8), meansOf(points, [0, 0, 0, 0, 0, 0, 0, 0], 1))).toBe(0);
    expect(calinskiHarabasz(points, Int32Array.from(points.data.keys()).slice(0, 8), points)).toBe(0);
    const same = matrixOf([
      [1, 0],
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
    expect(
      calinskiHarabasz(
        same,
        Int32Array.of(0, 0, 1, 1),
        matrixOf([
          [1, 0],
          [0, 1],
        ]),
      ),
    ).toBe(0);
  });
});
