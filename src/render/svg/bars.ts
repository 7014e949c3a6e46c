/** Small bars without a word in them, for beside and between text. They stretch to the width they are given. */
import type { PostThemeShare } from "../../shapes/report.js";
import { html, type Markup } from "../html.js";
import { shadeClass, shadeOf, tidy } from "./palette.js";
import { barsPath } from "./time-chart.js";

const HEIGHT = 24;

/** One bar per value, the largest as high as there is room; `label` says the same in words. */
export function sparkBars(values: readonly number[], themeNumber: number, label: string): Markup {
  const plot = { left: 0, width: values.length * 10, base: HEIGHT, height: HEIGHT };
  const path = barsPath(values, Math.max(1, ...values), plot);
  return html`<svg
    class="spark"
    viewBox="0 0 ${Math.max(1, values.length) * 10} ${HEIGHT}"
    preserveAspectRatio="none"
    role="img"
    aria-label="${label}"
  >
    <path class="${shadeClass(themeNumber)}" fill="${shadeOf(themeNumber).light}" d="${path}" />
  </svg>`;
}

/** One bar in the parts of a whole; hidden from screen readers, as the text beside it says the same. */
export function mixBar(shares: readonly PostThemeShare[], numberOf: (themeId: string) => number): Markup {
  let x = 0;
  const parts = shares.map(({ themeId, share }) => {
    const number = numberOf(themeId);
    const width = share * 100;
    const part = html`<rect
      class="${shadeClass(number)}"
      fill="${shadeOf(number).light}"
      x="${tidy(x)}"
      width="${tidy(Math.max(0.5, width - 1))}"
      height="8"
    />`;
    x += width;
    return part;
  });
  return html`<svg class="mix" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    ${parts}
  </svg>`;
}

/** The mark by which a theme is known on the map. */
export function themeMark(number: number, path: string): Markup {
  return html`<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
    <path class="${shadeClass(number)}" fill="${shadeOf(number).light}" d="${path}" />
  </svg>`;
}
