/** The plan on the HTML page: proposals first, then what there is to know of each theme. */
import { type PlanGroup, planGroups } from "../../plan/coverage.js";
import { proposalAt } from "../../plan/calendar.js";
import { html, type Markup } from "../../render/html.js";
import {
  calendarSentence,
  countingSentence,
  dismissedSentence,
  STRONGEST,
  undatedSentence,
} from "../../render/plan-words.js";
import { proposalWords } from "../../render/proposal-words.js";
import { howOften, lastCoveredPhrase } from "../../render/theme-words.js";
import type { View } from "../../render/view.js";
import { count, day, percent, weekday } from "../../render/words.js";
import type { Evidence, Proposal } from "../../shapes/plan.js";
import type { ReportTheme } from "../../shapes/report.js";
import { cardTable, postLink, themeLink } from "./parts-html.js";

export function planSection(view: View): Markup | undefined {
  const groups = planGroups(view.report);
  if (groups.length === 0) return undefined;
  const { plan } = view.report;
  const intro = [
    countingSentence(view.report),
    undatedSentence(view.report),
    dismissedSentence(plan),
    ...view.report.postPlanning.notes,
  ];
  return html`<section id="plan" class="page">
    <h2>What to plan next</h2>
    <p class="hint">${intro.filter((sentence) => sentence !== "").join(" ")}</p>
    <ol class="proposals">
      ${plan.proposals.map((proposal) => proposalItem(view, proposal))}
    </ol>
    ${calendarTable(view)} ${groups.map((group) => planTable(view, group))}
    <p class="hint">${STRONGEST}</p>
  </section> `;
}

function proposalItem(view: View, proposal: Proposal): Markup {
  const { title, reasons, doubt, effort } = proposalWords(proposal, view);
  return html`<li>
    <h3><bdi>${title}</bdi></h3>
    <p><bdi>${reasons.join(" ")}</bdi></p>
    <ul>
      ${proposal.evidence.map((evidence) => html`<li>${evidenceOf(view, evidence)}</li>`)}
    </ul>
    <p class="hint">${effort} · <bdi>${doubt}</bdi></p>
  </li> `;
}

function evidenceOf(view: View, { postId, quote }: Evidence): Markup {
  const post = view.post(postId);
  const date = post.date === undefined ? "" : `, ${day(post.date)}`;
  const said = quote === undefined ? "" : html`: <q>${quote}</q>`;
  return html`${postLink(post)}${date}${said}`;
}

function calendarTable(view: View): Markup | undefined {
  const { plan } = view.report;
  const slots = plan.calendar?.slots ?? [];
  if (slots.length === 0) return undefined;
  const rows = slots.map(({ date, proposal }) => [
    `${weekday(date)}, ${day(date)}`,
    proposal === undefined ? "–" : proposalWords(proposalAt(plan, proposal), view).title,
  ]);
  return html`<h3 class="group">Calendar</h3>
    ${cardTable("calendar", calendarSentence(plan), [{ title: "Day" }, { title: "What could come" }], rows)}`;
}

function planTable(view: View, group: PlanGroup): Markup {
  const rows = group.themes.map((theme) => {
    const touching = theme.plan.touchingPostIds.length;
    return [
      themeLink(theme),
      lastCoveredPhrase(theme),
      howOften(theme),
      strongestPost(view, theme),
      touching === 0 ? "–" : count(touching, "other post"),
    ];
  });
  const columns = [
    { title: "Theme" },
    { title: "Last covered" },
    { title: "How often" },
    { title: "Strongest post" },
    { title: "Also touched by" },
  ];
  return html`<h3 class="group">${group.title}</h3>
    ${cardTable("plan", group.hint, columns, rows)}`;
}

function strongestPost(view: View, { plan, rankedPosts }: ReportTheme): Markup | string {
  const part = rankedPosts.find(({ postId }) => postId === plan.strongestPostId);
  return part === undefined ? "–" : html`${postLink(view.post(part.postId))} (${percent(part.share)})`;
}
