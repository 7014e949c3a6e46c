/** The themes of each period on top of one another. */
import { at, atOrNone } from "../../math/at.js";
import { integer } from "../../render/words.js";
import {
  bandPath,
  barAt,
  periodAt,
  type Plot,
  rowAt,
  type Stack,
  stackOf,
  timeTicks,
  valueTicks,
} from "../../render/svg/time-chart.js";
import { openTheme } from "../dom/actions.js";
import type { App } from "../state/app.js";
import { colourOf, themeClass } from "../../render/svg/palette.js";
import { h, svg } from "../dom/dom.js";
import type { Cell, TimeChart } from "./chart-view.js";
import type { Range, TimeCounts } from "./counts.js";
import { outside } from "./outside.js";

const FONT_SIZE = 12;
const TOP = 8;
const BOTTOM = 22;
/** As the brush below, so that the two stand exactly above one another. */
const SIDE = 24;

/** How many passages there are of each, or which part they are of the passages of their period. */
type Measure = "passages" | "shares";

export function makeTimeStack(app: App, read: (cell: Cell | undefined) => void, measure: Measure): TimeChart {
  const chart = svg("svg", { "aria-hidden": "true" });
  const element = h("div", { class: "time-stack" }, chart);
  element.tabIndex = 0;
  element.setAttribute("role", "application");
  element.setAttribute(
    "aria-label",
    `${measure === "shares" ? "Shares of the passages" : "Passages"} over time, by theme. The arrow keys go from bar to bar, Enter opens the theme.`,
  );
  let counts: TimeCounts | undefined;
  let range: Range | undefined;
  let stack: Stack = { bands: [], most: 1 };
  let plot: Plot = { left: SIDE, width: 1, base: 1, height: 1 };
  let paths: (SVGPathElement | undefined)[] = [];
  let lit: number | undefined;
  let cursor: Cell | undefined;
  const mark = svg("rect", { class: "cursor" });

  function draw(): void {
    const { clientWidth: width, clientHeight: height } = element;
    if (counts === undefined || width === 0 || height === 0) return;
    const { periods } = counts;
    plot = { left: SIDE, width: width - 2 * SIDE, base: height - BOTTOM, height: height - BOTTOM - TOP };
    stack = stackOf(measure === "shares" ? sharesOf(counts) : counts.passages, periods.periods.length);
    paths = stack.bands.map((band, row) => {
      const own = app.data.themes[row];
      const number = own && colourOf(own);
      const d = bandPath(band, stack.most, plot);
      const name = number === undefined ? "unplaced" : `fill ${themeClass(number)}`;
      return d === "" ? undefined : svg("path", { class: `band ${name}`, d });
    });
    chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    chart.replaceChildren(
      ...(measure === "shares" ? shareLines(plot) : lines(stack.most, plot)),
      ...paths.filter((path) => path !== undefined),
      ...outside(range, counts.periods, plot),
      ...axis(counts, plot),
      mark,
    );
    fade();
    point();
  }

  function fade(): void {
    paths.forEach((path, row) => path?.classList.toggle("faded", lit !== undefined && row !== lit));
  }

  /** A frame around the bar that the keys have come to. */
  function point(): void {
    const band = atOrNone(stack.bands, cursor?.row);
    mark.classList.toggle("none", cursor === undefined || band === undefined);
    if (cursor === undefined || band === undefined) return;
    const { x, width } = barAt(cursor.period, band.high.length, plot);
    const [low, high] = [at(band.low, cursor.period), at(band.high, cursor.period)];
    const scale = plot.height / stack.most;
    const box = { x, width, y: plot.base - high * scale, height: Math.max(2, (high - low) * scale) };
    for (const [name, value] of Object.entries(box)) mark.setAttribute(name, String(value));
  }

  function cellAt(event: PointerEvent | MouseEvent): Cell | undefined {
    const box = element.getBoundingClientRect();
    const period = periodAt(event.clientX - box.left, counts?.periods.periods.length ?? 0, plot);
    if (period === undefined) return undefined;
    const height = ((plot.base - (event.clientY - box.top)) / plot.height) * stack.most;
    const row = rowAt(stack, period, height);
    return row === undefined ? { period } : { period, row };
  }

  function go(next: Cell | undefined): void {
    cursor = next;
    point();
    read(next);
  }

  function open(cell: Cell | undefined): void {
    if (cell?.row !== undefined && cell.row < app.data.themes.length) openTheme(app, cell.row);
  }

  element.addEventListener("pointermove", (event) => read(cellAt(event)));
  element.addEventListener("pointerleave", () => read(undefined));
  element.addEventListener("click", (event) => {
    const cell = cellAt(event);
    read(cell);
    // A finger reads first: the name that appears above can be pressed.
    if (!isTouch(event)) open(cell);
  });
  element.addEventListener("focus", () => {
    if (element.matches(":focus-visible")) go(cursor ?? firstCell(stack));
  });
  element.addEventListener("blur", () => {
    if (cursor !== undefined) go(undefined);
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter") open(cursor);
    const next = nextCell(stack, cursor, event.key);
    if (next === undefined) return;
    event.preventDefault();
    go(next);
  });
  new ResizeObserver(draw).observe(element);

  return {
    element,
    draw(nextCounts, nextRange) {
      counts = nextCounts;
      range = nextRange;
      draw();
    },
    light(theme) {
      lit = theme;
      fade();
    },
  };
}

