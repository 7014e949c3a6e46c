/** Areas drawn on the map: polygons in the units of `AppPassages.x` and `.y`, corners as x and y in turn. */
import { at } from "../../math/at.js";
import { polygonContains } from "d3-polygon";

type Point = readonly [x: number, y: number];

const MOST_CORNERS = 60;

export function insideArea(area: readonly number[], x: number, y: number): boolean {
  return polygonContains(cornersOf(area), [x, y]);
}

export function cornersOf(area: readonly number[]): [x: number, y: number][] {
  return Array.from({ length: Math.floor(area.length / 2) }, (_, i) => [
    at(area, 2 * i),
    at(area, 2 * i + 1),
  ]);
}

/** The corners of the box between two points. */
export function boxCorners([x0, y0]: Point, [x1, y1]: Point): Point[] {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

/** At most sixty corners in whole units, short enough for an address; undefined for less than a triangle. */
export function areaOf(corners: readonly Point[]): number[] | undefined {
  const stride = Math.max(1, Math.ceil(corners.length / MOST_CORNERS));
  const kept = corners.filter((_, i) => i % stride === 0);
  return kept.length < 3 ? undefined : kept.flatMap(([x, y]) => [Math.round(x), Math.round(y)]);
}
