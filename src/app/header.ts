/** The line at the top: the title, the search box, the filters and what is filtered by. */
import { at } from "../math/at.js";
import { plain } from "../render/text.js";
import { count, integer, month } from "../render/words.js";
import type { App, MakeView } from "./state/app.js";
import { h } from "./dom/dom.js";
import { editTools } from "./edit/bar.js";
import { meaningSwitch } from "./explore/hooks.js";
import { hasFilters } from "./state/filters.js";
import type { Change } from "./state/state.js";

export const makeHeader: MakeView = (root, app) => {
  const { data } = app;
  const search = searchBox(app);
  const meaning = meaningSwitch(app);
  const edit = editTools(app);
  const panel = filterPanel(app);
  const chips = h("ul", { class: "chips", aria: { label: "Filters in use" } });
  const status = h("p", { class: "off-screen", role: "status" });
  const toggle = h(
    "button",
    { class: "quiet filter-toggle", type: "button", aria: { expanded: false, controls: panel.element.id } },
    "Filter",
  );
  toggle.addEventListener("click", () => panel.show(panel.element.hidden === true));
  panel.onShow = (open) => toggle.setAttribute("aria-expanded", String(open));
  const asPage = h(
    "button",
    { class: "quiet as-page", type: "button", on: { click: readAsPage } },
    "Read as one page",
  );
  root.replaceChildren(
    h(
      "div",
      { class: "bar" },
      h("h1", {}, h("bdi", {}, plain(data.title))),
      chips,
      search,
      meaning?.element,
      toggle,
      edit?.toggle,
      asPage,
    ),
    panel.element,
    ...(edit === undefined ? [] : [edit.bar]),
    status,
  );
  let filtered: Readonly<Uint8Array> | undefined;
  return {
    update() {
      const { state } = app;
      meaning?.update();
      if (search.value !== state.query && document.activeElement !== search) search.value = state.query;
      if (filtered === app.visible) return;
      filtered = app.visible;
      const items = chipsOf(app);
      chips.replaceChildren(...items);
      chips.hidden = items.length === 0;
      panel.update();
      const left = app.visible.reduce((sum, one) => sum + one, 0);
      status.textContent = hasFilters(state)
        ? `${integer(left)} of ${count(data.passages.id.length, "passage")} pass the filters.`
        : "";
    },
  };
};

function searchBox(app: App): HTMLInputElement {
  const input = h("input", {
    type: "search",
    class: "search",
    aria: { label: "Search passages, posts and terms" },
    on: { input: () => app.set({ query: input.value.trim() }, { replace: app.state.query !== "" }) },
  });
  input.placeholder = "Search passages, posts, terms";
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    input.value = "";
    app.set({ query: "" });
  });
  return input;
}

function readAsPage(): void {
  document.documentElement.classList.add("as-page");
  window.scrollTo(0, 0);
  document.querySelector<HTMLElement>(".back-to-app")?.focus();
}

/* ---------------------------------------------------------------- filters */

interface Panel {
  element: HTMLElement;
  onShow: (open: boolean) => void;
  show(open: boolean): void;
  update(): void;
}

function filterPanel(app: App): Panel {
  const { data } = app;
  const months = data.months.map((value) => [value, month(value)] as const);
  const from = choice("From", "The beginning", months, (value) => app.set({ from: value }));
  const until = choice("Until", "The end", months, (value) => app.set({ until: value }));
  const tags = adder("Tag", countsOf(data.posts.flatMap((post) => post.tags)), (tag) =>
    app.set({ tags: added(app.state.tags, tag) }),
  );
  const authors = adder("Author", countsOf(data.posts.flatMap(({ author }) => author ?? [])), (author) =>
    app.set({ authors: added(app.state.authors, author) }),
  );
  const themes = choice(
    "Theme",
    "Add a theme",
    data.themes.map(({ label }, position) => [String(position), plain(label)] as const),
    (value) => {
      if (value !== undefined) app.set({ themes: added(app.state.themes, Number(value)) });
    },
  );
  const nothing = h(
    "p",
    { class: "hint" },
    "The posts carry no dates, tags or authors; themes can be filtered.",
  );
  const hasFacts = months.length > 0 || tags !== undefined || authors !== undefined;
  const fields = [
    ...(months.length > 0 ? [from.field, until.field] : []),
    ...(data.themes.length > 0 ? [themes.field] : []),
    ...[tags, authors].flatMap((each) => each?.field ?? []),
    ...(hasFacts ? [] : [nothing]),
  ];
  const element = h(
    "div",
    { class: "filters", id: "filters", role: "group", aria: { label: "Filters" } },
    ...fields,
  );
  element.hidden = true;
  const panel: Panel = {
    element,
    onShow: () => undefined,
    show(open) {
      element.hidden = !open;
      panel.onShow(open);
      if (open) element.querySelector("select")?.focus();
    },
    update() {
      from.select.value = app.state.from ?? "";
      until.select.value = app.state.until ?? "";
      for (const { select } of [themes, tags, authors].filter((each) => each !== undefined))
        select.value = "";
    },
  };
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.show(false);
  });
  return panel;
}

