import { at } from "../../math/at.js";
import { integer } from "../../render/words.js";
import { h } from "../dom/dom.js";
import type { App } from "../state/app.js";
import type { TimeCounts } from "./counts.js";
import { rowName } from "./words.js";

/** The numbers of the chart, for those who can't see it or want to copy them; made when it is opened. */
export function makeTimeTable(app: App): { element: HTMLDetailsElement; update(counts: TimeCounts): void } {
  const place = h("div", { class: "scroll" });
  place.tabIndex = 0;
  place.setAttribute("role", "region");
  place.setAttribute("aria-label", "Passages per theme and period");
  const element = h("details", { class: "time-numbers" }, h("summary", {}, "The numbers"), place);
  let counts: TimeCounts | undefined;
  let shown: TimeCounts | undefined;
  const show = (): void => {
    if (!element.open || counts === undefined || counts === shown) return;
    shown = counts;
    place.replaceChildren(table(app, counts));
  };
  element.addEventListener("toggle", show);
  return {
    element,
    update(next) {
      counts = next;
      show();
    },
  };
}

function table(app: App, { periods, passages, totals }: TimeCounts): HTMLElement {
  const names = passages.map((_, row) => rowName(app.data, row));
  const heading = (text: string, scope: "col" | "row"): HTMLElement => {
    const cell = h("th", {}, h("bdi", {}, text));
    cell.scope = scope;
    return cell;
  };
  const number = (value: number): HTMLElement => h("td", { class: "num" }, integer(value));
  return h(
    "table",
    {},
    h("caption", {}, `Passages per ${periods.unit} and theme`),
    h("thead", {}, h("tr", {}, h("td"), ...["All", ...names].map((name) => heading(name, "col")))),
    h(
      "tbody",
      {},
      ...periods.periods.map(({ label }, period) =>
        h(
          "tr",
          {},
          heading(label, "row"),
          number(at(totals, period)),
          ...passages.map((row) => number(at(row, period))),
        ),
      ),
    ),
  );
}
