import { csvExporter, csvFiles } from "../../exporters/tables/tables.js";
import { exportersWith, type Additions } from "../../kinds.js";
import { noPlanning } from "../../plan/posts/no-planning.js";
import type { Config } from "../../run/config.js";
import type { Context } from "../../shapes/context.js";
import type { ReportFile } from "../../shapes/exporter.js";
import type { Report } from "../../shapes/report.js";
import { threadsOf } from "../../stages/describe/threads.js";
import { notes } from "../../stages/report/notes.js";
import { buildReport } from "../../stages/report/report.js";
import { nearestPosts } from "../../plan/posts/nearest-posts.js";
import type { Themes } from "../themes.js";
import type { Sample } from "./sample.js";
import { STREAMED } from "./write-tables.js";
import { reportOptions } from "../options-of.js";

const NOT_PLANNED = "Collections of so many passages are not gone through post by post.";
const NOT_COMPARED = "Collections of so many passages are not compared with the run before.";

type SampleInput = Sample & {
  found: Themes;
  reason: string;
  /** The name of a file of decisions, where there are any: they are applied to collections that are held in whole. */
  undecided?: string | undefined;
};

/** The report as it would be if the sample were all. */
export function sampleReport(
  config: Config,
  { posts, passages, blocks, found, reason, undecided }: SampleInput,
  context: Context,
): Report {
  const { described, themes, holdings, embeddings, identity, languages, map } = found;
  const { clustering, pillars, formats } = described;
  const input = {
    ...{ posts, passages, blocks, clustering, themes, pillars, identity, map, modelReason: reason },
    ...{ skipped: [], removed: [] },
    threads: threadsOf({ posts, passages, clustering, themes, pillars, holdings }),
    notes: [
      ...notes({ posts, passages, languages, embeddings, identity, formats }, context),
      ...found.namedNotes,
      ...found.chatNotes,
      ...(undecided === undefined
        ? []
        : [`The decisions of ${undecided} are not applied: there are too many passages for that.`]),
    ],
  };
  const report = buildReport(input, reportOptions(config), context);
  return {
    ...report,
    changes: { kind: "untold", reason: NOT_COMPARED },
    postPlanning: noPlanning(NOT_PLANNED),
    ...(config.export && { nearestPosts: nearestPosts(passages, embeddings) }),
  };
}

/** Pages show a part, tables have all; the largest of these are written by themselves. */
export function renderAll(
  whole: Report,
  shown: Report,
  additions: Pick<Additions, "exporters">,
  tools?: readonly string[],
): ReportFile[] {
  return exportersWith(additions, tools).flatMap((exporter) =>
    exporter === csvExporter ? csvFiles(whole, (path) => !STREAMED.has(path)) : exporter.render(shown),
  );
}
