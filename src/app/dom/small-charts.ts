/** Drawings without a word in them, beside and between text. They stretch to the width they are given. */
import { tidy, themeClass } from "../../render/svg/palette.js";
import { barsPath } from "../../render/svg/time-chart.js";
import type { AppData, AppPost } from "../../render/app-data-types.js";
import { svg } from "./dom.js";

const HEIGHT = 24;

/** One bar per value, the largest as high as there is room; `label` says the same in words. */
export function sparkBars(values: readonly number[], themeNumber: number, label: string): SVGElement {
  const plot = { left: 0, width: values.length * 10, base: HEIGHT, height: HEIGHT };
  const path = barsPath(values, Math.max(1, ...values), plot);
  return svg(
    "svg",
    {
      ...{
        class: `spark ${themeClass(themeNumber)}`,
        viewBox: `0 0 ${Math.max(1, values.length) * 10} ${HEIGHT}`,
      },
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
export function mixBar({ themes }: AppData, post: AppPost): SVGElement {
  let x = 0;
  const parts = post.themes.map(({ theme, share }) => {
    const width = share * 100;
    const part = svg("rect", {
      ...{ class: `fill ${themeClass(themes[theme]?.number ?? 1)}`, x: tidy(x) },
      ...{ width: tidy(Math.max(0.5, width - 0.8)), height: 8 },
    });
    x += width;
    return part;
  });
  return svg(
    "svg",
    { class: "mix", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    ...parts,
  );
}