function isTouch(event: MouseEvent): boolean {
  return event instanceof PointerEvent && event.pointerType === "touch";
}

/** Of each row the part of its period's passages, 0…1. */
function sharesOf({ passages, totals }: TimeCounts): number[][] {
  return passages.map((row) => row.map((value, period) => value / Math.max(1, at(totals, period))));
}

function shareLines(plot: Plot): Node[] {
  return [0.25, 0.5, 0.75].flatMap((share) => line(share, integer(100 * share), plot));
}

function lines(most: number, plot: Plot): Node[] {
  return valueTicks(most).flatMap((value) => line(value / most, integer(value), plot));
}

function line(part: number, label: string, { left, width, base, height }: Plot): Node[] {
  const y = base - part * height;
  return [
    svg("path", { class: "line", d: `M${left} ${y}H${left + width}` }),
    svg("text", { x: left - 5, y: y + 4, "text-anchor": "end", "font-size": FONT_SIZE }, label),
  ];
}

function axis({ periods }: TimeCounts, { left, width, base }: Plot): Node[] {
  const step = width / periods.periods.length;
  return [
    svg("path", { class: "line", d: `M${left} ${base + 0.5}H${left + width}` }),
    ...timeTicks(periods, width, FONT_SIZE).flatMap(({ index, label }) => [
      svg("path", { class: "line", d: `M${left + index * step} ${base}v${BOTTOM - 4}` }),
      svg("text", { x: left + index * step + 4, y: base + 15, "font-size": FONT_SIZE }, label),
    ]),
  ];
}

/** Rows with something in a period, from the bottom up. */
function rowsIn({ bands }: Stack, period: number): number[] {
  return bands.flatMap(({ low, high }, row) => (at(high, period) > at(low, period) ? [row] : []));
}

function firstCell(stack: Stack): Cell | undefined {
  const period = stack.bands[0]?.high.findIndex((_, at) => rowsIn(stack, at).length > 0) ?? -1;
  const [row] = rowsIn(stack, period);
  return row === undefined ? undefined : { period, row };
}

/** Left and right: the same theme in the next period that has it; up and down: the next theme of the period. */
function nextCell(stack: Stack, cell: Cell | undefined, key: string): Cell | undefined {
  if (cell?.row === undefined) return undefined;
  const { row, period } = cell;
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (sideways !== undefined) {
    const periods = at(stack.bands, row).high.length;
    for (let at = period + sideways; at >= 0 && at < periods; at += sideways) {
      if (rowsIn(stack, at).includes(row)) return { row, period: at };
    }
    return cell;
  }
  const upwards = { ArrowUp: 1, ArrowDown: -1 }[key];
  if (upwards === undefined) return undefined;
  const rows = rowsIn(stack, period);
  const next = rows[rows.indexOf(row) + upwards];
  return next === undefined ? cell : { period, row: next };
}
