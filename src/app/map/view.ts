/** The map: every passage a mark, near to what is about similar things. To be zoomed, pointed at and selected from. */
import { at } from "../../math/at.js";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomTransform } from "d3-zoom";
import { openPassage } from "../dom/actions.js";
import type { MakeView } from "../state/app.js";
import { h } from "../dom/dom.js";
import { areaOf, boxCorners } from "../state/map-area.js";
import { makeMapNames } from "./names.js";
import { setShownPlace, shownPlace } from "../state/map-place.js";
import { makeFinder, tooltipOf, type Finder } from "./pointing.js";
import { drawArea, drawPlot, drawRing, plotFor, strengths, toUnits, type Plot } from "./plot.js";

const MODES = [
  ["move", "Move"],
  ["box", "Box"],
  ["lasso", "Lasso"],
] as const;
type Mode = (typeof MODES)[number][0];

const MOST_ZOOM = 40;
const STEP = 1.5;
/** Pixels that a key moves the map by. */
const KEY_PAN = 60;
/** A pointer within so many pixels of a passage points at it. */
const REACH = 14;
/** Dragging for less than this is a press. */
const SHORTEST_DRAG = 6;
const HELP =
  "Map of the passages. Arrow keys move it, plus and minus zoom, 0 shows all of it. N and P go to the next and the previous passage, Enter opens it, Escape ends a selection.";

