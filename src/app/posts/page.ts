/** One post as the themes see it: its passages in reading order, each in the colour of its theme. */
import { atOrNone } from "../../math/at.js";
import { at } from "../../math/at.js";
import { plain, titleOf } from "../../render/text.js";
import { count, day, percent } from "../../render/words.js";
import { endHoverIn, hoverFrom, openPassage } from "../dom/actions.js";
import type { App, MakeView } from "../state/app.js";
import { copyButton } from "../dom/copy.js";
import type { AppPost } from "../../render/app-data-types.js";
import { colourOf, themeClass } from "../../render/svg/palette.js";
import { h } from "../dom/dom.js";
import { themeButton } from "../themes/mark.js";
import { chooseBox } from "../edit/choose.js";
import { similarButton } from "../explore/hooks.js";
import { quotationMarkdown } from "../quotations/markdown.js";
import { foreign, originalLink } from "../quotations/quotation.js";
import { scrollToSee } from "../dom/scrolling.js";
import { mixBar } from "../dom/small-charts.js";

export const makePostPage: MakeView = (root, app) => {
  let shown: number | undefined;
  let articles = new Map<number, HTMLElement>();

  function build(position: number, post: AppPost): void {
    const hadFocus = root.contains(document.activeElement);
    const passages = app.passagesOfPost[position] ?? [];
    articles = new Map(passages.map((passage) => [passage, passageArticle(app, passage)]));
    const title = h("h2", { class: "page-title" }, foreign(titleOf(post)));
    title.tabIndex = -1;
    endHoverIn(root, app);
    root.replaceChildren(title, ...head(app, post), body(app, passages, articles));
    shown = position;
    if (hadFocus) title.focus();
  }

  return {
    update(_app, before) {
      const { post: position, passage: pinned } = app.state;
      const post = atOrNone(app.data.posts, position);
      if (position === undefined || post === undefined) return;
      const isOther = shown !== position;
      if (isOther) build(position, post);
      for (const [passage, article] of articles) {
        article.classList.toggle("outside", app.visible[passage] !== 1);
        article.classList.toggle("pinned", passage === pinned);
        if (passage === pinned) article.setAttribute("aria-current", "true");
        else article.removeAttribute("aria-current");
      }
      const isNew = isOther || before.passage !== pinned || before.post !== position;
      if (pinned !== undefined && isNew) showSoon(articles.get(pinned));
    },
    hover() {
      const { passage } = app.hovered;
      for (const [position, article] of articles) article.classList.toggle("lit", position === passage);
    },
  };
};

/** After the page has been shown and laid out. */
function showSoon(article: HTMLElement | undefined): void {
  if (article !== undefined) requestAnimationFrame(() => scrollToSee(article));
}

function head(app: App, post: AppPost): (Node | string)[] {
  const about = [
    day(post.date),
    post.author === undefined ? "" : plain(post.author),
    count(post.words, "word"),
  ];
  const legend = post.themes.map(({ theme, share }) =>
    h("li", {}, themeButton(app, theme, h("span", { class: "hint" }, percent(share)))),
  );
  return [
    h("p", { class: "hint" }, about.filter((part) => part !== "").join(" · ")),
    post.tags.length === 0 ? "" : h("p", { class: "hint" }, "Tags: ", foreign(post.tags.join(", "))),
    h("p", { class: "deeds" }, originalLink(post, "Open the original")),
    post.themes.length === 0 ? h("p", {}, "None of its passages has a theme.") : mixBar(app.data, post),
    h("ul", { class: "legend" }, ...legend),
  ];
}

function body(
  app: App,
  passages: readonly number[],
  articles: ReadonlyMap<number, HTMLElement>,
): HTMLElement {
  let before: readonly string[] = [];
  const parts = passages.flatMap((passage) => {
    const path = at(app.data.headingPaths, at(app.data.passages.headingPath, passage));
    const headings = newHeadings(path, before);
    before = path;
    return [...headings, ...[articles.get(passage) ?? []].flat()];
  });
  return h("div", { class: "reading" }, ...parts);
}

/** The headings that begin between two passages, from the first that differs on. */
function newHeadings(path: readonly string[], before: readonly string[]): HTMLElement[] {
  const same = path.findIndex((heading, level) => heading !== before[level]);
  if (same < 0) return [];
  return path.slice(same).map((heading, index) => {
    const level = Math.min(3, same + index + 1);
    return h("h3", { class: `heading level-${level}` }, foreign(heading));
  });
}

function passageArticle(app: App, passage: number): HTMLElement {
  const { data } = app;
  const theme = data.themes[at(data.passages.theme, passage)];
  const number = theme && colourOf(theme);
  const text = at(data.passages.text, passage);
  const article = h(
    "article",
    { class: `passage ${number === undefined ? "unplaced" : themeClass(number)}` },
    h("p", { on: { click: () => pinUnlessSelecting(app, passage) } }, foreign(text)),
    h(
      "div",
      { class: "deeds" },
      placeOf(app, passage),
      ...chooseBox(app, passage),
      ...repetition(app, passage),
      h(
        "button",
        { class: "quiet late", type: "button", on: { click: () => showOnMap(app, passage) } },
        "Show on the map",
      ),
      ...similarButton(app, passage, "quiet late"),
      copyButton("Copy as Markdown", () => quotationMarkdown(data, passage, text)),
    ),
  );
  hoverFrom(article, app, { passage });
  return article;
}

/** A press on the text pins it; who marks words to copy them wants something else. */
function pinUnlessSelecting(app: App, passage: number): void {
  if (document.getSelection()?.isCollapsed !== false) openPassage(app, passage);
}

function showOnMap(app: App, passage: number): void {
  app.set({ screen: "map", post: app.data.passages.post[passage], passage });
}

/** The theme's name, which opens it; or why there is none, and which would be the nearest. */
function placeOf(app: App, passage: number): HTMLElement {
  const { passages, reasons } = app.data;
  const position = at(passages.theme, passage);
  const second = at(passages.second, passage);
  if (position >= 0) {
    return h("span", { class: "place" }, themeButton(app, position), nearby(app, "close to", second));
  }
  const reason = at(reasons, at(passages.reason, passage));
  const why = reason === "" ? "No theme" : `No theme: ${plain(reason)}`;
  return h(
    "span",
    { class: "place" },
    h("span", { class: "hint" }, second < 0 ? why : `${why};`),
    nearby(app, "the nearest is", second),
  );
}

function nearby(app: App, words: string, position: number): Node | undefined {
  if (position < 0) return undefined;
  return h("span", { class: "nearby" }, h("span", { class: "hint" }, words), themeButton(app, position));
}

/** A repetition names the passage that stood first, and the first names nothing: it is no repetition. */
function repetition(app: App, passage: number): Node[] {
  const first = at(app.data.passages.duplicateOf, passage);
  if (first < 0) return [];
  const post = at(app.data.posts, at(app.data.passages.post, first));
  const same = app.data.passages.post[first] === app.data.passages.post[passage];
  return [
    h(
      "button",
      { class: "quiet", type: "button", on: { click: () => openPassage(app, first) } },
      "Repeats a passage ",
      ...(same ? ["further up"] : ["of ", foreign(titleOf(post))]),
    ),
  ];
}
