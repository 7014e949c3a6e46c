/** Where names go in a chart. */
import { median } from "d3-array";
import { placeLabels } from "../../src/render/svg/labels.js";
import { textWidth } from "../../src/render/svg/text-width.js";
import type { Passage, Theme } from "./run.js";

export interface PlacedName {
  name: string;
  /** Middle of the name, in the units of the map, 0…1. */
  x: number;
  y: number;
  /** Middle of what it names. */
  toX: number;
  toY: number;
}

/**
 * Places for the names of the themes on a map, apart from one another; a name without room is left out.
 *
 * @param width of the part of the chart that shows 0…1, in pixels
 * @param height the same
 * @param fontSize of the names
 */
export function namesOnMap(
  themes: readonly Theme[],
  passages: readonly Passage[],
  { width, height, fontSize }: { width: number; height: number; fontSize: number },
): PlacedName[] {
  const at = ({ x, y }: Passage): { x: number; y: number } => ({ x: x * width, y: (1 - y) * height });
  const requests = themes.map(({ name }) => {
    const own = passages.filter(({ theme }) => theme === name).map(at);
    const anchor = { x: median(own, ({ x }) => x) ?? 0, y: median(own, ({ y }) => y) ?? 0 };
    return { anchor, width: textWidth(name, fontSize) * 1.08, height: fontSize * 1.5 };
  });
  const boxes = placeLabels(requests, passages.map(at), { x: 0, y: 0, width, height });
  return themes.flatMap(({ name }, index) => {
    const box = boxes[index];
    const anchor = requests[index]?.anchor;
    if (box === undefined || anchor === undefined) return [];
    return [
      {
        name,
        x: (box.x + box.width / 2) / width,
        y: 1 - (box.y + box.height / 2) / height,
        toX: anchor.x / width,
        toY: 1 - anchor.y / height,
      },
    ];
  });
}

/** Radius of a mark on a map in pixels: the more marks and the narrower the map, the smaller, so that groups stay apart. */
export function markRadius(count: number, width: number): number {
  return Math.min(4, Math.max(1.4, width / 11 / Math.sqrt(count + 1)));
}

/** The values moved apart, each by as little as needed, so that two neighbours differ by `gap` or more; their order stays. */
export function spread(values: readonly number[], gap: number): number[] {
  const order = values
    .map((value, index) => ({ value, index }))
    .sort((a, b) => b.value - a.value || a.index - b.index);
  const out = [...values];
  let above = Infinity;
  for (const { value, index } of order) {
    above = Math.min(value, above - gap);
    out[index] = above;
  }
  return out;
}

/** Every sixth month, or only so many that their names have room. */
export function labelledMonths(months: readonly Date[], width: number): Date[] {
  const room = Math.max(1, Math.floor(width / MONTH_WIDTH));
  const step = MONTH_STEPS.find((size) => months.length / size <= room) ?? MONTH_STEPS.at(-1) ?? 12;
  return months.filter((month) => (month.getUTCFullYear() * 12 + month.getUTCMonth()) % step === 0);
}

const MONTH_WIDTH = 40;
const MONTH_STEPS = [6, 12, 24, 60, 120, 240];
