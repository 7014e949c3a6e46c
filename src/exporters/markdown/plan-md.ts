import type { Report, ReportTheme } from "../../shapes/report.js";
import { escapeMarkdown, markdownLink, markdownPage, markdownTable } from "../../render/markdown.js";
import { type PlanGroup, planGroups } from "../../plan/coverage.js";
import { howOften, lastCoveredPhrase } from "../../render/theme-words.js";
import { type View, viewOf } from "../../render/view.js";
import { count, day, percent, span, trendWithArrow } from "../../render/words.js";
import { postLinkMd } from "./parts-md.js";

const MOST_TOUCHING = 3;

/** `plan.md`: the page for a planning meeting. */
export function planMd(report: Report): string {
  const view = viewOf(report);
  return markdownPage([
    "# What to plan next",
    intro(report),
    ...planGroups(report).flatMap((group) => groupParts(view, group)),
    "The same as a table for a spreadsheet: [plan.csv](plan.csv). The whole report: [report.md](report.md).",
  ]);
}

function intro(report: Report): string {
  const size = `${count(report.counts.themes, "theme")} in ${count(report.counts.postsClustered, "post")}`;
  if (report.lastDate === undefined) {
    return `${size}. None of the posts carries a usable date, so this page can say how much there is on each theme, but not when it was last covered.`;
  }
  const undated = report.posts.filter((post) => post.date === undefined).length;
  const without =
    undated === 0
      ? ""
      : ` ${count(undated, "post")} without a date ${undated === 1 ? "is" : "are"} left out of it.`;
  return `${size}, ${span(report.firstDate, report.lastDate)}. Time is counted back from the newest post, ${day(report.lastDate)}.${without}`;
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
    trendWithArrow(theme.trend),
    strongest(view, theme),
    touching(view, theme),
  ];
}

function strongest(view: View, theme: ReportTheme): string {
  const [first] = theme.rankedPosts;
  if (first === undefined) return "–";
  return `${postLinkMd(view.post(first.postId), "top")} (${percent(first.share)})`;
}

function touching(view: View, theme: ReportTheme): string {
  const ids = theme.plan.touchingPostIds;
  if (ids.length === 0) return "–";
  const links = ids.slice(0, MOST_TOUCHING).map((id) => postLinkMd(view.post(id), "top"));
  const more = ids.length > MOST_TOUCHING ? [`${ids.length - MOST_TOUCHING} more`] : [];
  return [...links, ...more].join("; ");
}