export const makeMapView: MakeView = (root, app) => {
  const canvas = h("canvas", { class: "map-canvas", role: "application", aria: { label: HELP } });
  canvas.tabIndex = 0;
  const names = makeMapNames(app);
  const tooltip = h("div", { class: "map-tooltip", aria: { hidden: true } });
  const spoken = h("p", { class: "off-screen", role: "status" });
  tooltip.hidden = true;
  const surface = h("div", { class: "map-surface" }, canvas, names.element, tooltip, spoken);
  const toolbar = makeToolbar();
  root.replaceChildren(surface, toolbar.element);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const context = canvas.getContext("2d");

  let plot: Plot = plotFor(app, { width: 1, height: 1 });
  let transform: ZoomTransform = zoomIdentity;
  let strength = strengths(app);
  let finder: Finder | undefined;
  let drawn: Readonly<Uint8Array> | undefined;
  let isMoving = false;
  let outline: [number, number][] | undefined;
  let walked: number | undefined;
  let frame = 0;

  // On the surface, so that a drag or a wheel that begins on a name counts too.
  const zooming = zoom<HTMLElement, unknown>()
    .scaleExtent([1, MOST_ZOOM])
    .filter((event: MouseEvent) => event.type === "wheel" || (draws(event) ? false : event.button === 0))
    .on("start", () => {
      isMoving = true;
      names.element.classList.add("moving");
      tooltip.hidden = true;
    })
    .on("zoom", (event: { transform: ZoomTransform }) => {
      transform = event.transform;
      const { width, height } = plot.size;
      setShownPlace({ scale: transform.k, x: transform.x / width, y: transform.y / height });
      redraw();
    })
    .on("end", () => {
      isMoving = false;
      names.place(plot, transform);
      names.element.classList.remove("moving");
      redraw();
    });
  const surfaceOfZoom = select<HTMLElement, unknown>(surface).call(zooming).on("dblclick.zoom", null);

  function draws(event: { shiftKey: boolean }): boolean {
    return event.shiftKey || toolbar.mode() !== "move";
  }

  function redraw(): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  }

  function draw(): void {
    if (context === null) return;
    const ground = dark.matches ? "dark" : "light";
    const ink = getComputedStyle(canvas).color;
    drawPlot(context, { app, plot, strength, transform, ground, isMoving }, window.devicePixelRatio);
    const area = outline === undefined ? app.state.area : areaOf(outline);
    if (area !== undefined) drawArea(context, { plot, transform }, area, ink);
    const { passage } = app.state;
    if (passage !== undefined) drawRing(context, { plot, transform }, passage, ink);
    const { passage: pointed } = app.hovered;
    if (pointed !== undefined && pointed !== passage) drawRing(context, { plot, transform }, pointed, ink);
  }

  function resize(): void {
    const { clientWidth: width, clientHeight: height } = surface;
    if (width === 0 || height === 0) return;
    canvas.width = Math.round(width * window.devicePixelRatio);
    canvas.height = Math.round(height * window.devicePixelRatio);
    plot = plotFor(app, { width, height });
    finder = undefined;
    zooming.extent([
      [0, 0],
      [width, height],
    ]);
    zooming.translateExtent([
      [-width * 0.2, -height * 0.2],
      [width * 1.2, height * 1.2],
    ]);
    const place = shownPlace();
    if (place !== undefined) {
      const begin = zoomIdentity.translate(place.x * width, place.y * height).scale(place.scale);
      zooming.transform(surfaceOfZoom, begin);
    }
    names.place(plot, transform);
    draw();
  }

  /** The passage under a place on the canvas, of those that pass the filters. */
  function passageAt(x: number, y: number): number | undefined {
    finder ??= makeFinder(app, plot);
    const passage = finder.find(...transform.invert([x, y]));
    const [px, py] = transform.apply([plot.xs[passage] ?? Infinity, plot.ys[passage] ?? Infinity]);
    return Math.hypot(px - x, py - y) <= REACH ? passage : undefined;
  }

  function point(passage: number | undefined, x = 0, y = 0): void {
    app.hover(passage === undefined ? {} : { passage });
    canvas.classList.toggle("pointing", passage !== undefined);
    tooltip.hidden = passage === undefined;
    if (passage === undefined) return;
    tooltip.replaceChildren(...tooltipOf(app, passage));
    const { offsetWidth, offsetHeight } = tooltip;
    const { width, height } = plot.size;
    const left = Math.min(Math.max(4, x + 14), width - offsetWidth - 4);
    const top = y + 18 + offsetHeight > height ? y - offsetHeight - 12 : y + 18;
    tooltip.style.translate = `${Math.max(4, left)}px ${Math.max(4, top)}px`;
  }

  canvas.addEventListener("pointermove", (event) => {
    if (outline !== undefined) extend(event);
    else if (event.buttons === 0 && !isMoving) {
      point(passageAt(event.offsetX, event.offsetY), event.offsetX, event.offsetY);
    }
  });
  canvas.addEventListener("pointerleave", () => outline === undefined && point(undefined));
  canvas.addEventListener("click", (event) => {
    const passage = draws(event) ? undefined : passageAt(event.offsetX, event.offsetY);
    if (passage !== undefined) openPassage(app, passage);
  });

  /* ------------------------------------------------------- drawing an area */

  let origin: [number, number] = [0, 0];
  canvas.addEventListener("pointerdown", (event) => {
    if (!draws(event) || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    origin = [event.offsetX, event.offsetY];
    outline = [];
    point(undefined);
  });
  canvas.addEventListener("pointerup", (event) => {
    if (outline === undefined) return;
    const area = areaOf(outline);
    const isDrag = Math.hypot(event.offsetX - origin[0], event.offsetY - origin[1]) >= SHORTEST_DRAG;
    outline = undefined;
    if (area !== undefined && (isDrag || toolbar.mode() === "lasso")) app.set({ area });
    else redraw();
  });
  canvas.addEventListener("pointercancel", () => {
    outline = undefined;
    redraw();
  });

  function extend({ offsetX, offsetY }: PointerEvent): void {
    const units = (x: number, y: number): [number, number] => toUnits(plot.size, ...transform.invert([x, y]));
    if (toolbar.mode() === "lasso") outline?.push(units(offsetX, offsetY));
    else outline = boxCorners(units(...origin), units(offsetX, offsetY)).map(([x, y]) => [x, y]);
    redraw();
  }

  /* ---------------------------------------------------- buttons and keyboard */

  function zoomBy(factor: number): void {
    zooming.scaleBy(surfaceOfZoom, factor);
  }
  const pan = (x: number, y: number) => (): void =>
    zooming.translateBy(surfaceOfZoom, x / transform.k, y / transform.k);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: pan(KEY_PAN, 0),
    ArrowRight: pan(-KEY_PAN, 0),
    ArrowUp: pan(0, KEY_PAN),
    ArrowDown: pan(0, -KEY_PAN),
    "+": () => zoomBy(STEP),
    "=": () => zoomBy(STEP),
    "-": () => zoomBy(1 / STEP),
    "0": () => zooming.transform(surfaceOfZoom, zoomIdentity),
    n: () => walk(1),
    p: () => walk(-1),
    Enter: () => walked !== undefined && openPassage(app, walked),
    Escape: () => app.set({ area: undefined }),
  };
  canvas.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (act === undefined) return;
    act();
    event.preventDefault();
  });
  toolbar.element.addEventListener("change", () => {
    surface.classList.toggle("drawing", toolbar.mode() !== "move");
  });
  toolbar.onZoom = zoomBy;
  toolbar.onReset = () => zooming.transform(surfaceOfZoom, zoomIdentity);

  /** Goes from passage to passage: of the open theme, or of all. */
  function walk(step: 1 | -1): void {
    const { theme } = app.state;
    const candidates =
      theme === undefined ? Array.from(app.visible.keys()) : (app.passagesOfTheme[theme] ?? []);
    const passages = candidates.filter((passage) => app.visible[passage] === 1);
    if (passages.length === 0) return;
    const place = walked === undefined ? -1 : passages.indexOf(walked);
    walked = at(passages, (place + step + passages.length) % passages.length);
    const [x, y] = transform.apply([at(plot.xs, walked), at(plot.ys, walked)]);
    point(walked, x, y);
    spoken.textContent = tooltip.textContent;
  }

  new ResizeObserver(resize).observe(surface);
  dark.addEventListener("change", redraw);
  return {
    update() {
      strength = strengths(app);
      if (drawn !== app.visible) {
        drawn = app.visible;
        finder = undefined;
        names.place(plot, transform);
      }
      names.light(app.hovered.theme ?? (app.state.post === undefined ? app.state.theme : undefined));
      redraw();
    },
    hover() {
      strength = strengths(app);
      names.light(app.hovered.theme ?? (app.state.post === undefined ? app.state.theme : undefined));
      redraw();
    },
  };
};

