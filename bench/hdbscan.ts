/** HDBSCAN beside the themes of this program; see docs/quality.md. */
import { HDBSCAN } from "hdbscan-ts";
import { row, selectRows } from "../src/math/matrix.js";
import type { Matrix } from "../src/shapes/embeddings.js";

/** The package takes 7 seconds for so many points, and eight times as long for twice as many. */
const POINTS = 400;

/** Smallest clusters that are tried; 5 is what the package and scikit-learn begin with. */
export const SMALLEST = [5, 10] as const;

/** Rows that are looked at, evenly spread. */
export function sampled(points: Matrix): number[] {
  const step = Math.max(1, points.rows / POINTS);
  return Array.from({ length: Math.min(POINTS, points.rows) }, (_, n) => Math.floor(n * step));
}

/** @returns the cluster of each of the rows, −1 for what HDBSCAN calls noise */
export function hdbscan(points: Matrix, rows: readonly number[], minClusterSize: number): Int32Array {
  const sample = selectRows(points, rows);
  const data = Array.from({ length: sample.rows }, (_, i) => Array.from(row(sample, i)));
  return Int32Array.from(new HDBSCAN({ minClusterSize, minSamples: 5 }).fit(data));
}
