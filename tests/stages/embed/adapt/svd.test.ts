import { describe, expect, it } from "vitest";
import { createRandom } from "../../../../src/math/random.js";
import { sparseFromRows, type SparseMatrix } from "../../../../src/stages/embed/adapt/sparse.js";
import { truncatedSvd, type TruncatedSvd } from "../../../../src/stages/embed/adapt/svd.js";

function sparseOf(rows: readonly (readonly number[])[]): SparseMatrix {
  const maps = rows.map((values) => new Map([...values.entries()].filter(([, value]) => value !== 0)));
  return sparseFromRows(maps, rows[0]?.length ?? 0);
}

/** Right singular vector r. */
function columnOf({ right, rank }: TruncatedSvd, r: number): number[] {
  return Array.from({ length: right.length / rank }, (_, i) => right[i * rank + r] ?? NaN);
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

/** The sign of entry (i, j) of the 8 × 8 Hadamard matrix; its rows and columns are orthogonal, of length √8. */
function hadamard(i: number, j: number): number {
  let bits = i & j;
  let sign = 1;
  for (; bits > 0; bits &= bits - 1) sign = -sign;
  return sign;
}

describe("truncatedSvd", () => {
  it("finds the singular values √45 and √5 of [[3, 0], [4, 5]], and its right vectors (1, ±1) / √2", async () => {
    const svd = await truncatedSvd(
      sparseOf([
        [3, 0],
        [4, 5],
      ]),
      2,
      createRandom(1),
    );
    expect(svd.singular[0]).toBeCloseTo(Math.sqrt(45), 6);
    expect(svd.singular[1]).toBeCloseTo(Math.sqrt(5), 6);
    expect(Math.abs(product(columnOf(svd, 0), [Math.SQRT1_2, Math.SQRT1_2]))).toBeCloseTo(1, 6);
    expect(Math.abs(product(columnOf(svd, 1), [Math.SQRT1_2, -Math.SQRT1_2]))).toBeCloseTo(1, 6);
  });

  it("finds the parts of a matrix that was put together from known ones", async () => {
    // A = Σ σ_r u_r v_rᵀ, with u_r and v_r Hadamard columns of length 1.
    const sigma = [9, 5, 2, 1];
    const rows = Array.from({ length: 8 }, (_, i) =>
      Array.from({ length: 8 }, (_unused, j) =>
        sigma.reduce((sum, s, r) => sum + (s * hadamard(i, r + 1) * hadamard(j, r + 3)) / 8, 0),
      ),
    );
    const svd = await truncatedSvd(sparseOf(rows), 3, createRandom(5));
    expect(svd.rank).toBe(3);
    [9, 5, 2].forEach((value, r) => {
      expect(svd.singular[r]).toBeCloseTo(value, 5);
      const v = Array.from({ length: 8 }, (_, j) => hadamard(j, r + 3) / Math.sqrt(8));
      expect(Math.abs(product(columnOf(svd, r), v))).toBeCloseTo(1, 5);
    });
  });

  it("gives as many parts as the matrix has rank, not as many as were asked for", async () => {
    const one = sparseOf([
      [1, 2, 3],
      [2, 4, 6],
      [-1, -2, -3],
      [0, 0, 0],
    ]);
    const svd = await truncatedSvd(one, 3, createRandom(2));
    expect(svd.rank).toBe(1);
    // |(1, 2, −1)| · |(1, 2, 3)| = √6 · √14
    expect(Array.from(svd.singular)).toEqual([expect.closeTo(Math.sqrt(84), 5)]);
    expect(svd.right).toHaveLength(3);
  });

  it("finds nothing in a matrix of zeros, without rows or without columns", async () => {
    for (const empty of [
      sparseOf([
        [0, 0],
        [0, 0],
      ]),
      sparseFromRows([], 4),
      sparseFromRows([new Map()], 0),
    ]) {
      const svd = await truncatedSvd(empty, 3, createRandom(1));
      expect(svd.rank).toBe(0);
      expect(svd.singular).toHaveLength(0);
      expect(svd.right).toHaveLength(0);
    }
  });

  it("gives orthonormal vectors and falling values on a random sparse matrix, and keeps AᵀA v = σ² v", async () => {
    const random = createRandom(8);
    const rows = Array.from({ length: 60 }, () =>
      Array.from({ length: 40 }, () => (random.next() < 0.15 ? random.next() : 0)),
    );
    const svd = await truncatedSvd(sparseOf(rows), 6, createRandom(3));
    // 30 parts and 10 to spare are all 40 columns: nothing is left to chance.
    const exact = await truncatedSvd(sparseOf(rows), 30, createRandom(9));
    expect(svd.rank).toBe(6);
    svd.singular.forEach((value, r) => expect(value / (exact.singular[r] ?? 0)).toBeCloseTo(1, 2));
    expect(Array.from(svd.singular)).toEqual(Array.from(svd.singular).sort((a, b) => b - a));
    for (let p = 0; p < 6; p++) {
      for (let q = 0; q < 6; q++) {
        expect(product(columnOf(svd, p), columnOf(svd, q))).toBeCloseTo(p === q ? 1 : 0, 8);
      }
    }
    const v = columnOf(exact, 0);
    const av = rows.map((values) => product(values, v));
    const aav = v.map((_, j) =>
      product(
        rows.map((values) => values[j] ?? 0),
        av,
      ),
    );
    aav.forEach((value, j) => expect(value).toBeCloseTo((exact.singular[0] ?? 0) ** 2 * (v[j] ?? 0), 4));
  });

  it("is the same for the same seed", async () => {
    const a = sparseOf([
      [1, 0, 2],
      [0, 3, 1],
      [2, 2, 0],
    ]);
    expect(await truncatedSvd(a, 2, createRandom(4))).toEqual(await truncatedSvd(a, 2, createRandom(4)));
  });
});
