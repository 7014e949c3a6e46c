import { describe, expect, it } from "vitest";
import { leadingDirections, timesDirections } from "../../../../src/stages/embed/adapt/directions.js";
import { dot, row, zeros } from "../../../../src/math/matrix.js";
import { createRandom } from "../../../../src/math/random.js";
import type { Matrix } from "../../../../src/shapes/embeddings.js";

/** Points in a space of `dims` dimensions that lie on `plane` directions of it. */
function flat(rows: number, dims: number, plane: number): Matrix {
  const random = createRandom(5);
  const axes = Array.from({ length: plane }, () => Array.from({ length: dims }, () => random.normal()));
  const points = zeros(rows, dims);
  for (let i = 0; i < rows; i++) {
    for (const axis of axes) {
      const along = random.normal();
      axis.forEach(
        (value, d) => (points.data[i * dims + d] = (points.data[i * dims + d] ?? 0) + along * value),
      );
    }
  }
  return points;
}

describe("leadingDirections", () => {
  const points = flat(60, 20, 3);

  it("finds as many directions as there are", async () => {
    expect((await leadingDirections(points, 10, createRandom(1))).rank).toBe(3);
  });

  it("keeps inner products where the points lie in the directions kept", async () => {
    const { right, rank } = await leadingDirections(points, 3, createRandom(1));
    const [a, b] = [row(points, 4), row(points, 9)];
    const kept = dot(timesDirections(a, right, rank), timesDirections(b, right, rank));
    expect(kept).toBeCloseTo(dot(a, b), 3);
  });

  it("is the same from the same seed", async () => {
    const again = await leadingDirections(points, 3, createRandom(1));
    expect(again.right).toEqual((await leadingDirections(points, 3, createRandom(1))).right);
  });
});
