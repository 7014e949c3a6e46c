import { describe, expect, it } from "vitest";
import {
  addTimes,
  dot,
  dotRows,
  fromArrays,
  isZero,
  normalize,
  normalizeRows,
  row,
  selectRows,
  toArrays,
  zeros,
} from "../../src/math/matrix.js";
import { matrixOf } from "../helpers/vectors.js";

describe("matrix", () => {
  const m = matrixOf([
    [1, 2, 3],
    [4, 5, 6],
    [-7, 8, 9],
  ]);

  it("stores row after row, and turns into arrays and back", () => {
    expect(Array.from(m.data)).toEqual([1, 2, 3, 4, 5, 6, -7, 8, 9]);
    expect(toArrays(m)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [-7, 8, 9],
    ]);
    expect(fromArrays(toArrays(m), 3)).toEqual(m);
    expect(fromArrays([], 3)).toEqual(zeros(0, 3));
  });

  it("adds a vector a number of times", () => {
    const sum = Float32Array.of(1, 2, 3);
    addTimes(sum, row(m, 2), 2);
    expect([...sum]).toEqual([-13, 18, 21]);
  });

  it("row is a view, selectRows a copy", () => {
    const copy = selectRows(m, [2, 0, 2]);
    expect(toArrays(copy)).toEqual([
      [-7, 8, 9],
      [1, 2, 3],
      [-7, 8, 9],
    ]);
    const own = matrixOf([
      [1, 2],
      [3, 4],
    ]);
    const selected = selectRows(own, [1]);
    row(own, 1)[0] = 99;
    expect(own.data[2]).toBe(99);
    expect(selected.data[0]).toBe(3);
  });

  it.each([1, 2, 3, 4, 7])("inner products agree for %i dimensions", (dims) => {
    const a = matrixOf([[...Array(dims).keys()].map((d) => d + 1)]);
    const b = matrixOf([[...Array(dims).keys()].map((d) => d - 2)]);
    let expected = 0;
    for (let d = 0; d < dims; d++) expected += (d + 1) * (d - 2);
    expect(dotRows(a, 0, b, 0)).toBe(expected);
    expect(dot(a.data, b.data)).toBe(expected);
  });

  it("takes inner products of rows of two matrices by their own index", () => {
    expect(
      dotRows(
        m,
        2,
        matrixOf([
          [0, 0, 0],
          [1, 1, 0],
        ]),
        1,
      ),
    ).toBe(1);
  });

  it("normalises to length 1, tells the former length, and leaves zero vectors zero", () => {
    const v = Float32Array.of(3, 0, 4);
    expect(normalize(v)).toBe(5);
    expect(Array.from(v)).toEqual([Math.fround(0.6), 0, Math.fround(0.8)]);
    const none = new Float32Array(3);
    expect(normalize(none)).toBe(0);
    expect(isZero(none)).toBe(true);
    expect(isZero(v)).toBe(false);
    const rows = normalizeRows(
      matrixOf([
        [0, 0],
        [0, -2],
      ]),
    );
    expect(Array.from(rows.data)).toEqual([0, 0, 0, -1]);
  });
});
