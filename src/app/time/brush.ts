/**
 * All passages per period, slim, with the months to choose: by dragging over it, and by two sliders that stand at the
 * ends of what is chosen, for fingers and keyboards.
 */
import { atOrNone } from "../../math/at.js";
import { brushX, type D3BrushEvent } from "d3-brush";
import { select, type Selection } from "d3-selection";
import type { Periods } from "../../render/months.js";
import { type Plot, barsPath, timeTicks } from "../../render/svg/time-chart.js";
import type { App } from "../state/app.js";
import { colourOf, themeClass } from "../../render/svg/palette.js";
import { h, svg } from "../dom/dom.js";
import {
  chosenRange,
  filterFor,
  type Range,
  type Span,
  spanOf,
  type TimeCounts,
  touchedPeriods,
} from "./counts.js";
import { monthAt, rangeWords } from "./words.js";

const BARS = 36;
const TICKS = 18;
const FONT_SIZE = 11;
/** Room for a slider's handle on either side; the style sheet gives the handles this width. */
const HANDLE = 24;

export interface TimeBrush {
  /** Draws anew what has changed. */
  draw(counts: TimeCounts): void;
  /** Lights up a theme among all passages. */
  light(theme: number | undefined): void;
}

/** @param caption What stands above it, left of the chosen months, for a width of the brush in pixels */
export function makeTimeBrush(
  root: HTMLElement,
  app: App,
  caption: (periods: Periods, width: number) => string,
): TimeBrush {
  const chart = svg("svg", { class: "brush-chart", "aria-hidden": "true" });
  const from = slider("First month", "from");
  const until = slider("Last month", "until");
  const words = h("span", { class: "brush-words" });
  const hint = h("span", { class: "hint" });
  const all = h("button", { class: "link", type: "button" }, "All months");
  const plot = h("div", { class: "brush-plot" }, chart, from, until);
  root.replaceChildren(
    h("div", { class: "brush" }, h("div", { class: "brush-head" }, hint, all, words), plot),
  );

  let counts: TimeCounts | undefined;
  let lit: number | undefined;
  let width = 0;
  let isChanging = false;
  const brush = brushX<unknown>().on("start brush end", dragged);
  const layers = {
    bars: svg("path", { class: "brush-bars" }),
    own: svg("path", { class: "fill" }),
    ticks: svg("g", { class: "ticks" }),
    brush: svg("g", { class: "brush-area" }),
  };
  chart.append(layers.bars, layers.own, layers.ticks, layers.brush);

  /** One step back undoes a whole drag: only its first change makes an entry in the history. */
  function choose(range: Range): void {
    if (counts === undefined) return;
    const { from: first, until: last } = filterFor(spanOf(counts.periods, app.data), range);
    if (first === app.state.from && last === app.state.until) return;
    app.set({ from: first, until: last }, { replace: isChanging });
    isChanging = true;
  }

  function dragged(event: D3BrushEvent<unknown>): void {
    if (event.sourceEvent === undefined || event.sourceEvent === null || counts === undefined) return;
    const span = spanOf(counts.periods, app.data);
    if (event.type === "start") isChanging = false;
    else if (event.selection !== null) {
      const [start, end] = (event.selection as [number, number]).map((x) => x / width) as [number, number];
      choose(
        event.mode === "drag"
          ? moved(counts.periods, span, start)
          : touchedPeriods(counts.periods, start, end),
      );
    } else if (event.type === "end") choose(span);
    if (event.type === "end") place();
  }

  /** What was chosen, as long as it was, from another period on; from another month where it is no whole periods. */
  function moved(periods: Periods, span: Span, start: number): Range {
    const range = chosenRange(span, app.state) ?? span;
    const length = range.until - range.from;
    const isWhole = range.from % periods.months === 0 && length % periods.months === 0;
    const step = isWhole ? periods.months : 1;
    const first = Math.round((start * span.months) / step) * step;
    const from = Math.min(Math.max(first, span.from), span.until - length);
    return { from, until: from + length };
  }

  /** Brush and sliders as the state has them. */
  function place(): void {
    if (counts === undefined || width === 0) return;
    const span = spanOf(counts.periods, app.data);
    const range = chosenRange(span, app.state);
    const area: Selection<SVGGElement, unknown, null, undefined> = select(layers.brush);
    const x = (months: number): number => (months / span.months) * width;
    brush.move(area, range === undefined ? null : [x(range.from), x(range.until)]);
    const { from: first, until: last } = range ?? span;
    setSlider(from, span, first, monthAt(span, first));
    setSlider(until, span, last, monthAt(span, last - 1));
    words.textContent = rangeWords(span, range ?? span);
    all.disabled = range === undefined;
  }

  function slide(changed: HTMLInputElement): void {
    if (counts === undefined) return;
    const span = spanOf(counts.periods, app.data);
    const { from: first, until: last } = chosenRange(span, app.state) ?? span;
    const value = Number(changed.value);
    choose(
      changed === from
        ? { from: Math.min(value, last - 1), until: last }
        : { from: first, until: Math.max(value, first + 1) },
    );
    place();
  }

  function bars(): void {
    if (counts === undefined || width === 0) return;
    const area: Plot = { left: 0, width, base: BARS, height: BARS - 2 };
    const most = Math.max(1, ...counts.totals);
    layers.bars.setAttribute("d", barsPath(counts.totals, most, area));
    const own = atOrNone(app.data.themes, lit);
    const number = own && colourOf(own);
    layers.own.setAttribute("class", number === undefined ? "fill" : `fill ${themeClass(number)}`);
    layers.own.setAttribute("d", barsPath(atOrNone(counts.passages, lit) ?? [], most, area));
    layers.bars.classList.toggle("behind", number !== undefined);
  }

  function size(): void {
    if (counts === undefined || plot.clientWidth === 0) return;
    width = Math.max(1, plot.clientWidth - 2 * HANDLE);
    const height = BARS + TICKS;
    chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const step = width / counts.periods.periods.length;
    layers.ticks.replaceChildren(
      ...timeTicks(counts.periods, width, FONT_SIZE).flatMap(({ index, label }) => [
        svg("path", { class: "tick", d: `M${index * step} ${BARS}v${TICKS - 4}` }),
        svg("text", { x: index * step + 4, y: BARS + 13, "font-size": FONT_SIZE }, label),
      ]),
    );
    brush.extent([
      [0, 0],
      [width, BARS],
    ]);
    select<SVGGElement, unknown>(layers.brush).call(brush);
    hint.textContent = caption(counts.periods, width);
    bars();
    place();
  }

  for (const input of [from, until]) {
    input.addEventListener("input", () => slide(input));
    input.addEventListener("focus", () => (isChanging = false));
    input.addEventListener("pointerdown", () => (isChanging = false));
  }
  all.addEventListener("click", () => {
    isChanging = false;
    if (counts !== undefined) choose(spanOf(counts.periods, app.data));
  });
  new ResizeObserver(size).observe(plot);

  return {
    draw(next) {
      const isFirst = counts === undefined;
      const isOther = counts !== next;
      counts = next;
      if (isFirst) size();
      else if (isOther) bars();
      place();
    },
    light(theme) {
      if (lit === theme) return;
      lit = theme;
      bars();
    },
  };
}

function slider(label: string, name: string): HTMLInputElement {
  const input = h("input", { class: `month-slider ${name}`, type: "range", aria: { label } });
  input.step = "1";
  return input;
}

function setSlider(input: HTMLInputElement, { months }: Span, value: number, words: string): void {
  input.min = "0";
  input.max = String(months);
  input.value = String(value);
  input.setAttribute("aria-valuetext", words);
}
