import { stringify } from "csv-stringify/sync";
import { planGroupKey } from "../../plan/coverage.js";
import { type View, viewOf } from "../../render/view.js";
import { stabilityWord } from "../../render/words.js";
import type { Exporter, OutputFile } from "../../shapes/exporter.js";
import type { ReportPassage, ReportPost, ReportTheme } from "../../shapes/report.js";
import type { Subtheme } from "../../shapes/theme.js";

type Cell = string | number | undefined;

/** Column names with their values, in the order of the file. */
interface Table<Row> {
  path: string;
  rows: readonly Row[];
  columns: readonly (readonly [name: string, value: (row: Row) => Cell])[];
}

/**
 * Every table of the report: RFC 4180 (comma, CRLF, quotes doubled), a header row, UTF-8 without a byte order mark.
 * Texts that a spreadsheet would take for a formula get a leading apostrophe; numbers stay numbers.
 */
export const csvExporter: Exporter = {
  name: "csv",
  render(report) {
    const view = viewOf(report);
    return [
      themesCsv(view),
      similaritiesCsv(view),
      termsCsv(view),
      passagesCsv(view),
      postsCsv(view),
      postThemesCsv(view),
      timelineCsv(view),
      planCsv(view),
      removedCsv(view),
      skippedCsv(view),
    ];
  },
};

function csvFile<Row>({ path, rows, columns }: Table<Row>): OutputFile {
  const head = columns.map(([name]) => name);
  const body = rows.map((row) => columns.map(([, value]) => value(row)));
  const content = stringify([head, ...body], {
    record_delimiter: "windows",
    // By itself the package quotes for a whole CRLF only, but readers end a row at any line break.
    quoted_match: /[\r\n]/,
    escape_formulas: true,
  });
  return { path, content };
}

/** Four decimals: more would be the noise of 32-bit arithmetic. */
function rounded(value: number): number {
  return Number(value.toFixed(4));
}

function optional(value: number | undefined): Cell {
  return value === undefined ? undefined : rounded(value);
}

function joined(items: readonly string[]): string {
  return items.join("; ");
}

/** A theme, or a sub-theme with the theme that it is part of. */
interface ThemeRow {
  theme: ReportTheme;
  sub?: Subtheme;
}

/** Sub-themes stand right behind their theme; what only a theme has is empty for them. */
function themesCsv({ report, theme: themeOf }: View): OutputFile {
  const rows = report.themes.flatMap((theme): ThemeRow[] => [
    { theme },
    ...theme.subthemes.map((sub) => ({ theme, sub })),
  ]);
  return csvFile({
    path: "themes.csv",
    rows,
    columns: [
      ["theme_id", ({ theme, sub }) => (sub ?? theme).id],
      ["level", ({ sub }) => (sub ? 2 : 1)],
      ["parent_id", ({ sub }) => sub?.parentId],
      ["number", whole((theme) => theme.number)],
      ["theme", ({ theme, sub }) => (sub ?? theme).label],
      ["label_source", whole((theme) => theme.labelSource)],
      ["terms", ({ theme, sub }) => joined((sub ?? theme).terms.map((term) => term.text))],
      ["about", whole((theme) => theme.about)],
      ["summary", whole((theme) => theme.summary)],
      ["passages", ({ theme, sub }) => (sub ?? theme).passages],
      ["posts", ({ theme, sub }) => (sub ?? theme).posts],
      ["posts_about", whole((theme) => theme.plan.posts)],
      ["words", ({ theme, sub }) => (sub ?? theme).words],
      ["share", ({ theme, sub }) => rounded(theme.share * (sub?.share ?? 1))],
      ["cohesion", whole((theme) => rounded(theme.cohesion))],
      ["stability", whole((theme) => rounded(theme.stability))],
      ["stability_word", whole((theme) => stabilityWord(theme.stability))],
      ["first_seen", whole((theme) => theme.firstSeen)],
      ["last_seen", whole((theme) => theme.lastSeen)],
      ["trend", whole((theme) => theme.trend)],
      ["nearest_theme_id", whole((theme) => theme.related[0]?.id)],
      ["nearest_theme", whole((theme) => labelOf(theme.related[0]?.id))],
      ["nearest_similarity", whole((theme) => optional(theme.related[0]?.similarity))],
      ["page", ({ theme }) => `themes/${theme.slug}.md`],
    ],
  });

  function whole(value: (theme: ReportTheme) => Cell): (row: ThemeRow) => Cell {
    return ({ theme, sub }) => (sub ? undefined : value(theme));
  }

  function labelOf(id: string | undefined): Cell {
    return id === undefined ? undefined : themeOf(id).label;
  }
}

