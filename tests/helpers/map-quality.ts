import { dotRows, normalizeRows, zeros } from "../../src/math/matrix.js";
import { createRandom } from "../../src/math/random.js";
import type { Matrix } from "../../src/shapes/embeddings.js";

/** How well a map keeps neighbourhoods. */
export interface MapQuality {
  /** 1 where no point has neighbours on the map that lie far away in truth (Venna & Kaski 2001). */
  trustworthiness: number;
  /** The share of the true nearest neighbours that are among the nearest on the map. */
  recall: number;
}

export interface GroupsOptions {
  rows: number;
  dims: number;
  groups: number;
  seed: number;
}

/** Directions in which the rows of a group differ from one another; the other dims hold a little noise. */
const FREE = 8;

/** Unit rows in groups as passages have them: each group spreads along a few directions of its own. */
export function groups({ rows, dims, groups: count, seed }: GroupsOptions): Matrix {
  const random = createRandom(seed);
  const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
  const centers = Array.from({ length: count }, () => normals(dims));
  const directions = Array.from({ length: count }, () => Array.from({ length: FREE }, () => normals(dims)));
  const out = zeros(rows, dims);
  for (let i = 0; i < rows; i++) {
    const along = normals(FREE);
    for (let d = 0; d < dims; d++) {
      const own = directions[i % count]!.reduce((sum, direction, f) => sum + along[f]! * direction[d]!, 0);
      out.data[i * dims + d] = centers[i % count]![d]! + 0.4 * own + 0.2 * random.normal();
    }
  }
  return normalizeRows(out);
}

/** Rows at which quality is measured, evenly picked; all of a smaller map. */
const MEASURED = 1000;

/**
 * Measures a map by the neighbourhoods of its points.
 *
 * @param points rows of length 1
 * @param plane as many rows of two
 * @param count neighbours of a neighbourhood
 */
export function mapQuality(points: Matrix, plane: Matrix, count = 15): MapQuality {
  const { rows } = points;
  const step = Math.max(1, rows / MEASURED);
  const measured = Array.from({ length: Math.ceil(rows / step) }, (_, at) => Math.floor(at * step));
  let astray = 0;
  let kept = 0;
  for (const i of measured) {
    const likeness = Float64Array.from({ length: rows }, (_, j) => dotRows(points, i, points, j));
    for (const j of nearestOnPlane(plane, i, count)) {
      const rank = 1 + likeness.reduce((sum, value, k) => sum + (k !== i && value > likeness[j]! ? 1 : 0), 0);
      if (rank <= count) kept++;
      else astray += rank - count;
    }
  }
  const most = (measured.length * count * (2 * rows - 3 * count - 1)) / 2;
  return { trustworthiness: 1 - astray / most, recall: kept / (measured.length * count) };
}

/** The points nearest to point i on the plane, without itself. */
function nearestOnPlane(plane: Matrix, i: number, count: number): number[] {
  const distances = Float64Array.from({ length: plane.rows }, (_, j) =>
    j === i ? Infinity : squared(plane, i, j),
  );
  const limit = distances.slice().sort()[count - 1]!;
  return Array.from({ length: plane.rows }, (_, j) => j)
    .filter((j) => distances[j]! <= limit)
    .sort((a, b) => distances[a]! - distances[b]!)
    .slice(0, count);
}

function squared({ data }: Matrix, i: number, j: number): number {
  return (data[2 * i]! - data[2 * j]!) ** 2 + (data[2 * i + 1]! - data[2 * j + 1]!) ** 2;
}
