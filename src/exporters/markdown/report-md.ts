import type { Report, ReportTheme } from "../../shapes/report.js";
import { escapeMarkdown, markdownLink, markdownPage, markdownTable } from "../../render/markdown.js";
import { leftOut, modelPhrase, readSentence, summarySentence, threadPhrase } from "../../render/sentences.js";
import { headingOf, pillarGroups } from "../../render/pillars.js";
import { lastCovered, reachPhrase } from "../../render/theme-words.js";
import { type View, viewOf } from "../../render/view.js";
import { decimal, integer, percent, stabilityWord, trendWithArrow } from "../../render/words.js";
import { quotationMd } from "./parts-md.js";

/** `report.md`: what was read, the themes with one quotation each, how they were found, what was left out. */
export function reportMd(report: Report): string {
  const view = viewOf(report);
  return markdownPage([
    `# ${escapeMarkdown(report.title)}`,
    escapeMarkdown(summarySentence(report)),
    report.passages.length === 0 ? "" : "![Map of the themes: each mark is a passage](map.svg)",
    notes(report),
    "## Themes",
    ...themes(view),
    ...threads(view),
    ...timeline(report),
    "## How the themes were found",
    `${escapeMarkdown(readSentence(report))} Read with ${escapeMarkdown(modelPhrase(report.model))}. ${escapeMarkdown(report.modelReason)}`,
    escapeMarkdown(report.choice),
    evidence(report),
    ...leftOutParts(report),
  ]);
}

function notes(report: Report): string {
  return report.notes.map((note) => `> **Note:** ${escapeMarkdown(note)}`).join("\n>\n");
}

function themes(view: View): string[] {
  const { report } = view;
  if (report.themes.length === 0) return ["No themes were found."];
  return [
    themeTable(report),
    "*Posts* have at least one passage on the theme; *about it* are those of which it is the largest part, or more than a third. *Share* is the theme's part of all placed passages. *Stability* says how much of the theme is found again when a fifth of the passages is missing: *solid* from 75%, *fair* from 60%, else *fragile*.",
    `See also [what to plan next](plan.md) and every passage in [passages.csv](passages.csv).`,
    ...pillarGroups(report).flatMap((group) => {
      const heading = headingOf(group);
      const parts = group.themes.map((theme) => themeParts(view, theme, heading === undefined ? 3 : 4));
      return heading === undefined ? parts : [`### ${escapeMarkdown(heading)}`, ...parts];
    }),
  ];
}

function themeTable(report: Report): string {
  const isDated = report.months.length > 0;
  return markdownTable(
    [
      { title: "Theme" },
      { title: "Posts", align: "right" },
      { title: "About it", align: "right" },
      { title: "Share", align: "right" },
      { title: "Stability" },
      ...(isDated ? [{ title: "Trend" }, { title: "Last covered" }] : []),
    ],
    pillarGroups(report).flatMap((group) => [
      ...pillarRow(headingOf(group), isDated ? 6 : 4),
      ...group.themes.map((theme) => themeCells(theme, isDated)),
    ]),
  );
}

/** The pillar's name over its themes. */
function pillarRow(heading: string | undefined, empty: number): string[][] {
  return heading === undefined
    ? []
    : [[`**${escapeMarkdown(heading)}**`, ...new Array<string>(empty).fill("")]];
}

function themeCells(theme: ReportTheme, isDated: boolean): string[] {
  return [
    markdownLink(theme.label, pageOf(theme)),
    integer(theme.posts),
    integer(theme.plan.posts),
    percent(theme.share),
    stabilityWord(theme.stability),
    ...(isDated ? [trendWithArrow(theme.plan.trend), lastCovered(theme)] : []),
  ];
}

/** Subjects that several themes hold, each with a few of its passages. */
function threads({ report, theme, passage, post }: View): string[] {
  if (report.threads.length === 0) return [];
  const lines = report.threads.map((thread) => {
    const inThemes = thread.themes
      .slice(0, 4)
      .map((part) => `${escapeMarkdown(theme(part.id).label)} (${integer(part.passages)})`);
    const titles = new Set(thread.passageIds.map((id) => post(passage(id).postId).title));
    const first = [...titles].slice(0, 3).map((title) => escapeMarkdown(title));
    return `- **${escapeMarkdown(thread.label)}** (${escapeMarkdown(threadPhrase(thread))}): ${inThemes.join(" · ")}. Among others in: ${first.join("; ")}.`;
  });
  return [
    "## Threads that run through several themes",
    lines.join("\n"),
    "All their passages are in [threads.csv](threads.csv).",
  ];
}

function timeline(report: Report): string[] {
  if (report.months.length === 0 || report.themes.length === 0) return [];
  return ["## Over time", "![Every theme's passages over time, each theme on its own scale](timeline.svg)"];
}

function pageOf(theme: ReportTheme): string {
  return `themes/${theme.slug}.md`;
}

function themeParts(view: View, theme: ReportTheme, level: number): string {
  const terms = theme.terms.slice(0, 6).map((term) => escapeMarkdown(term.text));
  const [quotation] = theme.quotations;
  return [
    `${"#".repeat(level)} ${theme.number}\\. ${markdownLink(theme.label, pageOf(theme))}`,
    `${escapeMarkdown(reachPhrase(theme))}${terms.length === 0 ? "" : ` · ${terms.join(", ")}`}`,
    theme.subthemes.length === 0
      ? ""
      : `Sub-themes: ${theme.subthemes.map(({ label, share }) => `${escapeMarkdown(label)} (${percent(share)})`).join(" · ")}`,
    escapeMarkdown(theme.about),
    quotation === undefined ? "" : quotationMd(view, quotation, "top"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Folded away: most readers want the sentence, some the numbers. */
function evidence(report: Report): string {
  if (report.evidence.length === 0) return "";
  const table = markdownTable(
    [
      { title: "Themes", align: "right" },
      { title: "Score", align: "right" },
      { title: "Silhouette", align: "right" },
      { title: "Stability", align: "right" },
      { title: "Readability", align: "right" },
    ],
    report.evidence.map(({ k, score, silhouette, stability, readability }) => {
      const cells = [
        integer(k),
        decimal(score, 2),
        decimal(silhouette, 3),
        decimal(stability, 2),
        decimal(readability, 2),
      ];
      return k === report.themes.length ? cells.map((cell) => `**${cell}**`) : cells;
    }),
  );
  return `<details>\n<summary>Every number of themes that was tried</summary>\n\n${table}\n\nHigher is better. Silhouette: how well the themes stand apart; stability: how much of them is found again when a fifth of the passages is missing; readability: how well so many themes suit a reader. The score weighs the three.\n\n</details>`;
}

function leftOutParts(report: Report): string[] {
  const rows = leftOut(report);
  if (rows.length === 0) return ["## What was left out", "Nothing: every passage has a theme."];
  const lines = rows.map(({ what, why, file }) => {
    return `- ${escapeMarkdown(what)}: ${escapeMarkdown(why)}. See [${file}](${file}).`;
  });
  return ["## What was left out", lines.join("\n")];
}
