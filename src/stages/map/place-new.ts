import { finish } from "../../math/knn.js";
import { selectRows } from "../../math/matrix.js";
import type { Matrix } from "../../shapes/embeddings.js";
import type { MapPoints } from "../../shapes/map-points.js";
import { placeAmong } from "./umap/place.js";

/** Fewer points have no neighbours to be placed between. */
const FEWEST = 5;

/** Points that are on the map, each row of length 1. */
export interface Laid {
  points: Matrix;
  /** x and y, one behind the other. */
  plane: Float64Array;
}

/** @param rows of the points that are worth a neighbour's while: distinct, and not zero */
export function laidOut(embeddings: Matrix, { x, y }: MapPoints, rows: readonly number[]): Laid {
  const plane = new Float64Array(2 * rows.length);
  rows.forEach((i, n) => plane.set([x[i]!, y[i]!], 2 * n));
  return { points: selectRows(embeddings, rows), plane };
}

/** Where new points lie among those of a map: at the mean of their nearest, as those of a large collection that are not in the sample. */
export function placeNew(points: Matrix, { points: laid, plane }: Laid): MapPoints {
  if (laid.rows < FEWEST || points.rows === 0) {
    const middle = new Float32Array(points.rows).fill(0.5);
    return { x: middle, y: middle.slice() };
  }
  const placed = finish(placeAmong(points, laid, plane));
  const column = (axis: 0 | 1): Float32Array =>
    Float32Array.from({ length: points.rows }, (_, i) => placed[2 * i + axis]!);
  return { x: column(0), y: column(1) };
}