/** Each pair of themes once, in the order of their numbers. */
function similaritiesCsv({ report, theme: themeOf }: View): OutputFile {
  const rows = report.themes.flatMap((theme) =>
    theme.related
      .map(({ id, similarity }) => ({ theme, other: themeOf(id), similarity }))
      .filter(({ other }) => other.number > theme.number)
      .sort((a, b) => a.other.number - b.other.number),
  );
  return csvFile({
    path: "similarities.csv",
    rows,
    columns: [
      ["theme_id", ({ theme }) => theme.id],
      ["theme", ({ theme }) => theme.label],
      ["other_theme_id", ({ other }) => other.id],
      ["other_theme", ({ other }) => other.label],
      ["similarity", ({ similarity }) => rounded(similarity)],
    ],
  });
}

function termsCsv({ report }: View): OutputFile {
  const rows = report.themes.flatMap((theme) =>
    theme.topWords.map((term, index) => ({ theme, term, rank: index + 1 })),
  );
  return csvFile({
    path: "terms.csv",
    rows,
    columns: [
      ["theme_id", ({ theme }) => theme.id],
      ["theme", ({ theme }) => theme.label],
      ["rank", ({ rank }) => rank],
      ["term", ({ term }) => term.text],
      ["weight", ({ term }) => rounded(term.weight)],
    ],
  });
}

function passagesCsv({ report, theme, post }: View): OutputFile {
  const label = (id: string | undefined): Cell => (id === undefined ? undefined : theme(id).label);
  const subthemes = new Map(
    report.themes.flatMap((each) => each.subthemes.map((sub) => [sub.id, sub.label])),
  );
  const subthemeLabel = ({ subthemeId }: ReportPassage): Cell =>
    subthemeId === undefined ? undefined : subthemes.get(subthemeId);
  return csvFile({
    path: "passages.csv",
    rows: report.passages,
    columns: [
      ["passage_id", (passage) => passage.id],
      ["post_id", (passage) => passage.postId],
      ["path", (passage) => post(passage.postId).path],
      ["record", (passage) => post(passage.postId).record],
      ["title", (passage) => post(passage.postId).title],
      ["heading_path", (passage) => passage.headingPath.join(" > ")],
      ["start", (passage) => passage.start],
      ["end", (passage) => passage.end],
      ["words", (passage) => passage.words],
      ["theme_id", (passage) => passage.themeId],
      ["theme", (passage) => label(passage.themeId)],
      ["subtheme_id", (passage) => passage.subthemeId],
      ["subtheme", subthemeLabel],
      ["confidence", (passage) => rounded(passage.confidence)],
      ["second_theme", (passage) => label(passage.secondThemeId)],
      ["unplaced_reason", (passage) => passage.unplacedReason],
      ["duplicate_of", (passage) => passage.duplicateOf],
      ["x", (passage) => rounded(passage.x)],
      ["y", (passage) => rounded(passage.y)],
      ["text", (passage) => passage.text],
    ],
  });
}

