import type { Evidence, Proposal } from "../../shapes/plan.js";
import type { Report, ReportTheme } from "../../shapes/report.js";
import { escapeMarkdown, markdownLink, markdownPage, markdownTable } from "../../render/markdown.js";
import { type PlanGroup, planGroups } from "../../plan/coverage.js";
import { proposalAt } from "../../plan/calendar.js";
import {
  calendarSentence,
  countingSentence,
  dismissedSentence,
  STRONGEST,
  undatedSentence,
} from "../../render/plan-words.js";
import { proposalWords } from "../../render/proposal-words.js";
import { howOften, lastCoveredPhrase } from "../../render/theme-words.js";
import { type View, viewOf } from "../../render/view.js";
import { count, day, percent, span, trendWithArrow, weekday } from "../../render/words.js";
import { postLinkMd } from "./parts-md.js";

const MOST_TOUCHING = 3;

/** `plan.md`: the page for a planning meeting. */
export function planMd(report: Report): string {
  const view = viewOf(report);
  const { proposals } = report.plan;
  return markdownPage([
    "# What to plan next",
    intro(report),
    ...(proposals.length === 0 ? [] : ["## Proposals"]),
    ...proposals.map((proposal, i) => proposalPart(view, proposal, i + 1)),
    escapeMarkdown(dismissedSentence(report.plan)),
    ...calendarPart(view),
    ...planGroups(report).flatMap((group) => groupParts(view, group)),
    STRONGEST,
    "The same as tables for a spreadsheet: [proposals.csv](proposals.csv), [plan.csv](plan.csv), [calendar.csv](calendar.csv). The whole report: [report.md](report.md).",
  ]);
}

function intro(report: Report): string {
  const size = `${count(report.counts.themes, "theme")} in ${count(report.counts.postsClustered, "post")}`;
  const when = report.lastDate === undefined ? "" : `, ${span(report.firstDate, report.lastDate)}`;
  return [
    `${size}${when}.`,
    countingSentence(report),
    undatedSentence(report),
    ...report.postPlanning.notes.map(escapeMarkdown),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function proposalPart(view: View, proposal: Proposal, number: number): string {
  const { title, reasons, doubt, effort } = proposalWords(proposal, view);
  const evidence = proposal.evidence.map((one) => `- ${evidenceMd(view, one)}`);
  return [
    `### ${number}. ${escapeMarkdown(title)}`,
    reasons.map(escapeMarkdown).join(" "),
    ...(evidence.length === 0 ? [] : [evidence.join("\n")]),
    `*${effort}* · ${escapeMarkdown(doubt)}`,
  ].join("\n\n");
}

function evidenceMd(view: View, { postId, quote }: Evidence): string {
  const post = view.post(postId);
  const date = post.date === undefined ? "" : `, ${day(post.date)}`;
  const said = quote === undefined ? "" : `: “${escapeMarkdown(quote)}”`;
  return `${postLinkMd(post, "top")}${date}${said}`;
}

function calendarPart(view: View): string[] {
  const { plan } = view.report;
  const slots = plan.calendar?.slots ?? [];
  if (slots.length === 0) return [];
  const rows = slots.map(({ date, proposal }) => {
    const what = proposal === undefined ? "–" : proposalWords(proposalAt(plan, proposal), view).title;
    return [weekday(date), day(date), escapeMarkdown(what)];
  });
  const head = [{ title: "Day" }, { title: "Date" }, { title: "What could come" }];
  return ["## Calendar", calendarSentence(plan), markdownTable(head, rows)];
}

function groupParts(view: View, group: PlanGroup): string[] {
  return [
    `## ${group.title}`,
    group.hint,
    markdownTable(
      [
        { title: "Theme" },
        { title: "Last covered" },
        { title: "How often" },
        { title: "Trend" },
        { title: "Strongest post" },
        { title: "Also touched by" },
      ],
      group.themes.map((theme) => row(view, theme)),
    ),
  ];
}

function row(view: View, theme: ReportTheme): string[] {
  return [
    markdownLink(theme.label, `themes/${theme.slug}.md`),
    escapeMarkdown(lastCoveredPhrase(theme)),
    howOften(theme),
    trendWithArrow(theme.plan.trend),
    strongest(view, theme),
    touching(view, theme),
  ];
}

function strongest(view: View, { plan, rankedPosts }: ReportTheme): string {
  const part = rankedPosts.find(({ postId }) => postId === plan.strongestPostId);
  return part === undefined ? "–" : `${postLinkMd(view.post(part.postId), "top")} (${percent(part.share)})`;
}

function touching(view: View, theme: ReportTheme): string {
  const ids = theme.plan.touchingPostIds;
  if (ids.length === 0) return "–";
  const links = ids.slice(0, MOST_TOUCHING).map((id) => postLinkMd(view.post(id), "top"));
  const more = ids.length > MOST_TOUCHING ? [`${ids.length - MOST_TOUCHING} more`] : [];
  return [...links, ...more].join("; ");
}
