import type { Periods } from "../../render/months.js";
import type { Plot } from "../../render/svg/time-chart.js";
import { svg } from "../dom/dom.js";
import type { Range } from "./counts.js";

/** Veils over what lies before and behind the chosen months. */
export function outside(
  range: Range | undefined,
  { months, periods }: Periods,
  { left, width, base, height }: Plot,
): Node[] {
  if (range === undefined) return [];
  const x = (offset: number): number => left + (offset / (months * periods.length)) * width;
  const veil = (from: number, until: number): Node =>
    svg("rect", { class: "veil", x: from, y: base - height, width: Math.max(0, until - from), height });
  return [veil(left, x(range.from)), veil(x(range.until), left + width)];
}
