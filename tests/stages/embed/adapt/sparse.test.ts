import { describe, expect, it } from "vitest";
import {
  sparseFromRows,
  timesDense,
  transposeTimesDense,
} from "../../../../src/stages/embed/adapt/sparse.js";

/** [[0, 2, 0], [1, 0, 3], [0, 0, 0], [4, 0, 0]] */
const a = sparseFromRows(
  [
    new Map([[1, 2]]),
    new Map([
      [2, 3],
      [0, 1],
    ]),
    new Map(),
    new Map([[0, 4]]),
  ],
  3,
);

describe("sparse", () => {
  it("stores compressed rows with rising indices", () => {
    expect(a).toMatchObject({ rows: 4, cols: 3 });
    expect(Array.from(a.starts)).toEqual([0, 1, 3, 3, 4]);
    expect(Array.from(a.indices)).toEqual([1, 0, 2, 0]);
    expect(Array.from(a.values)).toEqual([2, 1, 3, 4]);
  });

  it("multiplies a dense matrix from the left, and transposed", () => {
    // A × [[1, 2], [3, 4], [5, 6]]
    expect(Array.from(timesDense(a, Float64Array.of(1, 2, 3, 4, 5, 6), 2))).toEqual([
      6, 8, 16, 20, 0, 0, 4, 8,
    ]);
    // Aᵀ × [[1, 2], [3, 4], [5, 6], [7, 8]]
    expect(Array.from(transposeTimesDense(a, Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), 2))).toEqual([
      31, 36, 2, 4, 9, 12,
    ]);
  });

  it("adds the entries of a long row in their order, to the bit", () => {
    const values = [0.1, 0.7, 1e8, 0.3, -1e8, 0.2, 0.9];
    const long = sparseFromRows([new Map(values.entries())], values.length);
    const times = Float64Array.from(values, (_, i) => 1 / (i + 3));
    const sum = values.reduce((total, value, i) => total + Math.fround(value) * (1 / (i + 3)), 0);
    expect(Array.from(timesDense(long, times, 1))).toEqual([sum]);
  });

  it("takes a matrix without rows", () => {
    expect(sparseFromRows([], 3)).toMatchObject({ rows: 0, cols: 3 });
    expect(timesDense(sparseFromRows([], 3), new Float64Array(6), 2)).toHaveLength(0);
  });
});
