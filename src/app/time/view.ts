/** The themes over time: in one pile or row by row, with the months to choose. */
import { colourOf } from "../../render/svg/palette.js";
import { at } from "../../math/at.js";
import { h } from "../dom/dom.js";
import { markOf, themeButton } from "../themes/mark.js";
import type { App, MakeView } from "../state/app.js";
import { makeTimeBrush } from "./brush.js";
import type { Cell } from "./chart-view.js";
import { chosenRange, type Range, spanOf, type TimeCounts } from "./counts.js";
import { makeTimeRows } from "./rows.js";
import { makeTimeSource } from "./source.js";
import { makeTimeStack } from "./stack.js";
import { makeTimeTable } from "./table.js";
import { cellWords, rangeWords, rowName, undatedSentence } from "./words.js";
import { count } from "../../render/words.js";

const KINDS = [
  ["stacked", "Stacked"],
  ["shares", "As shares"],
  ["ridge", "Row by row"],
] as const;

export const makeTimeView: MakeView = (root, app) => {
  const source = makeTimeSource(app);
  if (source() === undefined) {
    root.replaceChildren(
      h(
        "div",
        { class: "time" },
        h(
          "p",
          { class: "time-none" },
          "None of the posts has a date that could be read, so there is nothing to show over time.",
        ),
      ),
    );
    return { update: () => undefined };
  }
  const readout = h("p", { class: "time-readout" });
  readout.setAttribute("role", "status");
  const place = h("div", { class: "time-place" });
  const foot = h("div", { class: "time-foot" });
  const undated = h("p", { class: "hint" });
  const legend = h("ul", { class: "time-legend", aria: { label: "Themes" } });
  legend.append(...app.data.themes.map((_, theme) => h("li", {}, themeButton(app, theme))));
  const table = makeTimeTable(app);
  const kinds = KINDS.map(([kind, words]) => ({
    kind,
    button: h(
      "button",
      { class: "segment", type: "button", on: { click: () => app.set({ time: kind }) } },
      words,
    ),
  }));
  const switcher = h("div", { class: "segments", role: "group", aria: { label: "How to draw" } });
  switcher.append(...kinds.map(({ button }) => button));
  const head = h("div", { class: "time-head" }, h("h2", {}, "Themes over time"), switcher);
  const main = h("div", { class: "time-main" }, head, readout, place, foot);
  const frame = h("div", { class: "time" }, main, undated, legend, table.element);
  root.replaceChildren(frame);

  const read = (cell: Cell | undefined): void => {
    const counts = source();
    if (counts === undefined) return;
    readout.replaceChildren(...(cell === undefined ? resting(app, counts) : reading(app, counts, cell)));
    const theme = cell?.row !== undefined && cell.row < app.data.themes.length ? cell.row : undefined;
    app.hover(theme === undefined ? {} : { theme });
  };
  const charts = {
    stacked: makeTimeStack(app, read, "passages"),
    shares: makeTimeStack(app, read, "shares"),
    ridge: makeTimeRows(app, read),
  };
  const brush = makeTimeBrush(foot, app, () => "Drag to choose");
  const light = ({ hovered, state }: App): void => {
    const theme = hovered.theme ?? state.theme;
    charts[state.time].light(theme);
    brush.light(theme);
  };

  let drawn: readonly unknown[] = [];
  return {
    update() {
      const counts = source();
      const { state } = app;
      if (state.screen !== "time" || counts === undefined) return;
      const range = chosenRange(spanOf(counts.periods, app.data), state);
      const next = [counts, range?.from, range?.until, state.time];
      if (next.some((part, index) => part !== drawn[index])) {
        drawn = next;
        draw(counts, range);
      }
      brush.draw(counts);
      light(app);
    },
    hover: light,
  };

  function draw(counts: TimeCounts, range: Range | undefined): void {
    const { time } = app.state;
    for (const { kind, button } of kinds) button.setAttribute("aria-pressed", String(kind === time));
    frame.classList.toggle("ridge", time === "ridge");
    if (charts[time].element.parentElement !== place) place.replaceChildren(charts[time].element);
    charts[time].draw(counts, range);
    readout.replaceChildren(...resting(app, counts));
    undated.textContent = undatedSentence(counts.undated, range !== undefined);
    table.update(counts);
  }
};

const isTouched = window.matchMedia("(pointer: coarse)");

function hint(time: keyof typeof CHART_HINTS): string {
  return isTouched.matches && time !== "ridge" ? "Tap a bar to read it." : CHART_HINTS[time];
}

const CHART_HINTS = {
  stacked: "Point at a bar to read it, press it to open its theme.",
  shares: "In percent of each bar. Point at a part to read it.",
  ridge: "Each on its own scale; the number is its tallest bar.",
};

/** What stands above the chart while nothing of it is pointed at. */
function resting({ data, state }: App, { periods }: TimeCounts): Node[] {
  const span = spanOf(periods, data);
  const words = rangeWords(span, chosenRange(span, state) ?? span);
  return twoLines([`Passages per ${periods.unit}, ${words}`], hint(state.time));
}

function reading(app: App, counts: TimeCounts, { period, row }: Cell): Node[] {
  const label = h("strong", {}, at(counts.periods.periods, period).label);
  if (row === undefined) return twoLines([label], count(at(counts.totals, period), "passage"));
  return twoLines([label, " · ", nameOf(app, row)], cellWords(counts, row, period));
}

/** A finger reads first and opens then, by the name; a pointer presses the bar itself. */
function nameOf(app: App, row: number): HTMLElement {
  const own = app.data.themes[row];
  const number = own && colourOf(own);
  if (number !== undefined && isTouched.matches) return themeButton(app, row);
  return h(
    "span",
    { class: "read-theme" },
    number === undefined ? undefined : markOf(number),
    h("bdi", {}, rowName(app.data, row)),
  );
}

/** Always two lines, so that nothing below moves. */
function twoLines(first: readonly (Node | string)[], second: string): Node[] {
  return [h("span", { class: "read-line" }, ...first), h("span", { class: "read-line hint" }, second)];
}
