import { describe, expect, it } from "vitest";
import { row } from "../../src/math/matrix.js";
import { createRandom } from "../../src/math/random.js";
import type { Projector } from "../../src/shapes/projector.js";
import type { Matrix } from "../../src/shapes/embeddings.js";
import { blobs, cloud } from "../helpers/vectors.js";

function firstRows(points: Matrix, rows: number): Matrix {
  return { data: points.data.slice(0, rows * points.dims), rows, dims: points.dims };
}

/** What every `Projector` must do. */
export function describeProjector(name: string, make: () => Projector): void {
  const sample = blobs({ clusters: 3, each: 12, dims: 10, spread: 0.05, seed: 1 });

  describe(`projector ${name}`, () => {
    it("has a name", () => {
      expect(make().name).toBe(name);
    });

    it.each([0, 1, 2, 3, 4, 5, 6, 16])("puts %i points on the plane", async (rows) => {
      const projected = await make().project(firstRows(sample, rows), createRandom(1));
      expect(projected).toMatchObject({ rows, dims: 2 });
      expect(projected.data).toHaveLength(2 * rows);
      expect(projected.data.every(Number.isFinite)).toBe(true);
    });

    it("gives the same bytes for the same seed, and leaves the points as they were", async () => {
      const before = Float32Array.from(sample.data);
      const first = await make().project(sample, createRandom(7));
      expect(await make().project(sample, createRandom(7))).toEqual(first);
      expect(sample.data).toEqual(before);
    });

    it("keeps together what belongs together", async () => {
      const projected = await make().project(sample, createRandom(3));
      const distance = (i: number, j: number): number =>
        Math.hypot(...row(projected, i).map((value, d) => value - (row(projected, j)[d] ?? 0)));
      // Row i belongs to blob i % 3: the nearest neighbour of nearly every point is of its own blob.
      const right = Array.from({ length: sample.rows }, (_, i) => {
        const others = [...Array(sample.rows).keys()].filter((j) => j !== i);
        const nearest = others.reduce((a, b) => (distance(i, b) < distance(i, a) ? b : a));
        return nearest % 3 === i % 3;
      });
      expect(right.filter(Boolean).length).toBeGreaterThan(0.9 * sample.rows);
    });

    it("takes more dimensions than points, and a single dimension", async () => {
      for (const points of [cloud(8, 40, 2), cloud(12, 1, 3)]) {
        const projected = await make().project(points, createRandom(1));
        expect(projected.data.every(Number.isFinite)).toBe(true);
      }
    });
  });
}
