/** All posts in a table that can be sorted; on a phone a row stands as a card. */
import { at } from "../../math/at.js";
import { plain, titleOf } from "../../render/text.js";
import { count, day, integer, percent } from "../../render/words.js";
import { openPost } from "../dom/actions.js";
import type { App, MakeView } from "../state/app.js";
import type { AppPost } from "../../render/app-data-types.js";
import { h } from "../dom/dom.js";
import { inSteps } from "../dom/in-steps.js";
import { nextSort, parseSort, POST_COLUMNS, type PostColumn, postOrder } from "./order.js";
import { TOUCH_SHARE } from "../../plan/thresholds.js";
import { foreign } from "../quotations/quotation.js";
import { mixBar } from "../dom/small-charts.js";
import { visiblePerGroup } from "../state/tallies.js";

const ROWS_AT_ONCE = 40;
const THEMES_NAMED = 3;
const TITLES: Record<PostColumn, string> = {
  title: "Post",
  date: "Date",
  author: "Author",
  theme: "Themes",
  words: "Words",
};

export const makePostsView: MakeView = (root, app) => {
  const { data } = app;
  const authors = new Set(data.posts.flatMap(({ author }) => author ?? []));
  // A column that says the same in every row says nothing.
  const columns = POST_COLUMNS.filter((column) => column !== "author" || authors.size > 1);
  const heads = columns.map((column) => columnHead(app, column));
  const caption = h("caption");
  const table = h(
    "table",
    { class: "posts-table" },
    caption,
    h("thead", {}, h("tr", {}, ...heads.map(({ cell }) => cell))),
  );
  const choice = sortChoice(app, columns);
  const end = h("div", { class: "posts-end" });
  root.replaceChildren(h("div", { class: "posts-view" }, choice.field, table, end));
  let rows = new Map<number, HTMLElement>();
  let shown: { sort: string; visible: Readonly<Uint8Array> } | undefined;

  function fill(): void {
    const visible = visiblePerGroup(data.passages.post, app.visible, data.posts.length);
    const order = postOrder(data.posts, app.state.sort).filter((post) => at(visible, post) > 0);
    rows = new Map();
    const body = h("tbody");
    const make = (index: number): Node => {
      const position = at(order, index);
      const row = postRow(app, position, columns, at(visible, position));
      row.setAttribute("aria-rowindex", String(index + 2));
      rows.set(position, row);
      mark();
      return row;
    };
    table.tBodies[0]?.remove();
    table.append(body);
    table.setAttribute("aria-rowcount", String(order.length + 1));
    end.replaceChildren(inSteps(body, order.length, ROWS_AT_ONCE, make, true));
    caption.textContent =
      order.length === data.posts.length
        ? count(data.posts.length, "post")
        : `${integer(order.length)} of ${count(data.posts.length, "post")} pass the filters`;
  }

  let marked: HTMLElement | undefined;
  function mark(): void {
    const row = app.state.post === undefined ? undefined : rows.get(app.state.post);
    if (row === marked) return;
    marked?.removeAttribute("aria-current");
    row?.setAttribute("aria-current", "true");
    marked = row;
  }

  return {
    update() {
      if (app.state.screen !== "posts") return;
      if (shown?.sort !== app.state.sort || shown.visible !== app.visible) {
        shown = { sort: app.state.sort, visible: app.visible };
        fill();
      }
      for (const head of heads) head.update();
      choice.update();
      mark();
    },
  };
};

interface Head {
  cell: HTMLElement;
  update(): void;
}

function columnHead(app: App, column: PostColumn): Head {
  const sort = (): void => app.set({ sort: nextSort(app.state.sort, column) }, { replace: true });
  const button = h("button", { class: "sort", type: "button", on: { click: sort } }, TITLES[column]);
  const cell = h("th", { class: `column-${column}` }, button);
  cell.scope = "col";
  return {
    cell,
    update() {
      const current = parseSort(app.state.sort);
      if (current.column !== column) cell.removeAttribute("aria-sort");
      else cell.setAttribute("aria-sort", current.descending ? "descending" : "ascending");
    },
  };
}

/** On a phone the heads of the columns are gone; a list takes their place. */
function sortChoice(app: App, columns: readonly PostColumn[]): { field: HTMLElement; update(): void } {
  const ways: readonly (readonly [sort: string, words: string])[] = [
    ["-date", "Newest first"],
    ["date", "Oldest first"],
    ["title", "By title"],
    ["theme", "By theme"],
    ["-words", "Longest first"],
    ["words", "Shortest first"],
    ...(columns.includes("author") ? ([["author", "By author"]] as const) : []),
  ];
  const options = ways.map(([value, words]) => {
    const option = h("option", {}, words);
    option.value = value;
    return option;
  });
  const select = h(
    "select",
    { on: { change: () => app.set({ sort: select.value }, { replace: true }) } },
    ...options,
  );
  const field = h("label", { class: "sort-choice" }, h("span", {}, "Order"), select);
  return {
    field,
    update() {
      select.value = app.state.sort;
    },
  };
}

function postRow(app: App, position: number, columns: readonly PostColumn[], visible: number): HTMLElement {
  const post = app.data.posts[position];
  if (post === undefined) return h("tr");
  const open = (): void => openPost(app, position);
  const cells: Record<PostColumn, () => Node> = {
    title: () => titleCell(app, position, post, visible, columns.includes("author")),
    date: () => h("td", { class: "column-date" }, day(post.date)),
    author: () => h("td", { class: "column-author" }, foreign(post.author ?? "")),
    words: () =>
      h("td", { class: "column-words" }, integer(post.words), h("span", { class: "unit" }, " words")),
    theme: () =>
      h(
        "td",
        { class: "column-theme" },
        mixBar(app.data, post),
        h("span", { class: "mix-words" }, foreign(mixWords(app, post))),
      ),
  };
  // The whole row may be pressed; the button in it is there for the keyboard and for screen readers.
  return h("tr", { on: { click: open } }, ...columns.map((column) => cells[column]()));
}

function titleCell(app: App, position: number, post: AppPost, visible: number, hasAuthors: boolean): Node {
  const all = at(app.passagesOfPost, position).length;
  const button = h("button", { class: "post-name", type: "button" }, foreign(titleOf(post)));
  const shownCount = `${integer(visible)} of ${count(all, "passage")}`;
  const cell = h(
    "th",
    { class: "column-title" },
    button,
    // Where the table is too narrow for a column of authors.
    hasAuthors ? h("span", { class: "hint byline" }, foreign(post.author ?? "")) : undefined,
    visible < all ? h("span", { class: "hint" }, shownCount) : undefined,
  );
  cell.scope = "row";
  return cell;
}

/** "Change 62%, Meetings 20%": the largest themes in words; the bar shows the rest. */
function mixWords({ data }: App, post: AppPost): string {
  if (post.themes.length === 0) return "no theme";
  return post.themes
    .slice(0, THEMES_NAMED)
    .filter(({ share }, rank) => rank === 0 || share >= TOUCH_SHARE)
    .map(({ theme, share }) => `${plain(at(data.themes, theme).label)} ${percent(share)}`)
    .join(", ");
}
