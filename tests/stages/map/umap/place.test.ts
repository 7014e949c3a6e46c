import { describe, expect, it } from "vitest";
import { selectRows } from "../../../../src/math/matrix.js";
import { placeAmong, sampleRows } from "../../../../src/stages/map/umap/place.js";
import type { Matrix } from "../../../../src/shapes/embeddings.js";
import { blobs, cloud, permutation } from "../../../helpers/vectors.js";

function place(points: Matrix, laid: Matrix, plane: Float64Array): Float64Array {
  const steps = placeAmong(points, laid, plane);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

describe("sampleRows", () => {
  const points = cloud(200, 5, 1);

  it("picks the same rows in whatever order they come", () => {
    const picked = sampleRows(points, 40, 7);
    expect(picked).toHaveLength(40);
    expect(picked).toEqual(picked.slice().sort());
    const order = permutation(200, 3);
    const again = sampleRows(selectRows(points, order), 40, 7);
    expect(new Set(Array.from(again, (i) => order[i]))).toEqual(new Set(picked));
  });

  it("picks others for another seed, from everywhere", () => {
    const many = cloud(4000, 3, 2);
    const [one, two] = [sampleRows(many, 1000, 1), sampleRows(many, 1000, 2)];
    const shared = one.filter((i) => two.includes(i)).length;
    // A quarter of a quarter is in both by chance.
    expect(shared).toBeGreaterThan(190);
    expect(shared).toBeLessThan(310);
    expect(one.filter((i) => i < 2000).length / 1000).toBeCloseTo(0.5, 1);
  });
});

describe("placeAmong", () => {
  it("places a point among those that it is like", () => {
    const laid = blobs({ clusters: 4, each: 30, dims: 6, spread: 0.05, seed: 1 });
    const plane = Float64Array.from({ length: 240 }, (_, at) => (Math.floor(at / 2) % 4) + (at % 2) * 10);
    const placed = place(blobs({ clusters: 4, each: 9, dims: 6, spread: 0.05, seed: 2 }), laid, plane);
    for (let i = 0; i < 36; i++) {
      expect(placed[2 * i]).toBeCloseTo(i % 4, 6);
      expect(placed[2 * i + 1]).toBeCloseTo((i % 4) + 10, 6);
    }
  });

  it("finds enough of them where the cells around a point hold too few", () => {
    const laid = cloud(5, 4, 3);
    const placed = place(laid, laid, Float64Array.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4));
    expect(placed.every((value) => value >= 0 && value <= 4)).toBe(true);
  });
});
