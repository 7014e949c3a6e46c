/** What was found for the words in the search box: themes, posts and passages, with the words marked. */
import { at, atOrNone } from "../../math/at.js";
import { plain, titleOf } from "../../render/text.js";
import { count, day, integer } from "../../render/words.js";
import { endHoverIn, hoverFrom, openPassage, openPost } from "../dom/actions.js";
import type { App, MakeView } from "../state/app.js";
import { colourOf, themeClass } from "../../render/svg/palette.js";
import { h } from "../dom/dom.js";
import { themeButton } from "../themes/mark.js";
import { isServed } from "../explore/client.js";
import { hasFilters } from "../state/filters.js";
import { inSteps } from "../dom/in-steps.js";
import { foreign } from "../quotations/quotation.js";
import { showsMeant } from "./near.js";
import { type Found, makeSearch, type Search, snippet } from "./search.js";

const PASSAGES_AT_ONCE = 20;
const MOST_POSTS = 5;
const MOST_THEMES = 5;

export const makeSearchResults: MakeView = (root, app) => {
  let search: Search | undefined;
  let shown: { query: string; visible: Readonly<Uint8Array> } | undefined;
  let isComplete = false;

  function fill(): void {
    const { query } = app.state;
    if (query === "") return;
    search ??= start();
    shown = { query, visible: app.visible };
    endHoverIn(root, app);
    const hits = search.find(query);
    root.replaceChildren(...results(app, hits, isComplete));
    app.find(visibleHits(app, hits).map(({ position }) => position));
  }

  function start(): Search {
    const made = makeSearch(app.data);
    void made.ready.then(() => {
      isComplete = true;
      fill();
    });
    return made;
  }

  // Reading takes a moment: begin before somebody types.
  window.setTimeout(() => (search ??= start()), 500);
  return {
    update() {
      const { query } = app.state;
      if (query === "") shown = undefined;
      if (query !== "" && !showsMeant(app.state) && (shown?.query !== query || shown.visible !== app.visible))
        fill();
    },
  };
};

function visibleHits({ visible }: App, found: readonly Found[]): Found[] {
  return found.filter(({ kind, position }) => kind === "passage" && visible[position] === 1);
}

function results(app: App, found: readonly Found[], isComplete: boolean): Node[] {
  const of = (kind: Found["kind"]): Found[] => found.filter((each) => each.kind === kind);
  const passages = visibleHits(app, found);
  const filtered = of("passage").length - passages.length;
  const list = h("div", { class: "found-passages" });
  const more = inSteps(list, passages.length, PASSAGES_AT_ONCE, (index) => hit(app, passages[index]));
  const status = h("p", { class: "hint", role: "status" }, sentence(passages.length, filtered, isComplete));
  return [
    h("h2", { class: "page-title" }, `“${plain(app.state.query)}”`),
    status,
    ...(found.length === 0 && isComplete ? [adviceFor(app)] : []),
    ...section(
      "Themes",
      of("theme")
        .slice(0, MOST_THEMES)
        .map(({ position }) => h("li", {}, themeButton(app, position))),
    ),
    ...section(
      "Posts",
      of("post")
        .slice(0, MOST_POSTS)
        .map((each) => postItem(app, each)),
    ),
    ...(passages.length === 0 ? [] : [h("h3", {}, "Passages"), list, more]),
  ];
}

/** What to try where nothing holds the words. */
function adviceFor({ state }: App): HTMLElement {
  const words = state.query.trim().split(/\s+/).length;
  const tries = [
    ...(words > 1 ? ["Take a word away: every word must be found."] : []),
    "Write the beginning of a word only, or its other form.",
    ...(hasFilters(state) ? ["Take the filters off."] : []),
    isServed()
      ? "Turn on “By meaning”: it finds what is said in other words."
      : "To find what is said in other words, open this report by `throughline explore` and search by meaning.",
  ];
  return h("ul", { class: "advice" }, ...tries.map((text) => h("li", {}, text)));
}

function sentence(passages: number, filtered: number, isComplete: boolean): string {
  const left = filtered === 0 ? "" : ` ${integer(filtered)} more are left out by the filters.`;
  const reading = isComplete ? "" : " Still reading …";
  return `${passages === 0 ? "No passage" : count(passages, "passage")} found.${left}${reading}`;
}

function section(title: string, items: readonly Node[]): Node[] {
  if (items.length === 0) return [];
  return [h("h3", {}, title), h("ul", { class: "plain-list" }, ...items)];
}

function postItem(app: App, { position, words }: Found): Node {
  const post = app.data.posts[position];
  if (post === undefined) return h("li");
  const open = (): void => openPost(app, position);
  const button = h(
    "button",
    { class: "link", type: "button", on: { click: open } },
    marked(titleOf(post), words),
  );
  return h("li", {}, button, h("span", { class: "hint" }, ` ${day(post.date)}`));
}

function hit(app: App, found: Found | undefined): Node {
  const { data } = app;
  if (found === undefined) return h("div");
  const { position } = found;
  const post = at(data.posts, at(data.passages.post, position));
  const theme = atOrNone(data.themes, at(data.passages.theme, position));
  const button = h(
    "button",
    { class: "hit", type: "button", on: { click: () => openPassage(app, position) } },
    h("span", { class: "snippet" }, marked(at(data.passages.text, position), found.words)),
    h(
      "span",
      { class: "hint" },
      foreign(titleOf(post)),
      ` · ${day(post.date)}`,
      theme === undefined ? " · no theme" : " · ",
      theme === undefined ? undefined : foreign(theme.label),
    ),
  );
  const figure = h(
    "div",
    { class: `found ${theme === undefined ? "unplaced" : themeClass(colourOf(theme))}` },
    button,
  );
  hoverFrom(figure, app, { passage: position });
  return figure;
}

function marked(text: string, words: readonly string[]): HTMLElement {
  const pieces = snippet(plain(text), words).map(({ text: piece, isHit }) =>
    isHit ? h("mark", {}, piece) : piece,
  );
  return h("bdi", {}, ...pieces);
}
