import { signalsOf } from "../../plan/audit.js";
import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import type { PostLinks } from "../../shapes/planning.js";
import type { ReportPost } from "../../shapes/report.js";
import { type Cell, addressOf, csvFile, joined, optional } from "./table.js";

/** A content audit: one row per post, its stable key first, and empty columns for what is decided about it. */
export function auditCsv(view: View): OutputFile {
  const { report, theme, post, pillar } = view;
  const signals = signalsOf(report);
  const linked = new Map(report.postPlanning.linked.map((row) => [row.postId, row]));
  const links = (of: (row: PostLinks) => number) => {
    return ({ id }: ReportPost): Cell => {
      const row = linked.get(id);
      return row && of(row);
    };
  };
  const nearest = ({ id }: ReportPost) => report.nearestPosts?.[id]?.[0];
  const label = (id: string | undefined): Cell => (id === undefined ? undefined : theme(id).label);
  return csvFile({
    path: "audit.csv",
    rows: report.posts,
    columns: [
      ["post_id", ({ id }) => id],
      ["title", ({ title }) => title],
      ["address", addressOf],
      ["path", ({ path }) => path],
      ["date", ({ date }) => date],
      ["age_days", ({ id }) => signals.get(id)?.age],
      ["words", ({ words }) => words],
      ["pillar", ({ themes: [first] }) => pillarOf(first?.themeId)],
      ["theme", ({ themes: [first] }) => label(first?.themeId)],
      ["share", ({ themes: [first] }) => optional(first?.share)],
      ["second_theme", ({ themes: [, second] }) => label(second?.themeId)],
      ["nearest_post_id", (own) => nearest(own)?.id],
      ["nearest_post", (own) => titleOfNearest(nearest(own)?.id)],
      ["nearest_similarity", (own) => optional(nearest(own)?.similarity)],
      ["links_in", links(({ incoming }) => incoming)],
      ["links_out", links(({ outgoing }) => outgoing)],
      [
        "metrics",
        ({ metrics = {} }) => joined(Object.entries(metrics).map(([name, value]) => `${name} ${value}`)),
      ],
      ["signals", ({ id }) => joined(signals.get(id)?.signals ?? [])],
      ["verdict", () => undefined],
      ["owner", () => undefined],
      ["due", () => undefined],
      ["status", () => undefined],
    ],
  });

  function pillarOf(id: string | undefined): Cell {
    const pillarId = id === undefined ? undefined : theme(id).pillarId;
    return pillarId === undefined ? undefined : pillar(pillarId).label;
  }

  function titleOfNearest(id: string | undefined): Cell {
    return id === undefined ? undefined : post(id).title;
  }
}
