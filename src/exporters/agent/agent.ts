import { isWebAddress } from "../../text/links.js";
import { plain, titleOf, visiblePath } from "../../render/text.js";
import { type View, viewOf } from "../../render/view.js";
import type { Exporter, OutputFile } from "../../shapes/exporter.js";
import type { Report, ReportPost, ReportTheme } from "../../shapes/report.js";
import { OF_POSTS } from "../../render/of-posts.js";
import { rounded } from "../tables/table.js";
import { questionsIn, sentenceFor, termsIn } from "./said.js";
import { CONTENT, skill } from "./skill.js";

/** A folder for programs that answer by a language model: how to use it, themes, posts theme by theme, and which posts are near. */
export const agentExporter: Exporter = {
  name: "agent",
  render(report) {
    const view = viewOf(report);
    return [
      { path: "agent/SKILL.md", content: skill(report) },
      json("agent/themes.json", {
        note: CONTENT,
        themes: report.themes.map((theme) => themeEntry(theme, view)),
      }),
      ...report.themes.map((theme) => ({ path: `agent/${fileOf(theme)}`, content: postLines(theme, view) })),
      json("agent/graph.json", { note: CONTENT, ...graph(report) }),
    ];
  },
};

function json(path: string, value: object): OutputFile {
  return { path, content: `${JSON.stringify(shown(value), null, 1)}\n` };
}

/** Texts without what no page can show, and what could make them lie. */
function shown(value: unknown): unknown {
  if (typeof value === "string") return plain(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, shown(own)]));
}

function fileOf({ slug }: ReportTheme): string {
  return `themes/${slug}.jsonl`;
}

function themeEntry(theme: ReportTheme, { pillar }: View) {
  const {
    id,
    number,
    label,
    pillarId,
    about,
    summary,
    terms,
    passages,
    posts,
    share,
    plan,
    subthemes,
    related,
  } = theme;
  return {
    ...{ id, number, label, file: fileOf(theme) },
    ...(pillarId !== undefined && { pillar: pillar(pillarId).label }),
    about,
    ...(summary !== undefined && { summary }),
    terms: terms.map(({ text }) => text),
    ...{ passages, posts, share: rounded(share), trend: plan.trend },
    ...(theme.firstSeen !== undefined && { first_seen: theme.firstSeen }),
    ...(plan.lastCovered !== undefined && { last_covered: plan.lastCovered }),
    sub_themes: subthemes.map((sub) => ({ label: sub.label, share: rounded(sub.share) })),
    near: related.slice(0, 3).map((other) => ({ id: other.id, similarity: rounded(other.similarity) })),
  };
}

/** Of each post with a passage in the theme a line, those that say most on it first. */
function postLines(theme: ReportTheme, { report, post }: View): string {
  return theme.rankedPosts
    .map(({ postId, share }) => {
      const own = report.passages.filter((each) => each.postId === postId && each.themeId === theme.id);
      const texts = own.map(({ text }) => text);
      const { id, date, ...named } = postEntry(post(postId));
      return {
        ...{ id, date, share: rounded(share) },
        [OF_POSTS]: {
          ...named,
          summary: sentenceFor(texts, theme.terms),
          terms: termsIn(texts, theme.terms),
          questions: questionsIn(named.title, texts),
        },
      };
    })
    .map((line) => `${JSON.stringify(shown(line))}\n`)
    .join("");
}

function postEntry(post: ReportPost) {
  const { id, date, href, path, record } = post;
  return {
    ...{ title: titleOf(post), date: date ?? null, address: isWebAddress(href) ? href : null },
    ...{ id, path: [visiblePath(path), ...(record === undefined ? [] : [record])].join(", ") },
  };
}

/** Posts, and of each an edge to those nearest to it. */
function graph({ posts, nearestPosts = {} }: Report) {
  const known = new Set(posts.map(({ id }) => id));
  return {
    nodes: posts.map((post) => ({ ...postEntry(post), themes: post.themes.map(({ themeId }) => themeId) })),
    edges: posts.flatMap(({ id }) =>
      (nearestPosts[id] ?? [])
        .filter((other) => known.has(other.id))
        .map((other) => ({ from: id, to: other.id, similarity: rounded(other.similarity) })),
    ),
  };
}
