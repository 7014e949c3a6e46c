import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../../../../src/stages/embed/adapt/eigen.js";
import { createRandom } from "../../../../src/math/random.js";

function randomSymmetric(n: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const value = random.normal();
      a[i * n + j] = value;
      a[j * n + i] = value;
    }
  }
  return a;
}

function rowsOf(flat: Float64Array, n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from(flat.subarray(i * n, (i + 1) * n)));
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

describe("symmetricEigen", () => {
  it("finds the values of [[4, 1], [1, 3]]: (7 ± √5) / 2", () => {
    const { values } = symmetricEigen(Float64Array.of(4, 1, 1, 3), 2);
    expect(values[0]).toBeCloseTo((7 + Math.sqrt(5)) / 2, 12);
    expect(values[1]).toBeCloseTo((7 - Math.sqrt(5)) / 2, 12);
  });

  it("agrees with numpy.linalg.eigh 1.24 on a 4 × 4 matrix", () => {
    const a = Float64Array.of(4, 1, -2, 2, 1, 2, 0, 1, -2, 0, 3, -2, 2, 1, -2, -1);
    const { values, vectors } = symmetricEigen(a, 4);
    const expected = [6.844621107234965, 2.2685314064312423, 1.0843644637732166, -2.1975169774394243];
    expected.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 12));
    // numpy's first two vectors, each turned so that its largest component is positive.
    const first = [0.7180459594506796, 0.2211529881551807, -0.5573513771375096, 0.3533564748939929];
    const second = [0.20171109662094233, 0.7894499124874397, 0.5796341693167879, 0.010280998686330534];
    const [one = [], two = []] = rowsOf(vectors, 4);
    first.forEach((value, i) => expect(one[i]).toBeCloseTo(value, 12));
    second.forEach((value, i) => expect(two[i]).toBeCloseTo(value, 12));
  });

  it.each([1, 2, 5, 12, 30])("rebuilds a random %i × %i matrix from orthonormal vectors", (n) => {
    const a = randomSymmetric(n, n);
    const { values, vectors } = symmetricEigen(a, n);
    const v = rowsOf(vectors, n);
    const rebuilt = rowsOf(a, n).map((given, i) =>
      given.map((_, j) =>
        v.reduce((sum, vector, r) => sum + (values[r] ?? 0) * (vector[i] ?? 0) * (vector[j] ?? 0), 0),
      ),
    );
    rowsOf(a, n).forEach((given, i) =>
      given.forEach((value, j) => expect(rebuilt[i]?.[j]).toBeCloseTo(value, 10)),
    );
    v.forEach((p, i) => v.forEach((q, j) => expect(product(p, q)).toBeCloseTo(i === j ? 1 : 0, 10)));
  });

  it("sorts values falling, and gives every vector a positive largest component", () => {
    const { values, vectors } = symmetricEigen(randomSymmetric(15, 4), 15);
    expect(Array.from(values)).toEqual(Array.from(values).sort((a, b) => b - a));
    for (const vector of rowsOf(vectors, 15)) {
      const peak = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
      expect(peak).toBeGreaterThan(0);
    }
  });

  it("takes a zero diagonal, a zero matrix, equal values and no rows at all", () => {
    expect(Array.from(symmetricEigen(Float64Array.of(0, 1, 1, 0), 2).values)).toEqual([
      expect.closeTo(1, 12),
      expect.closeTo(-1, 12),
    ]);
    expect(Array.from(symmetricEigen(new Float64Array(9), 3).values)).toEqual([0, 0, 0]);
    const same = symmetricEigen(Float64Array.of(2, 0, 0, 0, 2, 0, 0, 0, 2), 3);
    expect(Array.from(same.values)).toEqual([2, 2, 2]);
    expect(symmetricEigen(new Float64Array(0), 0).values).toHaveLength(0);
  });

  it("leaves the matrix it was given as it was", () => {
    const a = randomSymmetric(6, 9);
    const before = Float64Array.from(a);
    symmetricEigen(a, 6);
    expect(a).toEqual(before);
  });
});
