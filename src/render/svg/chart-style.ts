/** The colours of charts. They are written as attributes for a light ground; these rules change them for a dark one. */
import { SHADES, UNPLACED } from "./palette.js";

export const GROUND = { light: "#ffffff", dark: "#15181d" };
export const INK = { light: "#1f2429", dark: "#e8e6e1" };
export const MUTED = { light: "#5b636d", dark: "#a4acb6" };
export const LINE = { light: "#d9dce0", dark: "#363c45" };

export const CHART_FONT = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

/** Rules for `.c1` … `.c20`, `.un` (unplaced), `.ground`, `.ink`, `.muted` and lines on a dark ground. */
export function darkChartRules(): string {
  const shades = SHADES.map(({ dark }, index) => `.c${index + 1}{fill:${dark}}`);
  return [
    ...shades,
    `.un{fill:${UNPLACED.dark}}`,
    `.ground{fill:${GROUND.dark}}`,
    `.seam{stroke:${GROUND.dark}}`,
    `.ink{fill:${INK.dark}}`,
    `.muted{fill:${MUTED.dark}}`,
    `.line{stroke:${LINE.dark}}`,
    `.leader{stroke:${MUTED.dark}}`,
    `.trace{stroke:${SHADES[0]?.dark ?? INK.dark}}`,
  ].join("");
}