interface Toolbar {
  element: HTMLElement;
  mode(): Mode;
  onZoom: (factor: number) => void;
  onReset: () => void;
}

function makeToolbar(): Toolbar {
  const radios = MODES.map(([mode, words]) => {
    const input = h("input", { type: "radio", class: "off-screen" });
    input.name = "map-mode";
    input.value = mode;
    input.checked = mode === "move";
    return { mode, input, label: h("label", { class: "map-mode" }, input, h("span", {}, words)) };
  });
  const group = h(
    "div",
    { class: "map-modes", role: "radiogroup", aria: { label: "What dragging does" } },
    ...radios.map(({ label }) => label),
  );
  const button = (text: string, label: string, press: () => void): HTMLElement =>
    h(
      "button",
      { class: "quiet", type: "button", aria: { label }, title: label, on: { click: press } },
      text,
    );
  const toolbar: Toolbar = {
    element: h(
      "div",
      { class: "map-toolbar" },
      group,
      h(
        "div",
        { class: "map-zoom" },
        button("+", "Zoom in", () => toolbar.onZoom(STEP)),
        button("−", "Zoom out", () => toolbar.onZoom(1 / STEP)),
        button("All", "All of the map", () => toolbar.onReset()),
      ),
    ),
    mode: () => radios.find(({ input }) => input.checked)?.mode ?? "move",
    onZoom: () => undefined,
    onReset: () => undefined,
  };
  return toolbar;
}
