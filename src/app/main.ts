/** Puts the page together, where the browser can: else the static page below stays as it is. */
import type { App, MakeView, View } from "./state/app.js";
import { isAnchor, makeApp } from "./state/model.js";
import type { AppData } from "../render/app-data-types.js";
import { h } from "./dom/dom.js";
import { makeChangesView } from "./changes/view.js";
import { editingOf } from "./edit/editing.js";
import { startExploring } from "./explore/hooks.js";
import { makeHeader } from "./header.js";
import { makeMapView } from "./map/view.js";
import { makePlanView } from "./plan/view.js";
import { makePostsView } from "./posts/view.js";
import { makeReader } from "./reader.js";
import type { Screen } from "./state/state.js";
import { makeThemeList } from "./themes/list.js";
import { makeTimeStrip } from "./time/strip.js";
import { makeTimeView } from "./time/view.js";
import { unpack } from "./state/unpack.js";

const root = document.documentElement;
/** Where the list of themes stands beside the screens. */
const WIDE = "(min-width: 44rem)";

const SCREENS: readonly (readonly [screen: Screen, title: string])[] = [
  ["plan", "Plan"],
  ["themes", "Themes"],
  ["map", "Map"],
  ["time", "Time"],
  ["posts", "Posts"],
  ["changes", "Changes"],
];

// Before anything is painted, so that nothing jumps.
if ("DecompressionStream" in window) {
  root.classList.add("app-starts");
  document.addEventListener("DOMContentLoaded", () => void start());
}

async function start(): Promise<void> {
  try {
    const packed = document.getElementById("report-data")?.textContent ?? "";
    build(JSON.parse(await unpack(packed)) as AppData);
    root.classList.add("app-on");
  } catch (error) {
    // The static page says everything too; what went wrong is for whoever looks into the console.
    window.reportError(error);
  } finally {
    root.classList.remove("app-starts");
  }
}

function build(data: AppData): void {
  const place = document.getElementById("app");
  if (place === null) throw new Error("Expected an element for the report.");
  const app = makeApp(data);
  const part = <Tag extends "div" | "section" | "nav">(tag: Tag, name: string, label?: string) =>
    h(tag, { class: name, ...(label === undefined ? {} : { aria: { label } }) });
  const header = h("div", { class: "top", role: "banner" });
  const list = part("nav", "list", "Themes");
  const stage = h("div", { class: "stage", role: "main" });
  const reader = h("div", { class: "reader", role: "complementary", aria: { label: "Reader" } });
  const screens = {
    plan: part("section", "screen screen-plan", "Plan"),
    map: part("section", "screen screen-map", "Map"),
    time: part("section", "screen screen-time", "Time"),
    posts: part("section", "screen screen-posts", "Posts"),
    changes: part("section", "screen screen-changes", "What changed"),
  };
  const strip = part("div", "strip");
  const tabs = makeTabs(app, "tabs");
  const bottom = makeTabs(app, "bottom-tabs");
  stage.append(tabs.element, screens.plan, screens.map, screens.time, screens.posts, screens.changes, strip);
  place.replaceChildren(
    h("a", { class: "skip", href: "#app-stage" }, "Skip to the plan"),
    ...[header, list, stage, reader, bottom.element],
  );
  stage.id = "app-stage";
  stage.tabIndex = -1;
  skipWithoutAddress(place, stage);
  // The size of a view must be known when it is made.
  root.classList.add("app-on");
  app.join(layout(place, app));
  const views: readonly (readonly [HTMLElement, MakeView])[] = [
    [header, makeHeader],
    [list, makeThemeList],
    [screens.plan, makePlanView],
    [screens.map, makeMapView],
    [screens.time, makeTimeView],
    [screens.posts, makePostsView],
    [screens.changes, makeChangesView],
    [strip, makeTimeStrip],
    [reader, makeReader],
  ];
  app.join(tabs);
  app.join(bottom);
  for (const [element, make] of views) app.join(make(element, app));
  backFromPage();
  startExploring(app, () => editingOf(app)?.isOn === true);
}

/** The screen that is shown stands in an attribute, for the style sheet. */
function layout(place: HTMLElement, app: App): View {
  const wide = window.matchMedia(WIDE);
  const settle = (): void => {
    if (wide.matches && app.state.screen === "themes") app.set({ screen: "plan" }, { replace: true });
  };
  wide.addEventListener("change", settle);
  const show = (): void => {
    place.dataset["screen"] = app.state.screen;
  };
  show();
  window.setTimeout(settle);
  return { update: show };
}

function makeTabs(app: App, name: string): View & { element: HTMLElement } {
  // A first run has nothing to tell there; the overview says so.
  const shown = SCREENS.filter(([screen]) => screen !== "changes" || app.data.changes.kind !== "first");
  const buttons = shown.map(([screen, title]) => ({
    screen,
    button: h(
      "button",
      { class: `tab tab-${screen}`, type: "button", on: { click: () => app.set({ screen }) } },
      title,
    ),
  }));
  const element = h("nav", { class: name, aria: { label: "Views" } }, ...buttons.map(({ button }) => button));
  return {
    element,
    update() {
      for (const { screen, button } of buttons) {
        if (screen === app.state.screen) button.setAttribute("aria-current", "page");
        else button.removeAttribute("aria-current");
      }
    },
  };
}

/** The address holds the state, so the link may not put its own there. */
function skipWithoutAddress(place: HTMLElement, stage: HTMLElement): void {
  place.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    stage.focus();
  });
}

/** The static page has a way back, and links that lead to one of its places open it. */
function backFromPage(): void {
  const page = document.getElementById("static");
  const back = h("button", { class: "back-to-app", type: "button" }, "Back to the plan, map and search");
  back.addEventListener("click", () => {
    root.classList.remove("as-page");
    if (isAnchor(location.hash)) history.replaceState(null, "", "#screen=plan");
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
  page?.prepend(back);
  if (isAnchor(location.hash)) {
    root.classList.add("as-page");
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
}
