/** Where passages lie on the screen, and the drawing of them. */
import { at } from "../../math/at.js";
import type { ZoomTransform } from "d3-zoom";
import { colourOf, markPath, shadeOf, UNPLACED } from "../../render/svg/palette.js";
import { cornersOf } from "../state/map-area.js";
import type { App } from "../state/app.js";

/** Units of the map's data. */
const UNITS = 10_000;
/** Room at the edges, in pixels, so that no mark is cut. */
const MARGIN = 28;
/** With more points than this in sight marks are plain dots, which are drawn in one stroke per theme. */
const MOST_SHAPES = 2500;

export interface Size {
  width: number;
  height: number;
}

export type Ground = "light" | "dark";

/** Pixels before zooming of a place in data units. */
export function toPixels({ width, height }: Size, x: number, y: number): [number, number] {
  return [
    MARGIN + (x / UNITS) * Math.max(1, width - 2 * MARGIN),
    MARGIN + (1 - y / UNITS) * Math.max(1, height - 2 * MARGIN),
  ];
}

/** The place in data units of pixels before zooming. */
export function toUnits({ width, height }: Size, px: number, py: number): [number, number] {
  return [
    ((px - MARGIN) / Math.max(1, width - 2 * MARGIN)) * UNITS,
    (1 - (py - MARGIN) / Math.max(1, height - 2 * MARGIN)) * UNITS,
  ];
}

/** Radius of a mark in pixels: smaller the more there are, larger the nearer one looks. */
export function radiusFor(points: number, zoom: number): number {
  return Math.min(7, Math.max(1.6, 60 / Math.sqrt(points + 100)) * Math.sqrt(zoom));
}

export interface Plot {
  size: Size;
  /** Pixels before zooming, one per passage. */
  xs: Float32Array;
  ys: Float32Array;
}

export function plotFor({ data }: App, size: Size): Plot {
  const { x, y } = data.passages;
  const plot: Plot = { size, xs: new Float32Array(x.length), ys: new Float32Array(x.length) };
  x.forEach((value, i) => {
    [plot.xs[i], plot.ys[i]] = toPixels(size, value, at(y, i));
  });
  return plot;
}

/** How strongly each passage shows: 3 lit, 2 as usual, 1 in the background, 0 left out by the filters. */
export function strengths(app: App): Uint8Array {
  const { data, state, hovered, visible, found } = app;
  const theme = hovered.theme ?? (state.post === undefined ? state.theme : undefined);
  const subtheme = hovered.theme === undefined ? state.subtheme : undefined;
  const post = hovered.theme === undefined ? state.post : undefined;
  const isChosen = (i: number): boolean => {
    if (post !== undefined) return data.passages.post[i] === post;
    if (subtheme !== undefined) return data.passages.subtheme[i] === subtheme;
    return data.passages.theme[i] === theme;
  };
  const isAny = post !== undefined || theme !== undefined;
  return Uint8Array.from(visible, (passes, i) => {
    if (passes === 0) return 0;
    if (!isAny) return found === undefined ? 2 : found[i] === 1 ? 3 : 1;
    return isChosen(i) ? 3 : 1;
  });
}

const ALPHA = [0.05, 0.16, 0.85, 0.95];

interface Drawing {
  app: App;
  plot: Plot;
  strength: Uint8Array;
  transform: ZoomTransform;
  ground: Ground;
  /** While it moves: dots of square pixels, which cost least. */
  isMoving: boolean;
}

/** Draws all passages, the weakest first, one theme after the other. */
export function drawPlot(context: CanvasRenderingContext2D, drawing: Drawing, ratio: number): void {
  const { app, plot, transform, ground } = drawing;
  const { width, height } = plot.size;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const radius = radiusFor(plot.xs.length, transform.k);
  const groups = groupsInSight(drawing, radius);
  for (const [strength, alpha] of ALPHA.entries()) {
    context.globalAlpha = alpha;
    for (const [theme, points] of groups[strength] ?? []) {
      const own = app.data.themes[theme];
      const number = own && colourOf(own);
      context.fillStyle = (number === undefined ? UNPLACED : shadeOf(number))[ground];
      const size = strength === 3 ? radius * 1.25 : radius;
      if (drawing.isMoving || number === undefined || points.length > MOST_SHAPES) {
        drawDots(context, points, size, drawing.isMoving);
      } else {
        drawShapes(context, points, new Path2D(markPath(number, 0, 0, size)), ratio);
      }
    }
  }
  context.globalAlpha = 1;
}

/** x and y in turn of every passage in sight, by strength and theme. */
function groupsInSight({ app, plot, strength, transform }: Drawing, radius: number): Map<number, number[]>[] {
  const groups = ALPHA.map(() => new Map<number, number[]>());
  const { x: tx, y: ty, k } = transform;
  const { width, height } = plot.size;
  const themes = app.data.passages.theme;
  for (let i = 0; i < plot.xs.length; i++) {
    const x = at(plot.xs, i) * k + tx;
    const y = at(plot.ys, i) * k + ty;
    if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
    const group = at(groups, at(strength, i));
    const theme = at(themes, i);
    const points = group.get(theme);
    if (points === undefined) group.set(theme, [x, y]);
    else points.push(x, y);
  }
  return groups;
}

function drawDots(
  context: CanvasRenderingContext2D,
  points: readonly number[],
  radius: number,
  isQuick: boolean,
): void {
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [at(points, i), at(points, i + 1)];
    if (isQuick) context.rect(x - 0.88 * radius, y - 0.88 * radius, 1.76 * radius, 1.76 * radius);
    else {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
  context.fill();
}

function drawShapes(
  context: CanvasRenderingContext2D,
  points: readonly number[],
  shape: Path2D,
  ratio: number,
): void {
  for (let i = 0; i < points.length; i += 2) {
    context.setTransform(ratio, 0, 0, ratio, ratio * at(points, i), ratio * at(points, i + 1));
    context.fill(shape);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** A ring around one passage. */
export function drawRing(
  context: CanvasRenderingContext2D,
  { plot, transform }: Pick<Drawing, "plot" | "transform">,
  passage: number,
  colour: string,
): void {
  const [x, y] = transform.apply([at(plot.xs, passage), at(plot.ys, passage)]);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, radiusFor(plot.xs.length, transform.k) + 4, 0, 2 * Math.PI);
  context.stroke();
}

/** The area that is selected, or is being drawn. */
export function drawArea(
  context: CanvasRenderingContext2D,
  { plot, transform }: Pick<Drawing, "plot" | "transform">,
  area: readonly number[],
  colour: string,
): void {
  context.beginPath();
  for (const [x, y] of cornersOf(area)) context.lineTo(...transform.apply(toPixels(plot.size, x, y)));
  context.closePath();
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 1.5;
  context.setLineDash([5, 4]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 0.06;
  context.fill();
  context.globalAlpha = 1;
}
