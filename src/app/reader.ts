/** The side of the page where one reads: a post, a theme, what was found, what was selected, or where to begin. */
import type { App, MakeView, View } from "./state/app.js";
import { h } from "./dom/dom.js";
import { makeMeant, makeSimilar, showsMeant, showsSimilar } from "./search/near.js";
import { makeOverview } from "./overview.js";
import { makePostPage } from "./posts/page.js";
import { makeSearchResults } from "./search/results.js";
import { makeSelection } from "./map/selection.js";
import type { Change, State } from "./state/state.js";
import { makeThemePage } from "./themes/page.js";

interface Page {
  name: string;
  make: MakeView;
  isShown: (state: Readonly<State>) => boolean;
  /** What is gone when it is left. */
  leave: Change;
}

/** The first that is shown wins. */
const PAGES: readonly Page[] = [
  {
    name: "post",
    make: makePostPage,
    isShown: ({ post }) => post !== undefined,
    leave: { post: undefined, passage: undefined },
  },
  {
    name: "theme",
    make: makeThemePage,
    isShown: ({ theme }) => theme !== undefined,
    leave: { theme: undefined, subtheme: undefined },
  },
  {
    name: "similar",
    make: makeSimilar,
    isShown: showsSimilar,
    leave: { near: undefined },
  },
  { name: "meant", make: makeMeant, isShown: showsMeant, leave: { query: "" } },
  { name: "results", make: makeSearchResults, isShown: ({ query }) => query !== "", leave: { query: "" } },
  {
    name: "selection",
    make: makeSelection,
    isShown: ({ area }) => area !== undefined,
    leave: { area: undefined },
  },
  { name: "overview", make: makeOverview, isShown: () => true, leave: {} },
];

export const makeReader: MakeView = (root, app) => {
  const back = h("button", { class: "quiet back", type: "button", on: { click: () => leave(app) } }, "");
  const made = PAGES.map((page) => {
    const element = h("div", { class: `page page-${page.name}` });
    return { page, element, view: page.make(element, app) };
  });
  const body = h("div", { class: "reader-body" }, ...made.map(({ element }) => element));
  root.replaceChildren(h("div", { class: "reader-bar" }, back), body);
  let shown: string | undefined;

  return {
    update(_, before) {
      const current = pageOf(app.state);
      for (const { page, element, view } of made) {
        element.hidden = page !== current;
        // Search begins to read before it is looked at.
        if (page === current || page.name === "results") view.update(app, before);
      }
      back.textContent = backWords(app.state);
      back.hidden = current.name === "overview";
      document.documentElement.classList.toggle("is-reading", app.isReading && current.name !== "overview");
      const key = [current.name, app.state.theme, app.state.post, app.state.near].join("/");
      if (shown !== undefined && key !== shown) opened(body, current, app.state);
      shown = key;
    },
    hover() {
      for (const { view } of made as { view: View }[]) view.hover?.(app);
    },
  };
};

function pageOf(state: Readonly<State>): Page {
  const page = PAGES.find(({ isShown }) => isShown(state));
  if (page === undefined) throw new Error("Expected a page for every state.");
  return page;
}

/** Goes up one page, to what lies under the one that is shown. */
function leave(app: App): void {
  app.set(pageOf(app.state).leave);
}

const BACK_TO: Readonly<Record<string, string>> = { meant: "results", similar: "similar passages" };

function backWords(state: Readonly<State>): string {
  const current = pageOf(state);
  const under = pageOf({ ...state, ...current.leave } as State);
  if (under.name === "overview") return "Close";
  return `Back to the ${BACK_TO[under.name] ?? under.name}`;
}

/** A new page is read from its top; a keyboard goes on at its title, where the button that was pressed is gone. */
function opened(body: HTMLElement, { name }: Page, { passage }: Readonly<State>): void {
  if (passage === undefined) body.scrollTop = 0;
  const focused = document.activeElement;
  if (focused === null || focused.checkVisibility({ visibilityProperty: true })) return;
  const title = body.querySelector<HTMLElement>(`.page-${name} .page-title`);
  if (title === null) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}