interface Choice {
  field: HTMLElement;
  select: HTMLSelectElement;
}

function choice(
  label: string,
  none: string,
  options: readonly (readonly [value: string, text: string])[],
  take: (value: string | undefined) => void,
): Choice {
  const option = (value: string, text: string): HTMLOptionElement => {
    const element = h("option", {}, text);
    element.value = value;
    return element;
  };
  const select = h(
    "select",
    { aria: { label }, on: { change: () => take(select.value === "" ? undefined : select.value) } },
    option("", none),
    ...options.map(([value, text]) => option(value, text)),
  );
  return { field: h("label", { class: "field" }, h("span", {}, label), select), select };
}

/** A choice that adds to a list; undefined where there is nothing to choose from. */
function adder(
  name: string,
  counts: ReadonlyMap<string, number>,
  add: (value: string) => void,
): Choice | undefined {
  if (counts.size === 0) return undefined;
  const options = [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([value, posts]) => [value, `${plain(value)} (${integer(posts)})`] as const);
  const article = /^[AEIOU]/.test(name) ? "an" : "a";
  return choice(name, `Add ${article} ${name.toLowerCase()}`, options, (value) => {
    if (value !== undefined) add(value);
  });
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function added<Value>(list: readonly Value[], value: Value): Value[] {
  return list.includes(value) ? [...list] : [...list, value];
}

/* ------------------------------------------------------------------ chips */

function chipsOf(app: App): HTMLElement[] {
  const { state, data } = app;
  const { from, until } = state;
  const months = from !== undefined || until !== undefined;
  const left = app.visible.reduce((sum, one) => sum + one, 0);
  const chips = [
    ...(months ? [chip(app, monthsText(from, until), { from: undefined, until: undefined })] : []),
    ...(state.area === undefined ? [] : [chip(app, "Area on the map", { area: undefined })]),
    ...state.themes.map((theme) =>
      chip(app, plain(at(data.themes, theme).label), {
        themes: state.themes.filter((each) => each !== theme),
      }),
    ),
    ...state.tags.map((tag) =>
      chip(app, `Tag: ${plain(tag)}`, { tags: state.tags.filter((each) => each !== tag) }),
    ),
    ...state.authors.map((author) =>
      chip(app, `By ${plain(author)}`, { authors: state.authors.filter((each) => each !== author) }),
    ),
  ];
  if (chips.length === 0) return [];
  const all: Change = {
    from: undefined,
    until: undefined,
    area: undefined,
    themes: [],
    tags: [],
    authors: [],
  };
  const sum = `${integer(left)} of ${count(data.passages.id.length, "passage")}`;
  return [
    ...chips,
    ...(chips.length > 1 ? [chip(app, "all filters", all, "Clear")] : []),
    h("li", { class: "hint", aria: { hidden: true } }, sum),
  ];
}

function chip(app: App, text: string, change: Change, verb = "Remove"): HTMLElement {
  const name = verb === "Remove" ? text : `${verb} ${text}`;
  return h(
    "li",
    {},
    h(
      "button",
      {
        class: "chip",
        type: "button",
        aria: { label: `${verb} ${text}` },
        on: { click: () => app.set(change) },
      },
      h("bdi", {}, name),
      h("span", { aria: { hidden: true } }, " ×"),
    ),
  );
}

function monthsText(from: string | undefined, until: string | undefined): string {
  if (from === undefined) return `Until ${month(until)}`;
  if (until === undefined) return `From ${month(from)}`;
  return from === until ? month(from) : `${month(from)} to ${month(until)}`;
}
