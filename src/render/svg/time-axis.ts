import { html, type Markup } from "../html.js";
import type { Periods } from "../months.js";
import { LINE, MUTED } from "./chart-style.js";
import { tidy } from "./palette.js";
import { type Plot, timeTicks } from "./time-chart.js";

const FONT_SIZE = 13;

/** The labels of time below a plot, each beside a short line where its period begins. */
export function timeAxis(periods: Periods, { left, width, base }: Plot): Markup {
  const step = width / periods.periods.length;
  return html`<g font-size="${FONT_SIZE}"
    >${timeTicks(periods, width, FONT_SIZE).map(({ index, label }) => {
      const x = tidy(left + index * step);
      return html`<path class="line" stroke="${LINE.light}" d="M${x} ${tidy(base)}v20" /><text
          class="muted"
          fill="${MUTED.light}"
          x="${tidy(Number(x) + 5)}"
          y="${tidy(base + 18)}"
          >${label}</text
        >`;
    })}</g
  > `;
}
