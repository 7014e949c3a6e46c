import type { Range, TimeCounts } from "./counts.js";

/** A period, and a row of `TimeCounts` where one is meant. */
export interface Cell {
  period: number;
  row?: number;
}

/** One way to draw the themes over time. */
export interface TimeChart {
  element: HTMLElement;
  /** What lies outside of the range is paled. */
  draw(counts: TimeCounts, range: Range | undefined): void;
  /** Brings out one theme among the others. */
  light(theme: number | undefined): void;
}
