import type { Report, ReportTheme } from "../../shapes/report.js";
import { html, type Markup } from "../html.js";
import { type Periods, periodsOf } from "../months.js";
import { count, integer, span } from "../words.js";
import { CHART_FONT, darkChartRules, GROUND, LINE, MUTED } from "./chart-style.js";
import { colourOf, shadeClass, shadeOf, tidy } from "./palette.js";
import { timeAxis } from "./time-axis.js";
import { barsPath, type Plot, valueTicks } from "./time-chart.js";

const WIDTH = 720;
const HEIGHT = 190;
const PLOT: Plot = { left: 46, width: 656, base: 154, height: 112 };
const QUARTER = 3;

/** The periods of a theme's own timeline, a quarter at least; undefined where the theme is undated. */
export function themePeriods(report: Report, theme: ReportTheme): Periods | undefined {
  return theme.months.length === 0 ? undefined : periodsOf(report.months, QUARTER);
}

/** One theme's passages over the time of the whole collection; undefined where the theme is undated. */
export function themeTimelineSvg(report: Report, theme: ReportTheme): Markup | undefined {
  const periods = themePeriods(report, theme);
  if (periods === undefined) return undefined;
  const values = periods.sum(theme.months, (month) => month.passages);
  const most = Math.max(1, ...values);
  const title = `Passages per ${periods.unit}`;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    width="${WIDTH}"
    height="${HEIGHT}"
    role="img"
    aria-labelledby="timeline-title timeline-desc"
    font-family="${CHART_FONT}"
  >
    <title id="timeline-title">${title}: ${theme.label}</title>
    <desc id="timeline-desc">
      ${count(theme.passages, "passage")}, ${span(theme.firstSeen, theme.lastSeen)}; at most ${integer(most)}
      in a ${periods.unit}.
    </desc>
    <style>
      @media (prefers-color-scheme: dark){${darkChartRules()}}
    </style>
    <rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="10" fill="${GROUND.light}" />
    <text class="muted" fill="${MUTED.light}" x="${PLOT.left}" y="26" font-size="13">${title}</text>
    ${valueLines(most)}
    <path
      class="${shadeClass(colourOf(theme))}"
      fill="${shadeOf(colourOf(theme)).light}"
      d="${barsPath(values, most, PLOT)}"
    />
    <path
      class="line"
      stroke="${LINE.light}"
      d="M${PLOT.left} ${PLOT.base + 0.5}H${PLOT.left + PLOT.width}"
    />
    ${timeAxis(periods, PLOT)}
  </svg>`;
}

function valueLines(most: number): Markup {
  return html`<g font-size="13" text-anchor="end"
    >${valueTicks(most).map((value) => {
      const y = PLOT.base - (value / most) * PLOT.height;
      return html`<path
          class="line"
          stroke="${LINE.light}"
          d="M${PLOT.left} ${tidy(y)}H${PLOT.left + PLOT.width}"
        /><text class="muted" fill="${MUTED.light}" x="${PLOT.left - 8}" y="${tidy(y + 4.5)}"
          >${integer(value)}</text
        >`;
    })}</g
  > `;
}
