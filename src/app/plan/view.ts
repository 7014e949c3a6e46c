/** What to do next: proposals with what speaks for them, and below what there is to know of each theme. */
import { at } from "../../math/at.js";
import type { AppPlanGroup, AppPlanView, AppProposal } from "../../render/app-data-types.js";
import { STRONGEST } from "../../render/plan-words.js";
import { plain } from "../../render/text.js";
import { howOften, lastCoveredPhrase } from "../../render/theme-words.js";
import { count, day, trendWithArrow, weekday } from "../../render/words.js";
import { openPassage, openPost } from "../dom/actions.js";
import { h } from "../dom/dom.js";
import { putOffButtons } from "../edit/on-proposal.js";
import type { App, MakeView } from "../state/app.js";
import { themeButton } from "../themes/mark.js";

export const makePlanView: MakeView = (root, app) => {
  const { plan } = app.data;
  let isMade = false;
  return {
    update() {
      if (isMade || app.state.screen !== "plan") return;
      isMade = true;
      root.replaceChildren(h("div", { class: "plan-page" }, ...parts(app, plan)));
    },
  };
};

function parts(app: App, plan: AppPlanView): HTMLElement[] {
  const { sentence, proposals, groups } = plan;
  const none = h(
    "p",
    {},
    "There is nothing to propose: no theme is overdue, rising or touched only in passing.",
  );
  return [
    h("h2", {}, "What to do next"),
    h("p", { class: "hint" }, plain(sentence)),
    proposals.length === 0
      ? none
      : h("ol", { class: "proposals" }, ...proposals.map((proposal) => proposalItem(app, proposal))),
    ...calendarParts(plan),
    ...groups.flatMap((group) => groupParts(app, group)),
    h("p", { class: "hint" }, STRONGEST),
  ];
}

function proposalItem(app: App, proposal: AppProposal): HTMLElement {
  const { title, reasons, doubt, effort, themes, evidence } = proposal;
  return h(
    "li",
    { class: "proposal", data: { proposal: proposal.key } },
    h("h3", {}, h("bdi", {}, plain(title))),
    h("p", {}, h("bdi", {}, plain(reasons.join(" ")))),
    h(
      "ul",
      { class: "evidence", aria: { label: "What to look at" } },
      ...evidence.map((one) => evidenceItem(app, one)),
    ),
    h(
      "p",
      { class: "proposal-foot" },
      h("span", { class: "effort" }, effort),
      h("bdi", { class: "doubt" }, plain(doubt)),
    ),
    h("p", { class: "proposal-themes" }, ...themes.map((theme) => themeButton(app, theme))),
    ...putOffButtons(app, proposal),
  );
}

function evidenceItem(app: App, { post, passage, quote }: AppProposal["evidence"][number]): HTMLElement {
  const { title, date } = at(app.data.posts, post);
  const open = { click: () => (passage < 0 ? openPost(app, post) : openPassage(app, passage)) };
  const name = h("button", { class: "post-name", type: "button", on: open }, h("bdi", {}, plain(title)));
  const when = date === undefined ? undefined : h("span", { class: "hint" }, ` ${day(date)}`);
  return h("li", {}, name, when, quote === undefined ? undefined : h("q", {}, plain(quote)));
}

function calendarParts({ slots, rhythm, proposals }: AppPlanView): HTMLElement[] {
  if (slots.length === 0) return [];
  const rows = slots.map(({ date, proposal }) => {
    const name = h("th", {}, `${weekday(date)}, ${day(date)}`);
    name.scope = "row";
    const what = proposal < 0 ? "–" : plain(at(proposals, proposal).title);
    return h("tr", {}, name, h("td", {}, h("bdi", {}, what)));
  });
  return [
    h("h3", { class: "group" }, "Calendar"),
    h("p", { class: "hint" }, rhythm),
    h("table", { class: "plan-table" }, h("tbody", {}, ...rows)),
  ];
}

function groupParts(app: App, { title, hint, rows }: AppPlanGroup): HTMLElement[] {
  const head = ["Theme", "Last covered", "How often", "Trend", "Strongest post"].map((name) => {
    const cell = h("th", {}, name);
    cell.scope = "col";
    return cell;
  });
  return [
    h("h3", { class: "group" }, title),
    h("p", { class: "hint" }, hint),
    h(
      "table",
      { class: "plan-table" },
      h("thead", {}, h("tr", {}, ...head)),
      h("tbody", {}, ...rows.map((row) => themeRow(app, row))),
    ),
  ];
}

function themeRow(app: App, { theme: position, strongest, share, touching }: AppPlanGroup["rows"][number]) {
  const theme = at(app.data.themes, position);
  const name = h("th", {}, themeButton(app, position));
  name.scope = "row";
  const cell = (label: string, ...children: (Node | string | undefined)[]): HTMLElement =>
    h("td", { data: { label } }, h("span", {}, ...children));
  const touched = touching === 0 ? "" : `, touched by ${count(touching, "other")}`;
  return h(
    "tr",
    {},
    name,
    cell("Last covered", lastCoveredPhrase(theme)),
    cell("How often", `${howOften(theme)}${touched}`),
    cell("Trend", trendWithArrow(theme.plan.trend)),
    cell("Strongest post", ...strongestPost(app, strongest, share)),
  );
}

function strongestPost(app: App, post: number | undefined, share: number | undefined): (Node | string)[] {
  if (post === undefined || share === undefined) return ["–"];
  const open = { click: () => openPost(app, post) };
  const title = h("bdi", {}, plain(at(app.data.posts, post).title));
  return [h("button", { class: "post-name", type: "button", on: open }, title), ` (${share}%)`];
}
