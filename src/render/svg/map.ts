import { at } from "../../math/at.js";
import type { Report, ReportPassage, ReportTheme } from "../../shapes/report.js";
import { groupBy } from "../../text/group.js";
import { html, type Markup } from "../html.js";
import { oneLine } from "../text.js";
import { count } from "../words.js";
import { CHART_FONT, darkChartRules, GROUND, INK, LINE, MUTED } from "./chart-style.js";
import { type Box, type LabelRequest, placeLabels, type Point } from "./labels.js";
import { colourOf, markPath, shadeClass, shadeOf, tidy, UNPLACED } from "./palette.js";
import { textWidth, wrapText } from "./text-width.js";

export interface MapOptions {
  /** Begins the ids in the drawing, so that two drawings can stand on one page. */
  id: string;
  width: number;
  /** Of the plot, in the same unit; a legend comes on top. */
  height: number;
  /** True for a file of its own: with legend, ground and rules for dark mode. */
  standalone: boolean;
  /** Draws only every second, third … passage where there are more than this; all where absent. */
  most?: number;
  /** Where a theme's name leads to; no links where absent. */
  link?: (theme: ReportTheme) => string;
}

const FONT_SIZE = 14;
const LINE_HEIGHT = 17;
const LABEL_PADDING = 5;
const LABEL_WIDTH = 150;
const MARGIN = 18;

