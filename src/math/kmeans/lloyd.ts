import type { KmeansResult } from "../../shapes/clusterer.js";
import type { Matrix } from "../../shapes/embeddings.js";
import { createAssign } from "./assign.js";
import { squaredDistance } from "./distances.js";
import { loadKernel } from "./kernel.js";
import { createMeans } from "./means.js";
import { createPlainAssign } from "./plain.js";

/**
 * Lloyd's algorithm from given start centroids, until no label changes or `maxIterations` is reached. The distance is
 * taken as |c|² − 2·x·c, which orders centroids as the true one does. A centroid that loses all its points keeps its
 * place.
 *
 * The result is that of the plain algorithm to the bit, though most of what that computes is not: `assign.ts` says how distances are
 * spared, `means.ts` how sums are.
 *
 * @param isPlain true for the plain algorithm also where WebAssembly is to be had; the bits are the same
 */
export function lloyd(points: Matrix, start: Matrix, maxIterations: number, isPlain = false): KmeansResult {
  const centroids: Matrix = { ...start, data: Float32Array.from(start.data) };
  const assignment = new Int32Array(points.rows).fill(-1);
  const kernel = isPlain ? undefined : loadKernel(points, start);
  const assign = kernel
    ? createAssign(kernel, points, centroids, assignment)
    : createPlainAssign(points, centroids, assignment);
  const moveToMeans = createMeans(points, centroids, assignment, kernel?.largest ?? largestNumber(points));
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const changes = assign();
    if (changes.count === 0) break;
    moveToMeans(changes);
  }
  kernel?.release();
  return { assignment, centroids, inertia: inertiaOf(points, centroids, assignment) };
}

/** The sum of the squared distances, each as `squaredDistance` has it, of four points side by side. */
function inertiaOf(points: Matrix, centroids: Matrix, assignment: Int32Array): number {
  const { data: x, rows, dims } = points;
  const { data: y } = centroids;
  let inertia = 0;
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    const p = i * dims;
    const q0 = assignment[i]! * dims;
    const q1 = assignment[i + 1]! * dims;
    const q2 = assignment[i + 2]! * dims;
    const q3 = assignment[i + 3]! * dims;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let d = 0; d < dims; d++) {
      const d0 = x[p + d]! - y[q0 + d]!;
      const d1 = x[p + dims + d]! - y[q1 + d]!;
      const d2 = x[p + 2 * dims + d]! - y[q2 + d]!;
      const d3 = x[p + 3 * dims + d]! - y[q3 + d]!;
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    inertia = inertia + s0 + s1 + s2 + s3;
  }
  for (; i < rows; i++) inertia += squaredDistance(points, i, centroids, assignment[i]!);
  return inertia;
}

function largestNumber({ data }: Matrix): number {
  return data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
