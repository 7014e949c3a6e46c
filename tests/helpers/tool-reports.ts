/** Reports for the exporters for other tools. */
import type { Report, ReportPost } from "../../src/shapes/report.js";

/** The report with the posts before and behind each named as near to it, and one that it does not hold. */
export function withNearest(report: Report): Report {
  const near = report.posts.map(({ id }, i) => {
    const others = [report.posts[i - 1], report.posts[i + 1]].flatMap((post) => post?.id ?? []);
    return [id, [...others, "none"].map((other, n) => ({ id: other, similarity: 0.9 - n / 10 }))] as const;
  });
  return { ...report, nearestPosts: Object.fromEntries(near) };
}

/** What notes, templates, spreadsheets and file systems take for their own. */
export const HOSTILE_TITLES: readonly string[] = [
  "[[x]]",
  "a | b # c ^ d",
  "../../../etc/passwd",
  "<script>alert(1)</script>",
  '<% tp.file.title %> <%* await app.vault.delete("x") %>',
  "`= this.file.name` and `$= dv.current()`",
  "{{title}} %% hidden",
  "key:: value and ==marked==",
  "CON",
  "nul.md",
  "=1+1",
  "\\=2",
  "---",
  "- not a list: 'no' \"map\"",
  "![[embedded]]",
  "\u202eesrever \u0007",
  "trailing dots... ",
  "same title",
  "Same Title",
  "x".repeat(300),
  "",
];

/** The report with such texts for titles, tags, authors, labels and what is said. */
export function withHostility(report: Report): Report {
  const hostile = (i: number): string => HOSTILE_TITLES[i % HOSTILE_TITLES.length] ?? "";
  const post = (own: ReportPost, i: number): ReportPost => ({
    ...{ ...own, title: hostile(i), author: hostile(i + 1), tags: [hostile(i + 2), "plain tag", "2024"] },
    ...(i % 2 === 0 && { path: own.path.replace(/\.md$/, `${hostile(i)}.md`) }),
  });
  return withNearest({
    ...{ ...report, title: hostile(4) },
    posts: report.posts.map(post),
    themes: report.themes.map((theme, i) => ({
      ...{
        ...theme,
        label: hostile(i),
        about: hostile(i + 3),
        summary: hostile(i + 4),
        note: hostile(i + 5),
      },
      quotations: theme.quotations.map((quotation, q) => ({ ...quotation, text: hostile(q + i) })),
      terms: theme.terms.map((term, t) => ({ ...term, text: hostile(t + 3) })),
    })),
    pillars: report.pillars.map((pillar, i) => ({ ...pillar, label: hostile(i + 6) })),
    passages: report.passages.map((passage, i) => ({
      ...{ ...passage, text: `${hostile(i)}\n${hostile(i + 1)}`, headingPath: [hostile(i + 2)] },
    })),
  });
}
