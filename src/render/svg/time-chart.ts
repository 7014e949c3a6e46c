/** Bars over time: where they stand, how they are drawn and where labels find room, for files and the page alike. */
import { at } from "../../math/at.js";
import { monthIndex } from "../../text/months.js";
import { type Periods } from "../months.js";
import { month as monthWords } from "../words.js";
import { tidy } from "./palette.js";
import { textWidth } from "./text-width.js";

/** Where bars are drawn. They grow upwards from `base`, as y grows downwards. */
export interface Plot {
  left: number;
  width: number;
  base: number;
  height: number;
}

/** Where the bars of one row begin and end, one entry per period, in the unit of the values. */
export interface Band {
  low: number[];
  high: number[];
}

export interface Stack {
  /** One per row, the first at the bottom. */
  bands: Band[];
  /** The highest pile; at least 1. */
  most: number;
}

/** Puts the rows of values on top of one another. */
export function stackOf(rows: readonly (readonly number[])[], periods: number): Stack {
  let low = new Array<number>(periods).fill(0);
  const bands = rows.map((row) => {
    const band = { low, high: low.map((value, index) => value + at(row, index)) };
    low = band.high;
    return band;
  });
  return { bands, most: Math.max(1, ...low) };
}

const WIDEST_GAP = 16;

/** The bar of a period: most of its stretch of the plot. */
export function barAt(index: number, periods: number, plot: Plot): { x: number; width: number } {
  const step = plot.width / periods;
  const width = Math.max(Math.min(1, step), step - Math.min(step * 0.2, WIDEST_GAP));
  return { x: plot.left + index * step + (step - width) / 2, width };
}

/** What is there at all is drawn at least so high. */
const LEAST_HEIGHT = 2;

/** One bar per value; `most` reaches the top of the plot. Empty where there is nothing to draw. */
export function barsPath(values: readonly number[], most: number, plot: Plot): string {
  return values
    .map((value, index) => {
      if (value <= 0) return "";
      const { x, width } = barAt(index, values.length, plot);
      const height = Math.max(LEAST_HEIGHT, (value / most) * plot.height);
      return bar(x, plot.base, width, height);
    })
    .join("");
}

/** One row of a stack; `most` reaches the top of the plot. Empty where there is nothing to draw. */
export function bandPath({ low, high }: Band, most: number, plot: Plot): string {
  const scale = plot.height / most;
  return high
    .map((top, index) => {
      const bottom = at(low, index);
      if (top <= bottom) return "";
      const { x, width } = barAt(index, high.length, plot);
      return bar(x, plot.base - bottom * scale, width, (top - bottom) * scale);
    })
    .join("");
}

function bar(x: number, base: number, width: number, height: number): string {
  return `M${tidy(x)} ${tidy(base)}v${tidy(-height)}h${tidy(width)}v${tidy(height)}z`;
}

/** The period that a point of the plot belongs to; undefined outside of it. */
export function periodAt(x: number, periods: number, plot: Pick<Plot, "left" | "width">): number | undefined {
  const index = Math.floor(((x - plot.left) / plot.width) * periods);
  return index >= 0 && index < periods ? index : undefined;
}

/** The row of a stack that is drawn in a period at a height, in the unit of the values; undefined above the pile. */
export function rowAt({ bands }: Stack, period: number, height: number): number | undefined {
  const row = bands.findIndex(({ low, high }) => height >= at(low, period) && height < at(high, period));
  return row < 0 ? undefined : row;
}

export interface Tick {
  /** Position of the period that begins here. */
  index: number;
  label: string;
}

const MONTH_STEPS = [1, 2, 3, 6];
const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const LABEL_GAP = 12;

/**
 * Labels for the beginnings of some periods, in steps of the calendar, as close as they fit: each stands to the right of
 * its tick, and none runs into the next or out of the width.
 */
export function timeTicks(periods: Periods, width: number, fontSize: number): Tick[] {
  const { months } = periods;
  const step = width / periods.periods.length;
  const isRoom = ({ label }: Tick, from: number, to: number, gap: number): boolean =>
    textWidth(label, fontSize) + gap <= (to - from) * step;
  const steps = [...MONTH_STEPS, ...YEAR_STEPS.map((years) => years * 12)];
  for (const each of steps.filter((size) => size >= months && size % months === 0)) {
    const ticks = ticksEvery(each, periods);
    const keepApart = ticks.every((tick, at) => {
      const next = ticks[at + 1];
      return next === undefined || isRoom(tick, tick.index, next.index, LABEL_GAP);
    });
    if (!keepApart) continue;
    const inside = ticks.filter((tick) => isRoom(tick, tick.index, periods.periods.length, 0));
    if (inside.length > 0) return inside;
  }
  return ticksEvery(months, periods).slice(0, 1);
}

/** Ticks where a multiple of `step` months begins. */
function ticksEvery(step: number, { months, periods }: Periods): Tick[] {
  return periods.flatMap(({ first }, index) =>
    monthIndex(first) % step === 0 ? [{ index, label: tickLabel(first, step, months) }] : [],
  );
}

function tickLabel(first: string, step: number, months: number): string {
  const year = first.slice(0, 4);
  if (step >= 12) return year;
  return months === 3 ? `Q${(Number(first.slice(5, 7)) + 2) / 3} ${year}` : monthWords(first);
}

const MOST_LINES = 4;

/** Round numbers up to the largest value, at most four, for lines across the plot; without zero. */
export function valueTicks(most: number): number[] {
  let step = 1;
  for (let power = 1; most / step > MOST_LINES; power *= 10) {
    step = [2, 5, 10].map((factor) => factor * power).find((size) => most / size <= MOST_LINES) ?? step;
  }
  return Array.from({ length: Math.floor(most / step) }, (_, index) => (index + 1) * step);
}
