/** The names of the themes on the map, placed so that none lies on another. */
import { at } from "../../math/at.js";
import type { ZoomTransform } from "d3-zoom";
import { placeLabels } from "../../render/svg/labels.js";
import { plain } from "../../render/text.js";
import { hoverFrom, openTheme } from "../dom/actions.js";
import type { App } from "../state/app.js";
import { h } from "../dom/dom.js";
import type { Plot } from "./plot.js";

export interface MapNames {
  element: HTMLElement;
  place(plot: Plot, transform: ZoomTransform): void;
  /** Names of themes in the background fade. */
  light(theme: number | undefined): void;
}

/** Room between two names, in pixels. */
const GAP = 6;

export function makeMapNames(app: App): MapNames {
  const names = app.data.themes.map((theme, position) => {
    const name = h(
      "button",
      { class: "map-name", type: "button", on: { click: () => openTheme(app, position) } },
      h("bdi", {}, plain(theme.label)),
    );
    name.dataset["theme"] = String(position);
    // The list of the themes holds the same for the keyboard.
    name.tabIndex = -1;
    hoverFrom(name, app, { theme: position });
    return name;
  });
  const element = h("div", { class: "map-names" }, ...names);
  return {
    element,
    place(plot, transform) {
      const points = visiblePoints(app, plot, transform);
      const wanted = names.flatMap((name, theme) => {
        name.hidden = false;
        const anchor = middleOf(app, plot, transform, theme);
        const { offsetWidth, offsetHeight } = name;
        name.hidden = true;
        return anchor === undefined
          ? []
          : [{ name, request: { anchor, width: offsetWidth + GAP, height: offsetHeight + GAP } }];
      });
      const bounds = { x: 4, y: 4, width: plot.size.width - 8, height: plot.size.height - 8 };
      const boxes = placeLabels(
        wanted.map(({ request }) => request),
        points,
        bounds,
      );
      wanted.forEach(({ name }, i) => {
        const box = boxes[i];
        if (box === undefined) return;
        name.hidden = false;
        name.style.translate = `${box.x + GAP / 2}px ${box.y + GAP / 2}px`;
      });
    },
    light(theme) {
      names.forEach((name, position) => {
        name.classList.toggle("lit", position === theme);
        name.classList.toggle("faint", theme !== undefined && position !== theme);
      });
    },
  };
}

/** The median of a theme's passages in sight, by each axis; undefined where none is in sight. */
function middleOf(
  { visible, passagesOfTheme }: App,
  { xs, ys, size }: Plot,
  transform: ZoomTransform,
  theme: number,
): { x: number; y: number } | undefined {
  const seen = (passagesOfTheme[theme] ?? [])
    .filter((i) => visible[i] === 1)
    .map((i) => transform.apply([at(xs, i), at(ys, i)]))
    .filter(([x, y]) => x >= 0 && y >= 0 && x <= size.width && y <= size.height);
  if (seen.length === 0) return undefined;
  const median = (axis: 0 | 1): number =>
    at(
      seen.map((point) => point[axis]).sort((a, b) => a - b),
      Math.floor(seen.length / 2),
    );
  return { x: median(0), y: median(1) };
}

function visiblePoints(
  { visible }: App,
  { xs, ys }: Plot,
  transform: ZoomTransform,
): { x: number; y: number }[] {
  return Array.from(xs.keys())
    .filter((i) => visible[i] === 1)
    .map((i) => {
      const [x, y] = transform.apply([at(xs, i), at(ys, i)]);
      return { x, y };
    });
}
