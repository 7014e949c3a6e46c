import { namesOfFiles } from "../../text/file-names.js";
import { markdownPage } from "../../render/markdown.js";
import { pillarGroups } from "../../render/pillars.js";
import { summarySentence } from "../../render/sentences.js";
import { titleOf } from "../../render/text.js";
import { reachPhrase } from "../../render/theme-words.js";
import { viewOf } from "../../render/view.js";
import type { Exporter } from "../../shapes/exporter.js";
import type { Report } from "../../shapes/report.js";
import type { Notes } from "./notes.js";
import { postNote } from "./post-note.js";
import { noteText, wikilink } from "./text.js";
import { themeNote } from "./theme-note.js";

/** The note that lists all themes. */
const OVERVIEW = "Themes";

/** A vault for Obsidian: a note for each theme and each post, linked with one another. */
export const obsidianExporter: Exporter = {
  name: "obsidian",
  render(report) {
    const notes = notesOf(report);
    const file = (note: string, content: string) => ({ path: `obsidian/${note}.md`, content });
    return [
      file(OVERVIEW, overview(report, notes)),
      ...report.themes.map((theme) => file(notes.theme(theme.id), themeNote(theme, notes))),
      ...report.posts.map((post) => file(notes.post(post.id), postNote(post, notes))),
    ];
  },
};

function notesOf(report: Report): Notes {
  const themes = namesOfFiles(report.themes, ({ label }) => label);
  const posts = namesOfFiles(report.posts, (post) => [post.date, titleOf(post)].filter(Boolean).join(" "));
  const nameIn = (names: ReadonlyMap<string, string>, id: string): string => {
    const name = names.get(id);
    if (name === undefined) throw new Error(`Expected a note for "${id}".`);
    return name;
  };
  const view = viewOf(report);
  return {
    ...{ report, themeOf: view.theme, postOf: view.post },
    theme: (id) => `themes/${nameIn(themes, id)}`,
    post: (id) => `posts/${nameIn(posts, id)}`,
    hasPost: (id) => posts.has(id),
  };
}

function overview(report: Report, notes: Notes): string {
  const groups = pillarGroups(report).flatMap(({ pillar, themes }) => [
    pillar === undefined ? "" : `## ${noteText(pillar.label)}`,
    themes
      .map((theme) => `- ${wikilink(notes.theme(theme.id), theme.label)}: ${reachPhrase(theme)}`)
      .join("\n"),
  ]);
  return markdownPage([`# ${noteText(report.title)}`, summarySentence(report), ...groups]);
}
