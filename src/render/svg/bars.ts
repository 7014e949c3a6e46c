/** The small drawings as markup: bars without a word in them, and marks. */
import type { PostThemeShare } from "../../shapes/report.js";
import { html, type Markup } from "../html.js";
import { shadeClass, shadeOf } from "./palette.js";
import { markDrawing, MIX, mixParts, sparkDrawing } from "./small-charts.js";

const MIX_GAP = 1;

/** One bar per value; `label` says the same in words. */
export function sparkBars(values: readonly number[], themeNumber: number, label: string): Markup {
  const { viewBox, path } = sparkDrawing(values);
  return html`<svg
    class="spark"
    viewBox="${viewBox}"
    preserveAspectRatio="none"
    role="img"
    aria-label="${label}"
  >
    <path class="${shadeClass(themeNumber)}" fill="${shadeOf(themeNumber).light}" d="${path}" />
  </svg>`;
}

/** One bar in the parts of a whole; hidden from screen readers, as the text beside it says the same. */
export function mixBar(shares: readonly PostThemeShare[], numberOf: (themeId: string) => number): Markup {
  const parts = mixParts(shares, MIX_GAP).map(({ of, x, width }) => {
    const number = numberOf(of.themeId);
    return html`<rect
      class="${shadeClass(number)}"
      fill="${shadeOf(number).light}"
      x="${x}"
      width="${width}"
      height="${MIX.height}"
    />`;
  });
  return html`<svg class="mix" viewBox="${MIX.viewBox}" preserveAspectRatio="none" aria-hidden="true">
    ${parts}
  </svg>`;
}

/** The mark by which a theme is known on the map. */
export function themeMark(number: number): Markup {
  const { viewBox, path } = markDrawing(number);
  return html`<svg class="mark" viewBox="${viewBox}" aria-hidden="true">
    <path class="${shadeClass(number)}" fill="${shadeOf(number).light}" d="${path}" />
  </svg>`;
}
