import { at } from "../../math/at.js";
import type { Report, ReportTheme } from "../../shapes/report.js";
import { escapeMarkdown, markdownLink, markdownPage, markdownTable } from "../../render/markdown.js";
import { howOften, lastCoveredPhrase } from "../../render/theme-words.js";
import { themePeriods } from "../../render/svg/theme-timeline.js";
import { type View, viewOf } from "../../render/view.js";
import {
  count,
  day,
  decimal,
  integer,
  percent,
  span,
  stabilityWord,
  trendWithArrow,
} from "../../render/words.js";
import { postLinkMd, quotationMd } from "./parts-md.js";

/** Terms shown on the page; the CSV has all of them. */
const MOST_TERMS = 12;
const MOST_SUBTERMS = 5;
const MOST_RELATED = 3;

/** `themes/NN-slug.md`: all there is to say about one theme. */
export function themeMd(report: Report, theme: ReportTheme): string {
  const view = viewOf(report);
  const terms = theme.terms.slice(0, MOST_TERMS).map((term) => escapeMarkdown(term.text));
  return markdownPage([
    `[← ${escapeMarkdown(report.title)}](../report.md)`,
    `# ${escapeMarkdown(theme.label)}`,
    escapeMarkdown(theme.about),
    theme.summary === undefined ? "" : `${escapeMarkdown(theme.summary)} *(Summary by a language model.)*`,
    facts(theme),
    terms.length === 0 ? "" : `**Terms:** ${terms.join(", ")}`,
    ...subthemes(theme),
    "## In the posts' own words",
    ...theme.quotations.map((quotation) => quotationMd(view, quotation, "subfolder")),
    "## Posts",
    rankedPosts(view, theme),
    ...timeline(report, theme),
    ...related(view, theme),
  ]);
}

function facts(theme: ReportTheme): string {
  const size = `${count(theme.passages, "passage")} in ${count(theme.posts, "post")}, ${count(theme.words, "word")}`;
  const lines = [
    `- **Size:** ${size} (${percent(theme.share)} of all placed passages)`,
    `- **Dates:** ${dates(theme)}`,
    `- **Last covered:** ${lastCoveredPhrase(theme)} (${howOften(theme)} about it)`,
    `- **Stability:** ${stabilityWord(theme.stability)} (${percent(theme.stability)} of it is found again when a fifth of the passages is missing)`,
    `- **Cohesion:** ${decimal(theme.cohesion, 2)} (1 would be passages that all say the same)`,
  ];
  return lines.join("\n");
}

function dates(theme: ReportTheme): string {
  const when = span(theme.firstSeen, theme.lastSeen);
  return theme.plan.trend === "undated" ? when : `${when}, ${trendWithArrow(theme.plan.trend)}`;
}

function subthemes(theme: ReportTheme): string[] {
  if (theme.subthemes.length === 0) return [];
  return [
    "## Sub-themes",
    markdownTable(
      [
        { title: "Sub-theme" },
        { title: "Terms" },
        { title: "Share of the theme", align: "right" },
        { title: "Passages", align: "right" },
        { title: "Posts", align: "right" },
      ],
      theme.subthemes.map(({ label, terms, share, passages, posts }) => [
        escapeMarkdown(label),
        terms
          .slice(0, MOST_SUBTERMS)
          .map((term) => escapeMarkdown(term.text))
          .join(", "),
        percent(share),
        integer(passages),
        integer(posts),
      ]),
    ),
  ];
}

function rankedPosts(view: View, theme: ReportTheme): string {
  return markdownTable(
    [
      { title: "Post" },
      { title: "Date" },
      { title: "Share of the post", align: "right" },
      { title: "Passages", align: "right" },
      { title: "Words", align: "right" },
    ],
    theme.rankedPosts.map(({ postId, share, passages, words }) => {
      const post = view.post(postId);
      return [
        postLinkMd(post, "subfolder"),
        day(post.date),
        percent(share),
        integer(passages),
        integer(words),
      ];
    }),
  );
}

/** The picture, and below it the numbers for those who cannot see it or want to copy them. */
function timeline(report: Report, theme: ReportTheme): string[] {
  const periods = themePeriods(report, theme);
  if (periods === undefined) return [];
  const passages = periods.sum(theme.months, (month) => month.passages);
  const posts = periods.sum(theme.months, (month) => month.posts);
  const rows = periods.periods.map(({ label }, index) => {
    return [label, integer(at(passages, index)), integer(at(posts, index))];
  });
  const unit = periods.unit.charAt(0).toUpperCase() + periods.unit.slice(1);
  const table = markdownTable(
    [{ title: unit }, { title: "Passages", align: "right" }, { title: "Posts", align: "right" }],
    rows,
  );
  return [
    "## Over time",
    `![Passages per ${periods.unit}, ${span(theme.firstSeen, theme.lastSeen)}](${theme.slug}-timeline.svg)`,
    `<details>\n<summary>The numbers</summary>\n\n${table}\n\n</details>`,
  ];
}

function related(view: View, theme: ReportTheme): string[] {
  const rows = theme.related.slice(0, MOST_RELATED).map(({ id, similarity }) => {
    const other = view.theme(id);
    return `- ${markdownLink(other.label, `${other.slug}.md`)} (similarity ${decimal(similarity, 2)})`;
  });
  return rows.length === 0 ? [] : ["## Related themes", rows.join("\n")];
}
