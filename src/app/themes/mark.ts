/** How a theme is named wherever on the page: by its mark, and by a button that leads to it. */
import { plain } from "../../render/text.js";
import { colourOf, themeClass } from "../../render/svg/palette.js";
import { markDrawing } from "../../render/svg/small-charts.js";
import { hoverFrom, openTheme } from "../dom/actions.js";
import { type Child, h, svg } from "../dom/dom.js";
import type { App } from "../state/app.js";

/** The mark by which a theme is known on the map. */
export function markOf(number: number): SVGSVGElement {
  const { viewBox, path } = markDrawing(number);
  return svg(
    "svg",
    { class: `mark ${themeClass(number)}`, viewBox, "aria-hidden": "true" },
    svg("path", { class: "fill", d: path }),
  );
}

/** Mark and name of a theme: opens its page, and lights up its points while it is pointed at. */
export function themeButton(app: App, position: number, ...more: readonly Child[]): HTMLButtonElement {
  const theme = app.data.themes[position];
  if (theme === undefined) throw new Error(`Expected a theme of the page, got ${position}.`);
  const button = h(
    "button",
    { class: "theme-button", type: "button", on: { click: () => openTheme(app, position) } },
    markOf(colourOf(theme)),
    h("bdi", {}, plain(theme.label)),
    ...more,
  );
  hoverFrom(button, app, { theme: position });
  return button;
}
