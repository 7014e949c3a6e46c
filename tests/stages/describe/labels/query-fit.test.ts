import { describe, expect, it } from "vitest";
import { QueryFit } from "../../../../src/stages/describe/labels/query-fit.js";
import { dot, normalizeRows, row } from "../../../../src/math/matrix.js";
import { cloud, matrixOf } from "../../../helpers/vectors.js";

const rows = matrixOf([
  [1, 0],
  [0.8, 0.6],
  [0, 1],
  [-1, 0],
]);
const query = Float32Array.of(1, 0);
const fit = new QueryFit(rows, [0, 1, 2, 3]);

describe("QueryFit", () => {
  it("is 1 where the group's passages come first, and the mean of the precisions where others come between", () => {
    expect(fit.averagePrecision(query, new Set([0, 1]))).toBe(1);
    expect(fit.averagePrecision(query, new Set([0, 2]))).toBeCloseTo((1 + 2 / 3) / 2);
    expect(fit.averagePrecision(query, new Set([3]))).toBe(0.25);
  });

  it("puts the group's passages in front of others that are equally near", () => {
    const alike = matrixOf([
      [1, 0],
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    const ranked = new QueryFit(alike, [0, 1, 2, 3]);
    expect(ranked.averagePrecision(query, new Set([3]))).toBe(1 / 2);
    expect(ranked.averagePrecision(query, new Set([1, 3]))).toBe((1 / 2 + 2 / 3) / 2);
    expect(ranked.averagePrecision(query, new Set([0, 3]))).toBe(1);
  });

  it("ranks many passages as sorting them would", () => {
    // Not a multiple of four, and more than are ranked.
    const many = normalizeRows(cloud(1601, 7, 3));
    const ranked = new QueryFit(
      many,
      Array.from({ length: 1601 }, (_, i) => i),
      203,
    );
    const rows = Array.from({ length: 203 }, (_, n) => Math.floor((n * 1601) / 203));
    const wanted = row(many, 5);
    const own = new Set(rows.filter((i) => i % 3 === 0));
    const order = rows.toSorted((a, b) => dot(wanted, row(many, b)) - dot(wanted, row(many, a)));
    const hits = order.flatMap((i, n) => (own.has(i) ? [n + 1] : []));
    const expected = hits.reduce((sum, rank, n) => sum + (n + 1) / rank, 0) / hits.length;
    expect(ranked.averagePrecision(wanted, own)).toBe(expected);
  });

  it("is 0 for a group that is not among those ranked", () => {
    expect(fit.averagePrecision(query, new Set())).toBe(0);
    expect(new QueryFit(rows, [0, 1]).averagePrecision(query, new Set([3]))).toBe(0);
  });
});
