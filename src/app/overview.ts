/** What the reader shows before anything is chosen: what this is, and where to begin. */
import { plain } from "../render/text.js";
import { count, decimal } from "../render/words.js";
import type { App, MakeView } from "./state/app.js";
import { at } from "../math/at.js";
import type { AppData, AppThread } from "../render/app-data-types.js";
import { openPassage } from "./dom/actions.js";
import { h } from "./dom/dom.js";
import { themeButton } from "./themes/mark.js";
import { foreign } from "./quotations/quotation.js";
import { downloadButton } from "./map/selection.js";
import { sparkBars } from "./dom/small-charts.js";

const FIRST = 3;

/** One bar for each number of themes that was tried; the static page has the figures. */
function evidence({ evidence: tried }: AppData): HTMLElement | undefined {
  const [first, last] = [tried[0], tried.at(-1)];
  if (first === undefined || last === undefined || tried.length < 2) return undefined;
  const scores = tried.map(({ k, score }) => `${k}: ${decimal(score, 2)}`).join(", ");
  const bars = sparkBars(
    tried.map(({ score }) => score),
    1,
    `Score of each number of themes that was tried: ${scores}`,
  );
  return h(
    "div",
    { class: "when" },
    bars,
    h(
      "div",
      { class: "ends", aria: { hidden: true } },
      h("span", {}, count(first.k, "theme")),
      h("span", {}, "score of each number that was tried"),
      h("span", {}, String(last.k)),
    ),
  );
}

/** Passages of a thread that can be opened from here; all of them are in threads.csv. */
const THREAD_PASSAGES = 12;

/** A subject that cuts across, unfolding to the passages that say most on it. */
function threadItem(app: App, { label, posts, passages, themes }: AppThread): HTMLElement {
  const where = `${count(posts, "post")}, ${count(themes.length, "theme")}`;
  const items = passages.slice(0, THREAD_PASSAGES).map((passage) => {
    const post = app.data.posts[at(app.data.passages.post, passage)];
    const open = { click: () => openPassage(app, passage) };
    return h("li", {}, h("button", { class: "link", type: "button", on: open }, foreign(post?.title ?? "")));
  });
  return h(
    "li",
    {},
    h(
      "details",
      {},
      h("summary", {}, foreign(label), ` (${where})`),
      h("ul", { class: "plain-list" }, ...items),
    ),
  );
}

/** What differs from the run before in a sentence, and the way to all of it. */
function changedPart(app: App): HTMLElement {
  const { kind, sentence } = app.data.changes;
  const open = { click: () => app.set({ screen: "changes" }) };
  const all = h("button", { class: "link", type: "button", on: open }, "See everything that changed");
  return h(
    "section",
    { class: "part what-changed" },
    h("h3", {}, "What changed"),
    h("p", {}, h("bdi", {}, plain(sentence))),
    kind === "compared" ? all : undefined,
  );
}

export const makeOverview: MakeView = (root, app) => {
  const { data } = app;
  const shown = [...data.themes.keys()].filter((theme) => at(data.themes, theme).hidden !== true);
  const bySize = shown.toSorted((a, b) => at(data.themes, b).passages - at(data.themes, a).passages);
  const largest = bySize.slice(0, FIRST);
  // What is among the largest is not told twice.
  const rising = shown.filter((theme) => {
    return at(data.themes, theme).plan.trend === "rising" && !largest.includes(theme);
  });
  const buttons = (themes: readonly number[]): HTMLElement[] =>
    themes.slice(0, FIRST).map((theme) => h("li", {}, themeButton(app, theme)));
  const part = (title: string, items: readonly Node[]): Node[] =>
    items.length === 0
      ? []
      : [h("section", { class: "part" }, h("h3", {}, title), h("ul", { class: "plain-list" }, ...items))];
  root.replaceChildren(
    h("h2", { class: "page-title" }, count(data.themes.length, "theme")),
    h("p", { class: "lead" }, plain(data.summary)),
    ...data.notes.map((note) => h("p", { class: "note" }, h("strong", {}, "Note: "), plain(note))),
    h(
      "p",
      {},
      "Choose a theme in the list or a point on the map to read what it stands for. Each quotation leads to its place in the post.",
    ),
    ...part("The largest", buttons(largest)),
    ...part("Rising", buttons(rising)),
    changedPart(app),
    ...part(
      "Threads that run through several themes",
      data.threads.map((thread) => threadItem(app, thread)),
    ),
    h(
      "section",
      { class: "part" },
      h("h3", {}, "How the themes were found"),
      h("p", {}, foreign(data.choice)),
      evidence(data),
      h("p", { class: "hint" }, `Read with ${plain(data.model)}`),
    ),
    h("div", { class: "deeds" }, downloadButton(app)),
  );
  return { update: () => undefined };
};
