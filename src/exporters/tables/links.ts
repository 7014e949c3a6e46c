import { HUB_LINKS } from "../../plan/thresholds.js";
import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import type { DeadLink, LinkSuggestion, PostLinks } from "../../shapes/planning.js";
import type { ReportPost } from "../../shapes/report.js";
import { addressOf, type Cell, csvFile, optional } from "./table.js";

/** So many hubs are listed. */
const MOST_HUBS = 20;

/** One thing on links; what a kind has nothing to say on is absent. */
interface LinkRow {
  kind: "suggested" | "dead" | "hub" | "orphan";
  post: ReportPost;
  reason: string;
  suggestion?: LinkSuggestion;
  dead?: DeadLink;
  linked?: PostLinks;
}

/** Links that could be set, links that lead nowhere, posts that many link to, posts that none does. */
export function linksCsv({ report, post }: View): OutputFile {
  const { links, dead, linked } = report.postPlanning;
  const rows: LinkRow[] = [
    ...links.map((suggestion): LinkRow => {
      const { anchor, sentence, targetId, names } = suggestion;
      const reason = `“${post(targetId).title}” has “${anchor.text}” ${names}, and says most about it.`;
      return { kind: "suggested", post: post(sentence.postId), reason, suggestion };
    }),
    ...dead.map((link): LinkRow => {
      const reason = "No post of the folder has this address, which is made like those of posts.";
      return { kind: "dead", post: post(link.postId), reason, dead: link };
    }),
    ...hubsOf(linked).map((row): LinkRow => {
      return {
        kind: "hub",
        post: post(row.postId),
        reason: `${row.incoming} other posts link to it.`,
        linked: row,
      };
    }),
    ...linked
      .filter(({ incoming }) => incoming === 0)
      .map((row): LinkRow => {
        return { kind: "orphan", post: post(row.postId), reason: "No other post links to it.", linked: row };
      }),
  ];
  const target = ({ suggestion }: LinkRow, of: (post: ReportPost) => Cell): Cell =>
    suggestion === undefined ? undefined : of(post(suggestion.targetId));
  return csvFile({
    path: "links.csv",
    rows,
    columns: [
      ["kind", ({ kind }) => kind],
      ["post_id", (row) => row.post.id],
      ["path", (row) => row.post.path],
      ["title", (row) => row.post.title],
      ["date", (row) => row.post.date],
      ["address", (row) => addressOf(row.post)],
      ["sentence", ({ suggestion }) => suggestion?.sentence.text],
      ["anchor", ({ suggestion, dead: link }) => suggestion?.anchor.text ?? link?.text],
      ["start", ({ suggestion, dead: link }) => suggestion?.anchor.start ?? link?.offset],
      ["end", ({ suggestion }) => suggestion?.anchor.end],
      ["target_post_id", ({ suggestion }) => suggestion?.targetId],
      ["target_path", (row) => target(row, ({ path }) => path)],
      ["target_title", (row) => target(row, ({ title }) => title)],
      ["target_address", (row) => row.dead?.address ?? target(row, addressOf)],
      ["reason", ({ reason }) => reason],
      ["similarity", ({ suggestion }) => optional(suggestion?.similarity)],
      ["incoming", (row) => row.linked?.incoming],
      ["outgoing", (row) => row.linked?.outgoing],
    ],
  });
}

function hubsOf(linked: readonly PostLinks[]): PostLinks[] {
  return linked
    .filter(({ incoming }) => incoming >= HUB_LINKS)
    .sort((a, b) => b.incoming - a.incoming)
    .slice(0, MOST_HUBS);
}
