/** Drawings without a word in them, beside and between text. They stretch to the width they are given. */
import { colourOf, tidy, themeClass } from "../../render/svg/palette.js";
import { MIX, mixParts, sparkDrawing } from "../../render/svg/small-charts.js";
import type { AppData, AppPost } from "../../render/app-data-types.js";
import { svg } from "./dom.js";

const MIX_GAP = 0.8;

/** One bar per value, the largest as high as there is room; `label` says the same in words. */
export function sparkBars(values: readonly number[], themeNumber: number, label: string): SVGElement {
  const { viewBox, path } = sparkDrawing(values);
  return svg(
    "svg",
    {
      ...{ class: `spark ${themeClass(themeNumber)}`, viewBox },
      ...{ preserveAspectRatio: "none", role: "img", "aria-label": label },
    },
    svg("path", { class: "fill", d: path }),
  );
}

/** One bar of a share, 0…1; hidden from screen readers, as the number beside it says the same. */
export function shareBar(share: number, themeNumber: number): SVGElement {
  return svg(
    "svg",
    {
      ...{ class: `share-bar ${themeClass(themeNumber)}`, viewBox: "0 0 100 4" },
      ...{ preserveAspectRatio: "none", "aria-hidden": "true" },
    },
    svg("rect", { class: "ground", width: 100, height: 4 }),
    svg("rect", { class: "fill", width: tidy(Math.max(0.5, share * 100)), height: 4 }),
  );
}

/** One bar in the parts that a post's themes take; hidden from screen readers, as the text beside it says the same. */
export function mixBar(data: AppData, post: AppPost): SVGElement {
  const parts = mixParts(post.themes, MIX_GAP).map(({ of, x, width }) =>
    svg("rect", { class: `fill ${themeClass(numberOf(data, of.theme))}`, x, width, height: MIX.height }),
  );
  return svg(
    "svg",
    { class: "mix", viewBox: MIX.viewBox, preserveAspectRatio: "none", "aria-hidden": "true" },
    ...parts,
  );
}

function numberOf({ themes }: AppData, position: number): number {
  const theme = themes[position];
  if (theme === undefined) throw new Error(`Expected a theme of the page, got ${position}.`);
  return colourOf(theme);
}
