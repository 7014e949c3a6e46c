/** The passages that lie in the area drawn on the map. */
import { at } from "../../math/at.js";
import { count } from "../../render/words.js";
import { endHoverIn } from "../dom/actions.js";
import type { App, MakeView } from "../state/app.js";
import { passagesCsv } from "./csv.js";
import { h } from "../dom/dom.js";
import { chooseAllButton } from "../edit/choose.js";
import { themeButton } from "../themes/mark.js";
import { downloadText } from "../dom/download.js";
import { inSteps } from "../dom/in-steps.js";
import { quotationFigure } from "../quotations/quotation.js";
import { visiblePerGroup } from "../state/tallies.js";

const AT_ONCE = 10;
const THEMES_NAMED = 5;

/** Positions of the passages that pass every filter, in reading order. */
export function visiblePositions(visible: Readonly<Uint8Array>): number[] {
  return Array.from(visible.keys()).filter((passage) => visible[passage] === 1);
}

export const makeSelection: MakeView = (root, app) => {
  let shown: Readonly<Uint8Array> | undefined;
  return {
    update() {
      if (app.state.area === undefined || shown === app.visible) return;
      shown = app.visible;
      endHoverIn(root, app);
      root.replaceChildren(...contents(app));
    },
  };
};

function contents(app: App): Node[] {
  const { data } = app;
  const selected = visiblePositions(app.visible);
  const figures = h("div", { class: "passages" });
  const more = inSteps(figures, selected.length, AT_ONCE, (index) => {
    const passage = at(selected, index);
    return quotationFigure(app, { passage, text: at(data.passages.text, passage), before: "", after: "" });
  });
  const posts = new Set(selected.map((passage) => data.passages.post[passage])).size;
  return [
    h("h2", { class: "page-title" }, "Selection on the map"),
    h(
      "p",
      { class: "hint", role: "status" },
      `${count(selected.length, "passage")} in ${count(posts, "post")}`,
    ),
    h(
      "div",
      { class: "deeds" },
      ...chooseAllButton(app, selected),
      downloadButton(app),
      h(
        "button",
        { class: "quiet", type: "button", on: { click: () => app.set({ area: undefined }) } },
        "Clear the selection",
      ),
    ),
    themesIn(app),
    figures,
    more,
  ];
}

/** Every passage that passes the filters, as a table. */
export function downloadButton(app: App): HTMLButtonElement {
  const save = (): void => downloadText("passages.csv", passagesCsv(app.data, visiblePositions(app.visible)));
  return h("button", { class: "quiet", type: "button", on: { click: save } }, "Download CSV");
}

function themesIn(app: App): HTMLElement {
  const counts = visiblePerGroup(app.data.passages.theme, app.visible, app.data.themes.length);
  const themes = Array.from(counts.keys())
    .filter((theme) => at(counts, theme) > 0)
    .sort((a, b) => at(counts, b) - at(counts, a))
    .slice(0, THEMES_NAMED);
  const items = themes.map((theme) =>
    h("li", {}, themeButton(app, theme, h("span", { class: "hint" }, String(at(counts, theme))))),
  );
  return h("ul", { class: "plain-list", aria: { label: "The most frequent themes in it" } }, ...items);
}
