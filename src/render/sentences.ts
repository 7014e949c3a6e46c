/** What the pages say in whole sentences, in plain text: each page escapes it in its own way. */
import type { ModelIdentity } from "../shapes/embeddings.js";
import type { Report, ReportPost } from "../shapes/report.js";
import type { Thread } from "../shapes/theme.js";
import { count, integer, list, percent, span } from "./words.js";

/** "20 posts, Feb 2023 to Nov 2024, in 80 passages: 6 themes." */
export function summarySentence(report: Report): string {
  const { postsClustered, passages, themes, pillars } = report.counts;
  const grouped = pillars === 0 ? "" : ` in ${count(pillars, "pillar")}`;
  const when = span(report.firstDate, report.lastDate);
  const dated = when === "undated" ? "undated" : when;
  return `${count(postsClustered, "post")}, ${dated}, in ${count(passages, "passage")}: ${count(themes, "theme")}${grouped}.`;
}

/** What went in and what was read of it. */
export function readSentence(report: Report): string {
  const { postsIn, postsClustered, postsSkipped, words } = report.counts;
  const skipped = postsSkipped === 0 ? "none skipped" : `${integer(postsSkipped)} skipped`;
  return `${count(postsIn, "post")} found, ${integer(postsClustered)} read, ${skipped}; ${count(words, "word")} of prose.`;
}

/** "the built-in model tfidf-svd (revision 1, 128 dimensions)". */
export function modelPhrase(model: ModelIdentity): string {
  const details = [`revision ${model.revision}`, count(model.dims, "dimension"), model.dtype];
  return `${model.kind} ${model.model} (${details.filter((part) => part !== "").join(", ")})`;
}

/** "Change management 62%, MVPs 20%", the largest three. */
export function mixPhrase(post: ReportPost, label: (themeId: string) => string): string {
  if (post.themes.length === 0) return "no theme";
  return post.themes
    .slice(0, 3)
    .map((part) => `${label(part.themeId)} ${percent(part.share)}`)
    .join(", ");
}

/** "Access to services (6 posts, 3 themes)": what runs through several themes, in most posts first. */
export function threadPhrase({ posts, themes }: Thread): string {
  return `${count(posts, "post")}, ${count(themes.length, "theme")}`;
}

/** Why passages are unplaced, commonest first: "too far from every theme (5)". */
function unplacedReasons(report: Report): string {
  const counts = new Map(Object.entries(report.unplacedReasons ?? {}));
  for (const { unplacedReason } of report.unplacedReasons === undefined ? report.passages : []) {
    if (unplacedReason !== undefined) counts.set(unplacedReason, (counts.get(unplacedReason) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return list(sorted.slice(0, 3).map(([reason, number]) => `${reason} (${integer(number)})`));
}

export interface LeftOut {
  what: string;
  why: string;
  /** The file of the report folder that lists it. */
  file: string;
}

/** What no theme holds, each with the file that lists it; empty where nothing was left out. */
export function leftOut(report: Report): LeftOut[] {
  const { unplaced, postsSkipped, duplicates, passages } = report.counts;
  const removed = report.removed.reduce((sum, { count: times }) => sum + times, 0);
  const ruled = report.skipped.filter(({ post, rule }) => post && rule !== undefined).length;
  const partly = report.skipped.filter(({ post, rule }) => !post && rule === undefined).length;
  const others = report.skipped.filter(({ post, rule }) => !post && rule !== undefined).length;
  const rows: (LeftOut & { number: number })[] = [
    {
      number: unplaced,
      what: `Other: ${count(unplaced, "passage")} in no theme (${percent(passages === 0 ? 0 : unplaced / passages)})`,
      why: unplacedReasons(report),
      file: "passages.csv",
    },
    {
      number: duplicates,
      what: count(duplicates, "repeated passage"),
      why: "kept, and counted once when the themes were found",
      file: "passages.csv",
    },
    {
      number: report.removed.length,
      what: `${count(report.removed.length, "text")} taken out, ${count(removed, "time")} in all`,
      why: "what repeats across posts and is no prose of its own, such as footers",
      file: "removed.csv",
    },
    {
      number: postsSkipped - ruled,
      what: `${count(postsSkipped - ruled, "post")} skipped`,
      why: "could not be read, or held no prose",
      file: "skipped.csv",
    },
    {
      number: ruled,
      what: `${count(ruled, "post")} left out`,
      why: "drafts, private posts, and copies of posts that are read",
      file: "skipped.csv",
    },
    {
      number: others,
      what: `${count(others, "kind")} of files left out`,
      why: "no kind that is read, or no posts",
      file: "skipped.csv",
    },
    {
      number: partly,
      what: `${count(partly, "part")} of posts skipped`,
      why: "the rest of the post was read",
      file: "skipped.csv",
    },
  ];
  return rows.filter((row) => row.number > 0).map(({ what, why, file }) => ({ what, why, file }));
}
