import { describe, expect, it } from "vitest";
import { QueryFit } from "../../../../src/stages/describe/labels/query-fit.js";
import { matrixOf } from "../../../helpers/vectors.js";

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

  it("is 0 for a group that is not among those ranked", () => {
    expect(fit.averagePrecision(query, new Set())).toBe(0);
    expect(new QueryFit(rows, [0, 1]).averagePrecision(query, new Set([3]))).toBe(0);
  });
});