/** All passages as points, the near ones being about similar things, with the names of the themes. */
export function mapSvg(report: Report, options: MapOptions): Markup {
  const { id, width, height, standalone } = options;
  const points = placeAll(report.passages, width, height);
  const legend = standalone ? legendOf(report, width, height) : undefined;
  const total = height + (legend?.height ?? 0);
  const every = Math.max(1, Math.ceil(points.length / (options.most ?? Infinity)));
  const drawn = zip(report.passages, points).filter((_, index) => index % every === 0);
  const placed = groupBy(drawn, ({ passage }) => passage.themeId ?? "");
  const radius = radiusFor(drawn.length, width, height);
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${width} ${total}"
    ${standalone ? html` width="${width}" height="${total}"` : undefined}
    role="${options.link === undefined ? "img" : "group"}"
    aria-labelledby="${id}-title ${id}-desc"
    font-family="${CHART_FONT}"
  >
    <title id="${id}-title">Map of ${count(report.counts.themes, "theme")}</title>
    <desc id="${id}-desc">${description(report)}</desc>
    ${
      standalone
        ? html`<style>
              @media (prefers-color-scheme: dark){${darkChartRules()}}
            </style>
            <rect class="ground" width="${width}" height="${total}" rx="10" fill="${GROUND.light}" />`
        : undefined
    }
    <g id="${id}-unplaced">${marks(placed.get("") ?? [], 1, radius * 0.8, "un", UNPLACED.light)}</g>
    ${report.themes.map(
      (theme) =>
        html`<g id="${id}-theme-${theme.number}"
          >${marks(placed.get(theme.id) ?? [], colourOf(theme), radius, shadeClass(colourOf(theme)), shadeOf(colourOf(theme)).light)}</g
        > `,
    )}${labels(report, placed, points, options)}${legend?.markup}
  </svg>`;
}

interface PlacedPassage {
  passage: ReportPassage;
  point: Point;
}

function zip(passages: readonly ReportPassage[], points: readonly Point[]): PlacedPassage[] {
  return passages.flatMap((passage, index) => {
    const point = points[index];
    return point === undefined ? [] : [{ passage, point }];
  });
}

/**
 * Where the passages stand in the drawing; y grows upwards in the data and downwards on a screen. In a large collection
 * a handful of far-off passages would press all others together: they are drawn at the edge.
 */
function placeAll(passages: readonly ReportPassage[], width: number, height: number): Point[] {
  const across = scale(
    passages.map(({ x }) => x),
    width,
  );
  const upwards = scale(
    passages.map(({ y }) => y),
    height,
  );
  return passages.map(({ x, y }) => ({ x: across(x), y: height - upwards(y) }));
}

/** Passages beyond which outliers go to the edge, and the part of them at either end that may. */
const MANY = 200;
const OUTLYING = 0.004;

function scale(values: readonly number[], length: number): (value: number) => number {
  if (values.length === 0) return () => length / 2;
  const sorted = [...values].sort((a, b) => a - b);
  const cut = sorted.length < MANY ? 0 : Math.ceil(sorted.length * OUTLYING);
  const [low, high] = [at(sorted, cut), at(sorted, sorted.length - 1 - cut)];
  const inner = length - 2 * MARGIN;
  return (value) => {
    const part = high === low ? 0.5 : (value - low) / (high - low);
    return MARGIN + Math.min(1, Math.max(0, part)) * inner;
  };
}

/** Smaller marks for more points or a smaller drawing, so that about the same part of it is covered. */
function radiusFor(points: number, width: number, height: number): number {
  const even = (0.11 * Math.sqrt(width * height)) / Math.sqrt(Math.max(1, points));
  return Math.min(6, Math.max(1.6, Number(even.toFixed(1))));
}

function marks(
  placed: readonly PlacedPassage[],
  number: number,
  radius: number,
  className: string,
  fill: string,
): Markup | undefined {
  if (placed.length === 0) return undefined;
  const path = placed.map(({ point }) => markPath(number, point.x, point.y, radius)).join("");
  return html`<path
    class="${className} seam"
    fill="${fill}"
    stroke="${GROUND.light}"
    stroke-width="${tidy(radius / 6)}"
    d="${path}"
  />`;
}

function description(report: Report): string {
  const names = report.themes.map((theme) => `${theme.label} (${count(theme.passages, "passage")})`);
  const unplaced = `Unplaced: ${count(report.counts.unplaced, "passage")}.`;
  return `Each mark is a passage; marks that lie close together are about similar things. ${names.join(", ")}. ${unplaced}`;
}

function middle(points: readonly Point[]): Point {
  return { x: median(points.map(({ x }) => x)), y: median(points.map(({ y }) => y)) };
}

/** The median is where most of a theme is, also where some of its points lie far off. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return at(sorted, Math.floor(sorted.length / 2));
}

interface Label {
  theme: ReportTheme;
  own: Point[];
  lines: string[];
  request: LabelRequest;
}

function labels(
  report: Report,
  placed: ReadonlyMap<string, readonly PlacedPassage[]>,
  points: readonly Point[],
  { id, width, height, link }: MapOptions,
): Markup {
  const wanted = report.themes
    .filter((theme) => placed.has(theme.id))
    .map((theme) =>
      labelFor(
        theme,
        (placed.get(theme.id) ?? []).map(({ point }) => point),
      ),
    );
  const bounds: Box = { x: 4, y: 4, width: width - 8, height: height - 8 };
  const boxes = placeLabels(
    wanted.map((label) => label.request),
    points,
    bounds,
  );
  const drawn = wanted.map((label, index) => {
    const box = boxes[index];
    if (box === undefined) return undefined;
    const name = drawLabel(label, box);
    const named = link === undefined ? name : html`<a href="${link(label.theme)}">${name}</a>`;
    return html`<g
      id="${id}-label-${label.theme.number}"
      data-box="${[box.x, box.y, box.width, box.height].map(tidy).join(" ")}"
      >${leader(label.own, box)}${named}</g
    > `;
  });
  return html`<g id="${id}-labels" font-size="${FONT_SIZE}" font-weight="600" text-anchor="middle">
    ${drawn}</g
  > `;
}

function labelFor(theme: ReportTheme, own: Point[]): Label {
  const anchor = middle(own);
  const lines = wrapText(oneLine(theme.label), LABEL_WIDTH, FONT_SIZE, 2);
  const width = Math.max(0, ...lines.map((line) => textWidth(line, FONT_SIZE))) + 2 * LABEL_PADDING;
  return {
    theme,
    own,
    lines,
    request: { anchor, width, height: lines.length * LINE_HEIGHT + 2 * LABEL_PADDING - 4 },
  };
}

/** From this distance on, a line says which marks a name belongs to. */
const NEAR = 30;

/** A line from a name that had to move away to the nearest of the marks it names. */
function leader(own: readonly Point[], box: Box): Markup | undefined {
  const lines = own.map((to) => {
    const from = {
      x: Math.min(Math.max(to.x, box.x), box.x + box.width),
      y: Math.min(Math.max(to.y, box.y), box.y + box.height),
    };
    return { from, to, length: Math.hypot(from.x - to.x, from.y - to.y) };
  });
  const [shortest] = lines.sort((a, b) => a.length - b.length);
  if (shortest === undefined || shortest.length < NEAR) return undefined;
  const { from, to } = shortest;
  const path = `M${tidy(from.x)} ${tidy(from.y)}L${tidy(to.x)} ${tidy(to.y)}`;
  return html`<path class="leader" fill="none" stroke="${MUTED.light}" stroke-opacity=".7" d="${path}" />`;
}

function drawLabel({ lines }: Label, box: Box): Markup {
  const x = tidy(box.x + box.width / 2);
  const first = box.y + LABEL_PADDING + FONT_SIZE - 3;
  return html`<rect
      class="ground"
      x="${tidy(box.x)}"
      y="${tidy(box.y)}"
      width="${tidy(box.width)}"
      height="${tidy(box.height)}"
      rx="5"
      fill="${GROUND.light}"
      fill-opacity=".86"
    /><text class="ink" fill="${INK.light}"
      >${lines.map(
        (line, index) => html`<tspan x="${x}" y="${tidy(first + index * LINE_HEIGHT)}">${line}</tspan>`,
      )}</text
    >`;
}

const LEGEND_FONT = 13;
const LEGEND_ROW = 22;
const LEGEND_COLUMN = 300;

function legendOf(report: Report, width: number, top: number): { markup: Markup; height: number } {
  const columns = Math.max(1, Math.floor((width - 2 * MARGIN) / LEGEND_COLUMN));
  const columnWidth = (width - 2 * MARGIN) / columns;
  const entries = [
    ...report.themes.map((theme) => ({
      text: theme.label,
      number: colourOf(theme),
      passages: theme.passages,
      className: shadeClass(colourOf(theme)),
      fill: shadeOf(colourOf(theme)).light,
    })),
    { text: "Unplaced", number: 1, passages: report.counts.unplaced, className: "un", fill: UNPLACED.light },
  ];
  const rows = Math.ceil(entries.length / columns);
  const drawn = entries.map(({ text, number, passages, className, fill }, index) => {
    const x = MARGIN + Math.floor(index / rows) * columnWidth;
    const y = top + 30 + (index % rows) * LEGEND_ROW;
    const amount = `  ${passages}`;
    const [name] = wrapText(oneLine(text), columnWidth - 44 - textWidth(amount, LEGEND_FONT), LEGEND_FONT, 1);
    return html`<path class="${className}" fill="${fill}" d="${markPath(number, x + 7, y - 4, 5)}" /><text
        class="ink"
        fill="${INK.light}"
        x="${tidy(x + 20)}"
        y="${tidy(y)}"
        >${name}<tspan class="muted" fill="${MUTED.light}" dx="7">${passages}</tspan></text
      > `;
  });
  const markup = html`<g id="map-legend" font-size="${LEGEND_FONT}">
    <path class="line" stroke="${LINE.light}" d="M${MARGIN} ${top + 4}H${width - MARGIN}" />
    ${drawn}</g
  > `;
  return { markup, height: 30 + rows * LEGEND_ROW + 4 };
}
