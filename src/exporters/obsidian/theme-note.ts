import { markdownPage } from "../../render/markdown.js";
import { titleOf } from "../../render/text.js";
import { coverageSentence, themeFacts } from "../../render/theme-words.js";
import { day, percent } from "../../render/words.js";
import type { ReportTheme } from "../../shapes/report.js";
import type { Notes } from "./notes.js";
import { frontMatter, noteText, propertyText, wikilink } from "./text.js";

const MOST_TERMS = 12;
const MOST_RELATED = 5;

/** A theme: what it is about, in the posts' own words, and its posts. */
export function themeNote(theme: ReportTheme, notes: Notes): string {
  const { size, share, trend } = themeFacts(theme);
  const terms = theme.terms.slice(0, MOST_TERMS).map(({ text }) => noteText(text));
  return markdownPage([
    properties(theme, notes),
    `# ${noteText(theme.label)}`,
    noteText(theme.about),
    theme.summary === undefined ? "" : `${noteText(theme.summary)} *(Summary by a language model.)*`,
    [size, share, ...trend].join(", ").concat("."),
    coverageSentence(theme),
    terms.length === 0 ? "" : `**Terms:** ${terms.join(", ")}`,
    ...quotations(theme, notes),
    ...posts(theme, notes),
    ...related(theme, notes),
  ]);
}

function properties(theme: ReportTheme, { report }: Notes): string {
  const pillar = report.pillars.find(({ id }) => id === theme.pillarId);
  return frontMatter({
    ...{ type: "theme", theme_id: theme.id, label: propertyText(theme.label), number: theme.number },
    pillar: pillar && propertyText(pillar.label),
    ...{
      passages: theme.passages,
      posts: theme.posts,
      share: Number(theme.share.toFixed(4)),
      trend: theme.plan.trend,
    },
    ...{ first_seen: theme.firstSeen, last_seen: theme.lastSeen, last_covered: theme.plan.lastCovered },
    tags: ["throughline/theme"],
  });
}

function quotations({ quotations: all }: ReportTheme, notes: Notes): string[] {
  if (all.length === 0) return [];
  const lines = all.map(({ postId, text }) => {
    const post = notes.postOf(postId);
    return `> ${noteText(text)}\n>\n> ${wikilink(notes.post(postId), titleOf(post))}, ${day(post.date)}`;
  });
  return ["## In the posts' own words", ...lines];
}

function posts({ rankedPosts }: ReportTheme, notes: Notes): string[] {
  if (rankedPosts.length === 0) return [];
  const lines = rankedPosts.map(({ postId, share }) => {
    const post = notes.postOf(postId);
    return `- ${wikilink(notes.post(postId), titleOf(post))}, ${day(post.date)}: ${percent(share)} of it`;
  });
  return ["## Posts", lines.join("\n")];
}

function related({ related: others }: ReportTheme, notes: Notes): string[] {
  const lines = others
    .slice(0, MOST_RELATED)
    .map(({ id }) => `- ${wikilink(notes.theme(id), notes.themeOf(id).label)}`);
  return lines.length === 0 ? [] : ["## Themes near it", lines.join("\n")];
}
