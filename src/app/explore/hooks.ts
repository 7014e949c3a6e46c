/** The small things that other parts of the page show where `throughline explore` serves it. */
import type { App } from "../state/app.js";
import { h } from "../dom/dom.js";
import { addressToken, type ExploreClient, exploreClient, isServed } from "./client.js";

/** For the deeds of a passage. Empty without a server. */
export function similarButton(app: App, passage: number, className = "quiet"): HTMLElement[] {
  if (!isServed()) return [];
  const open = (): void => app.set({ near: passage });
  return [h("button", { class: className, type: "button", text: "Similar passages", on: { click: open } })];
}

/** The switch beside the search box. Undefined without a server. */
export function meaningSwitch(app: App): { element: HTMLElement; update(): void } | undefined {
  if (!isServed()) return undefined;
  // Who turns it wants to see what is found, not what was open.
  const closed = { theme: undefined, subtheme: undefined, post: undefined, passage: undefined };
  const turn = (): void => {
    const meaning = box.checked ? true : undefined;
    app.set({ meaning, near: undefined, ...(app.state.query === "" ? {} : closed) });
  };
  const box = h("input", { type: "checkbox", role: "switch", on: { change: turn } });
  return {
    element: h("label", { class: "by-meaning" }, box, h("span", { text: "By meaning" })),
    update() {
      box.checked = app.state.meaning === true;
    },
  };
}

/**
 * Starts what needs no place in the page: the banner for a new run, and links to the report's other files.
 *
 * @param isTakenOver true while another part of the page deals with new runs
 */
export function startExploring(app: App, isTakenOver: () => boolean): void {
  const client = exploreClient(app.data);
  if (client === undefined) return;
  tellOfNewRun(client, isTakenOver);
  for (const event of ["click", "auxclick"]) document.addEventListener(event, letIn, { capture: true });
}

/** A quiet line at the foot of the page. It never reloads by itself: somebody may be in the middle of a sentence. */
function tellOfNewRun(client: ExploreClient, isTakenOver: () => boolean): void {
  const banner = h("div", { class: "explore-banner", role: "status" });
  document.body.append(banner);
  let shown = "";
  client.listen(() => {
    const { run } = client.state;
    if (!client.isOutdated || shown === run || isTakenOver()) return;
    shown = run;
    banner.replaceChildren(
      h("span", { text: "A new run has landed." }),
      h("button", { type: "button", text: "Reload", on: { click: () => location.reload() } }),
      h("button", { type: "button", text: "Not now", on: { click: () => banner.replaceChildren() } }),
    );
  });
}

/** The server gives a file of the report only to those who bring the token. */
function letIn(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (link === null || link.origin !== location.origin || link.pathname === location.pathname) return;
  const url = new URL(link.href);
  url.searchParams.set("token", addressToken());
  link.href = url.href;
}
