import { describe, expect, it } from "vitest";
import { normalizeRows } from "../../../src/math/matrix.js";
import { pillarsOf } from "../../../src/stages/cluster/pillars.js";
import type { Clustering } from "../../../src/shapes/clustering.js";
import { passagesOf } from "../../helpers/passages.js";
import { matrixOf } from "../../helpers/vectors.js";

/** Themes in bundles of equal size: three passages each, near to the others of their bundle. */
function bundles(count: number, size: number): { pillars: number[]; bundle: (theme: number) => number } {
  const k = count * size;
  const rows = Array.from({ length: k * 3 }, (_, i) => {
    const theme = Math.floor(i / 3);
    const vector = new Array<number>(count + k).fill(0);
    vector[Math.floor(theme / size)] = 1;
    vector[count + theme] = 0.4;
    return vector;
  });
  const points = normalizeRows(matrixOf(rows));
  const assignment = Int32Array.from(rows, (_, i) => Math.floor(i / 3));
  const centroids = normalizeRows(matrixOf(rows.filter((_, i) => i % 3 === 0)));
  const clustering = { k, assignment, centroids } as unknown as Clustering;
  const pillars = pillarsOf(points, clustering, passagesOf(rows.length), points);
  return { pillars: [...pillars], bundle: (theme) => Math.floor(theme / size) };
}

describe("pillarsOf", () => {
  it.each([
    [4, 5],
    [5, 4],
    [4, 4],
  ])("finds %i areas of %i themes each", (count, size) => {
    const { pillars, bundle } = bundles(count, size);
    expect(new Set(pillars).size).toBe(count);
    pillars.forEach((pillar, theme) => {
      expect(pillars.filter((other) => other === pillar)).toHaveLength(size);
      expect(pillar).toBe(pillars[bundle(theme) * size]);
    });
  });

  it("groups no few themes", () => {
    expect(bundles(2, 3).pillars).toEqual([]);
  });
});
