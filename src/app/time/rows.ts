/** One row of bars per theme, each on its own scale, so that small themes show when they came and went. */
import { integer } from "../../render/words.js";
import { barsPath, periodAt, type Plot } from "../../render/svg/time-chart.js";
import type { App } from "../state/app.js";
import { colourOf, themeClass } from "../../render/svg/palette.js";
import { h, svg } from "../dom/dom.js";
import { themeButton } from "../themes/mark.js";
import type { Cell, TimeChart } from "./chart-view.js";
import type { Range, TimeCounts } from "./counts.js";
import { outside } from "./outside.js";

const BARS = 30;

interface Row {
  element: HTMLElement;
  name: HTMLButtonElement;
  chart: SVGSVGElement;
  most: HTMLElement;
}

export function makeTimeRows(app: App, read: (cell: Cell | undefined) => void): TimeChart {
  let counts: TimeCounts | undefined;
  let range: Range | undefined;
  let period: number | undefined;
  const rows = app.data.themes.map((_, theme): Row => {
    const name = themeButton(app, theme);
    const chart = svg("svg", { class: "row-bars", "aria-hidden": "true" });
    const most = h("span", { class: "row-most" });
    return { element: h("li", { class: "time-row" }, name, chart, most), name, chart, most };
  });
  const list = h("ul", { class: "time-rows", aria: { label: "Passages over time, theme by theme" } });
  list.append(...rows.map((row) => row.element));
  function draw(): void {
    const width = rows[0]?.chart.clientWidth ?? 0;
    if (counts === undefined || width === 0) return;
    const plot: Plot = { left: 0, width, base: BARS, height: BARS - 2 };
    rows.forEach(({ chart, most, element: item }, theme) => {
      const values = counts?.passages[theme] ?? [];
      const tallest = Math.max(0, ...values);
      const own = app.data.themes[theme];
      const number = own ? colourOf(own) : 1;
      chart.setAttribute("viewBox", `0 0 ${width} ${BARS + 1}`);
      chart.replaceChildren(
        svg("path", { class: `fill ${themeClass(number)}`, d: barsPath(values, Math.max(1, tallest), plot) }),
        svg("path", { class: "line", d: `M0 ${BARS + 0.5}H${width}` }),
        ...(counts === undefined ? [] : outside(range, counts.periods, plot)),
      );
      most.textContent = integer(tallest);
      item.classList.toggle("gone", tallest === 0);
    });
  }

  rows.forEach(({ element: item, chart, name }, theme) => {
    const cellAt = (event: MouseEvent): Cell | undefined => {
      const { left, width } = chart.getBoundingClientRect();
      const at = periodAt(event.clientX, counts?.periods.periods.length ?? 0, { left, width });
      return at === undefined ? undefined : { row: theme, period: at };
    };
    chart.addEventListener("pointermove", (event) => read(cellAt(event)));
    chart.addEventListener("click", (event) => {
      read(cellAt(event));
      if (!(event instanceof PointerEvent && event.pointerType === "touch")) name.click();
    });
    item.addEventListener("pointerleave", () => read(undefined));
    name.addEventListener("blur", () => read(undefined));
    name.addEventListener("keydown", (event) => {
      const other = rows[theme + ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0)];
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (other !== undefined && other.name !== name) other.name.focus();
      else if (step === undefined) return;
      event.preventDefault();
      const last = (counts?.periods.periods.length ?? 1) - 1;
      period = Math.min(last, Math.max(0, (period ?? (step === -1 ? last + 1 : -1)) + (step ?? 0)));
      read({ row: other === undefined || step !== undefined ? theme : rows.indexOf(other), period });
    });
  });
  new ResizeObserver(draw).observe(list);

  return {
    element: list,
    draw(nextCounts, nextRange) {
      counts = nextCounts;
      range = nextRange;
      draw();
    },
    light(theme) {
      rows.forEach(({ element: item }, row) => {
        item.classList.toggle("faded", theme !== undefined && row !== theme);
      });
    },
  };
}
