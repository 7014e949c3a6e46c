import type { Report, ReportTheme } from "../../shapes/report.js";
import { html, type Markup } from "../html.js";
import { periodsOf } from "../months.js";
import { oneLine } from "../text.js";
import { integer, span } from "../words.js";
import { CHART_FONT, darkChartRules, GROUND, INK, LINE, MUTED } from "./chart-style.js";
import { colourOf, shadeClass, shadeOf } from "./palette.js";
import { wrapText } from "./text-width.js";
import { timeAxis } from "./time-axis.js";
import { barsPath, type Plot } from "./time-chart.js";

const WIDTH = 960;
const LEFT = 270;
const RIGHT = 60;
const TOP = 48;
const ROW = 40;
const BAR_HEIGHT = 30;
const BOTTOM = 34;

/** One row of bars per theme, each on its own scale, so that small themes show when they came and went; undefined where nothing is dated. */
export function timelineSvg(report: Report): Markup | undefined {
  const periods = periodsOf(report.months);
  if (periods === undefined) return undefined;
  const height = TOP + report.themes.length * ROW + BOTTOM;
  const rows = report.themes.map((theme) => periods.sum(theme.months, (month) => month.passages));
  const title = `Passages per ${periods.unit} and theme`;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${WIDTH} ${height}"
    width="${WIDTH}"
    height="${height}"
    role="img"
    aria-labelledby="timeline-title timeline-desc"
    font-family="${CHART_FONT}"
  >
    <title id="timeline-title">${title}</title>
    <desc id="timeline-desc">
      ${span(report.firstDate, report.lastDate)}. Each theme has its own scale.
      ${report.themes.map((theme) => `${theme.label}: ${span(theme.firstSeen, theme.lastSeen)}. `)}
    </desc>
    <style>
      @media (prefers-color-scheme: dark){${darkChartRules()}}
    </style>
    <rect class="ground" width="${WIDTH}" height="${height}" rx="10" fill="${GROUND.light}" />
    <text class="muted" fill="${MUTED.light}" x="18" y="28" font-size="14">
      ${title}; the number is the tallest bar of the row
    </text>
    ${report.themes.map((theme, index) => themeRow(theme, rows[index] ?? [], TOP + index * ROW))}${timeAxis(periods, plotAt(height - BOTTOM))}
  </svg>`;
}

function themeRow(theme: ReportTheme, values: readonly number[], top: number): Markup {
  const most = Math.max(1, ...values);
  const plot = plotAt(top + ROW - 4);
  const [name] = wrapText(oneLine(theme.label), LEFT - 34, 14, 1);
  return html`<g id="timeline-theme-${theme.number}"
    ><text class="ink" fill="${INK.light}" x="18" y="${plot.base - 6}" font-size="14">${name}</text
    ><path class="line" stroke="${LINE.light}" d="M${LEFT} ${plot.base + 0.5}H${WIDTH - RIGHT}" /><path
      class="${shadeClass(colourOf(theme))}"
      fill="${shadeOf(colourOf(theme)).light}"
      d="${barsPath(values, most, plot)}"
    /><text
      class="muted"
      fill="${MUTED.light}"
      x="${WIDTH - 18}"
      y="${plot.base - 6}"
      font-size="13"
      text-anchor="end"
      >${integer(Math.max(0, ...values))}</text
    ></g
  > `;
}

function plotAt(base: number): Plot {
  return { left: LEFT, width: WIDTH - RIGHT - LEFT, base, height: BAR_HEIGHT };
}
