import { selectRows } from "../../math/matrix.js";
import type { Projector } from "../../shapes/projector.js";
import type { Context } from "../../shapes/context.js";
import type { Embeddings, Matrix } from "../../shapes/embeddings.js";
import type { MapPoints } from "../../shapes/map-points.js";
import type { Passage } from "../../shapes/passage.js";
import { distinctRows } from "../../text/distinct.js";
import { projectorFor } from "./registry.js";

export interface MapOptions {
  /** @default the one for so many passages, see `projectorFor` */
  projector?: Projector;
}

/** With fewer passages a display of progress would be gone before it is read. */
const SHOWN_FROM = 5000;
const PERCENT = 100;

/**
 * Lays the passages out on a plane, for drawing only: nothing is ever clustered by where it lies here. Repetitions
 * lie where their original lies; passages that the model does not know lie in the middle.
 *
 * @returns x and y scaled to 0…1
 */
export async function map(
  embeddings: Embeddings,
  passages: readonly Passage[],
  options: MapOptions,
  context: Context,
): Promise<MapPoints> {
  const distinct = distinctRows(passages, embeddings.unknown);
  const points = selectRows(embeddings, distinct);
  const projector = options.projector ?? projectorFor(points);
  context.log.debug(`Mapping ${distinct.length} passages with ${projector.name}`);
  const projected = await project(points, projector, context);
  const scaled = [scale(projected, 0), scale(projected, 1)] as const;
  const at = new Map(distinct.map((i, place) => [passages[i]!.id, place]));
  const coordinate = (axis: 0 | 1): Float32Array =>
    Float32Array.from(passages, (p) => {
      const place = at.get(p.duplicateOf ?? p.id);
      return place === undefined ? 0.5 : scaled[axis][place]!;
    });
  return { x: coordinate(0), y: coordinate(1) };
}

async function project(points: Matrix, projector: Projector, context: Context): Promise<Matrix> {
  const random = context.random.fork("map");
  if (points.rows < SHOWN_FROM) return projector.project(points, random, context.signal);
  const progress = context.log.progress("Drawing the map", PERCENT);
  let shown = 0;
  const projected = await projector.project(points, random, context.signal, (share) => {
    const percent = Math.floor(share * PERCENT);
    if (percent > shown) progress.advance(percent - shown);
    shown = Math.max(shown, percent);
  });
  progress.done();
  return projected;
}

/** Share of the points at either end that may be strays; what lies far beyond the others is drawn nearer to them. */
const STRAYS = 0.01;
/** How far beyond the others a point may lie before that, and how far beyond them the farthest stray can be drawn. */
const BEYOND = 0.15;
const FARTHEST = 0.1;

/** One column of the projection, moved and scaled to 0…1; the middle where all values are the same. */
function scale(points: Matrix, column: number): Float32Array {
  if (points.rows === 0) return new Float32Array(0);
  const values = Float32Array.from({ length: points.rows }, (_, i) => points.data[2 * i + column]!);
  if (!values.every(Number.isFinite)) {
    throw new Error("Expected finite coordinates from the projector, got NaN or Infinity.");
  }
  const sorted = values.slice().sort();
  const strays = Math.floor(STRAYS * values.length);
  const first = sorted[strays]!;
  const last = sorted[values.length - 1 - strays]!;
  const drawn = values.map((value) => nearer(value, first, last));
  const low = nearer(sorted[0]!, first, last);
  const range = nearer(sorted[sorted.length - 1]!, first, last) - low;
  return drawn.map((value) => (range > 0 ? (value - low) / range : 0.5));
}

/** A value within the others' stretch as it is; beyond it by less and less, so that a few strays don't shrink the rest. */
function nearer(value: number, first: number, last: number): number {
  const stretch = last - first;
  const margin = BEYOND * stretch;
  const beyond = Math.max(first - margin - value, value - last - margin, 0);
  if (beyond === 0 || stretch === 0) return value;
  const kept = (FARTHEST * stretch * beyond) / (beyond + FARTHEST * stretch);
  return value < first ? first - margin - kept : last + margin + kept;
}