function postsCsv({ report, theme }: View): OutputFile {
  const mix = (post: ReportPost): string =>
    joined(post.themes.map(({ themeId, share }) => `${theme(themeId).label} ${rounded(share)}`));
  const primary = (post: ReportPost): Cell => {
    const [first] = post.themes;
    return first === undefined ? undefined : theme(first.themeId).label;
  };
  return csvFile({
    path: "posts.csv",
    rows: report.posts,
    columns: [
      ["post_id", (post) => post.id],
      ["path", (post) => post.path],
      ["record", (post) => post.record],
      ["title", (post) => post.title],
      ["date", (post) => post.date],
      ["url", (post) => post.url],
      ["author", (post) => post.author],
      ["tags", (post) => joined(post.tags)],
      ["passages", (post) => post.passages],
      ["words", (post) => post.words],
      ["primary_theme_id", (post) => post.themes[0]?.themeId],
      ["primary_theme", primary],
      ["primary_share", (post) => optional(post.themes[0]?.share)],
      ["theme_count", (post) => post.themes.length],
      ["theme_shares", mix],
    ],
  });
}

function postThemesCsv({ report, theme }: View): OutputFile {
  const rows = report.posts.flatMap((post) =>
    post.themes.map((part, index) => ({ post, part, rank: index + 1 })),
  );
  return csvFile({
    path: "post_themes.csv",
    rows,
    columns: [
      ["post_id", ({ post }) => post.id],
      ["path", ({ post }) => post.path],
      ["record", ({ post }) => post.record],
      ["title", ({ post }) => post.title],
      ["date", ({ post }) => post.date],
      ["rank", ({ rank }) => rank],
      ["theme_id", ({ part }) => part.themeId],
      ["theme", ({ part }) => theme(part.themeId).label],
      ["passages", ({ part }) => part.passages],
      ["words", ({ part }) => part.words],
      ["share", ({ part }) => rounded(part.share)],
    ],
  });
}

/** Every theme in every month, zeros included, so that a pivot table has no gaps. */
function timelineCsv({ report }: View): OutputFile {
  const rows = report.themes.flatMap((theme) => {
    const counts = new Map(theme.months.map((month) => [month.month, month]));
    return report.months.map((month) => ({ theme, month, count: counts.get(month) }));
  });
  return csvFile({
    path: "timeline.csv",
    rows,
    columns: [
      ["theme_id", ({ theme }) => theme.id],
      ["theme", ({ theme }) => theme.label],
      ["month", ({ month }) => month],
      ["passages", ({ count }) => count?.passages ?? 0],
      ["posts", ({ count }) => count?.posts ?? 0],
      ["words", ({ count }) => count?.words ?? 0],
    ],
  });
}

function planCsv({ report, post }: View): OutputFile {
  return csvFile({
    path: "plan.csv",
    rows: report.themes,
    columns: [
      ["theme_id", (theme) => theme.id],
      ["theme", (theme) => theme.label],
      ["group", (theme) => planGroupKey(theme.plan)],
      ["posts", (theme) => theme.plan.posts],
      ["last_covered", (theme) => theme.plan.lastCovered],
      ["days_since", (theme) => theme.plan.daysSince],
      ["posts_per_year", (theme) => optional(theme.plan.postsPerYear)],
      ["trend", (theme) => theme.plan.trend],
      ["strongest_post_id", (theme) => theme.plan.strongestPostId],
      ["strongest_post", (theme) => titleOf(theme.plan.strongestPostId)],
      ["strongest_share", (theme) => optional(theme.rankedPosts[0]?.share)],
      ["touching_posts", (theme) => theme.plan.touchingPostIds.length],
      ["touching_post_ids", (theme) => joined(theme.plan.touchingPostIds)],
    ],
  });

  function titleOf(id: string | undefined): Cell {
    return id === undefined ? undefined : post(id).title;
  }
}

function removedCsv({ report }: View): OutputFile {
  return csvFile({
    path: "removed.csv",
    rows: report.removed,
    columns: [
      ["reason", (row) => row.reason],
      ["count", (row) => row.count],
      ["posts", (row) => row.posts],
      ["example", (row) => row.example],
      ["text", (row) => row.text],
    ],
  });
}

function skippedCsv({ report }: View): OutputFile {
  return csvFile({
    path: "skipped.csv",
    rows: report.skipped,
    columns: [
      ["path", (row) => row.path],
      ["place", (row) => row.place],
      ["reason", (row) => row.reason],
      ["whole_post", (row) => String(row.post)],
    ],
  });
}
