import { isWebAddress } from "../../text/links.js";
import { oneLine, titleOf, visiblePath } from "../../render/text.js";
import { finder } from "../../render/view.js";
import { stabilityWord } from "../../render/words.js";
import type { Exporter, OutputFile } from "../../shapes/exporter.js";
import type { Report, ReportPost } from "../../shapes/report.js";
import { unmarkedCsvFile, optional, rounded } from "../tables/table.js";

/**
 * Two tables for Notion, themes and posts. A row is known by what stands in the first column: a second import into the same database
 * changes its rows, and adds none twice.
 */
export const notionExporter: Exporter = {
  name: "notion",
  render: (report) => [themes(report), posts(report)],
};

/** Options of a property that takes several: Notion divides them at commas. */
function options(names: readonly string[]): string {
  return [...new Set(names.map((name) => oneLine(name).replaceAll(",", ";")))]
    .filter((name) => name !== "")
    .join(", ");
}

function themes(report: Report): OutputFile {
  const pillar = finder("pillar", report.pillars);
  // Of a large collection the report names some posts only.
  const titles = new Map(report.posts.map((post) => [post.id, oneLine(titleOf(post))]));
  return unmarkedCsvFile({
    path: "notion/themes.csv",
    rows: report.themes,
    columns: [
      ["Key", ({ id }) => id],
      ["Theme", ({ label }) => oneLine(label)],
      ["Number", ({ number }) => number],
      ["Pillar", ({ pillarId }) => (pillarId === undefined ? undefined : options([pillar(pillarId).label]))],
      ["About", ({ about }) => oneLine(about)],
      ["Summary", ({ summary }) => (summary === undefined ? undefined : oneLine(summary))],
      ["Terms", ({ terms }) => options(terms.map(({ text }) => text))],
      ["Passages", ({ passages }) => passages],
      ["Posts", ({ posts: count }) => count],
      ["Share", ({ share }) => rounded(share)],
      ["Stability", ({ stability }) => stabilityWord(stability)],
      ["Trend", ({ plan }) => plan.trend],
      ["First seen", ({ firstSeen }) => firstSeen],
      ["Last seen", ({ lastSeen }) => lastSeen],
      ["Last covered", ({ plan }) => plan.lastCovered],
      ["Posts a year", ({ plan }) => optional(plan.postsPerYear)],
      ["Strongest post", ({ plan }) => titles.get(plan.strongestPostId ?? "")],
      ["Note", ({ note }) => (note === undefined ? undefined : oneLine(note))],
    ],
  });
}

function posts(report: Report): OutputFile {
  const theme = finder("theme", report.themes);
  const keys = keysOf(report.posts);
  const label = ({ themeId }: { themeId: string }): string => theme(themeId).label;
  return unmarkedCsvFile({
    path: "notion/posts.csv",
    rows: report.posts,
    columns: [
      ["Key", ({ id }) => keys.get(id)],
      ["Title", (post) => oneLine(titleOf(post))],
      ["Date", ({ date }) => date],
      ["Address", ({ href }) => (isWebAddress(href) ? href : undefined)],
      ["Author", ({ author }) => (author === undefined ? undefined : options([author]))],
      ["Tags", ({ tags }) => options(tags)],
      ["Main theme", ({ themes: own }) => options(own.slice(0, 1).map(label))],
      ["Main theme's share", ({ themes: own }) => optional(own[0]?.share)],
      ["Themes", ({ themes: own }) => options(own.map(label))],
      ["Passages", ({ passages }) => passages],
      ["Words", ({ words }) => words],
    ],
  });
}

/** A post is known by where it came from: its id is another one as soon as a word of it is changed. */
function keysOf(posts: readonly ReportPost[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    posts.map(({ id, path, record }) => {
      const place = [visiblePath(path), ...(record === undefined ? [] : [visiblePath(record)])].join(", ");
      const key = taken.has(place) ? `${place}, ${id}` : place;
      taken.add(key);
      return [id, key];
    }),
  );
}
