/** Puts names next to the points they belong to, so that no two names overlap and few points are covered. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface LabelRequest {
  /** The middle of what the label names. */
  anchor: Point;
  width: number;
  height: number;
}

const ANGLES = 24;
const RING = 12;
/** How far a name may move away from what it names, as a part of the shorter side. */
const REACH = 0.3;
/** What covering one point costs, in units of distance: nearly everything among few points, little among many. */
const DEAREST_POINT = 24;
const ALL_POINTS_COST = 2400;
/** Names take at most this part of the area; later requests go without. */
const MOST_AREA = 0.2;
/** How near to a box the middle of a mark may come without being covered by it. */
const CLEARANCE = 5;
/** Points looked at per label; more would be slow and change nothing. */
const MOST_POINTS = 1500;

/**
 * A box for each request, in their order, undefined where there is no room for one. Earlier requests choose first.
 * All boxes lie inside `bounds` and keep clear of one another.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  points: readonly Point[],
  bounds: Box,
): (Box | undefined)[] {
  const stride = Math.max(1, Math.ceil(points.length / MOST_POINTS));
  const sample = points.filter((_, index) => index % stride === 0);
  const placed: Box[] = [];
  let room = MOST_AREA * bounds.width * bounds.height;
  return requests.map((request) => {
    room -= request.width * request.height;
    const box = room < 0 ? undefined : bestBox(request, sample, placed, bounds);
    if (box !== undefined) placed.push(box);
    return box;
  });
}

function bestBox(
  request: LabelRequest,
  points: readonly Point[],
  placed: readonly Box[],
  bounds: Box,
): Box | undefined {
  if (request.width > bounds.width || request.height > bounds.height) return undefined;
  const reach = REACH * Math.min(bounds.width, bounds.height);
  const pointCost = Math.min(DEAREST_POINT, ALL_POINTS_COST / Math.max(1, points.length));
  let best: Box | undefined;
  let lowest = Infinity;
  for (let distance = 0; distance < Math.min(reach, lowest); distance += RING) {
    for (let step = 0; step < (distance === 0 ? 1 : ANGLES); step++) {
      const box = boxAround(request, distance, (2 * Math.PI * step) / ANGLES, bounds);
      if (placed.some((other) => overlaps(box, other))) continue;
      const covering = grown(box, CLEARANCE);
      const cost = distance + pointCost * points.filter((point) => contains(covering, point)).length;
      if (cost < lowest) [best, lowest] = [box, cost];
    }
  }
  return best;
}

/** The box with its middle at a distance from the anchor, moved inside the bounds. */
function boxAround(
  { anchor, width, height }: LabelRequest,
  distance: number,
  angle: number,
  bounds: Box,
): Box {
  const x = anchor.x + distance * Math.cos(angle) - width / 2;
  const y = anchor.y + distance * Math.sin(angle) - height / 2;
  return {
    x: clamp(x, bounds.x, bounds.x + bounds.width - width),
    y: clamp(y, bounds.y, bounds.y + bounds.height - height),
    width,
    height,
  };
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function contains(box: Box, point: Point): boolean {
  return (
    point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height
  );
}
