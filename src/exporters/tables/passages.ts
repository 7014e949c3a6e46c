import { finder, type View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import type { ReportPassage, ReportPost } from "../../shapes/report.js";
import type { Pillar, Theme } from "../../shapes/theme.js";
import { type Cell, csvFile, rounded, type Table } from "./table.js";

/** What stands for the theme of a passage that is in none. */
const OTHER = "Other";

/** Passages, with all that they refer to. */
export interface PassageSource {
  passages: readonly ReportPassage[];
  posts: readonly ReportPost[];
  themes: readonly Theme[];
  pillars: readonly Pillar[];
}

/** Every passage with its theme, its place on the map and its text. */
export const passagesCsv = ({ report }: View): OutputFile => csvFile(passagesTable(report));

export function passagesTable({ passages, posts, themes, pillars }: PassageSource): Table<ReportPassage> {
  const [theme, post, pillar] = [
    finder("theme", themes),
    finder("post", posts),
    finder("pillar", pillars),
  ] as const;
  const label = (id: string | undefined): Cell => (id === undefined ? undefined : theme(id).label);
  const subthemes = new Map(themes.flatMap((each) => each.subthemes.map((sub) => [sub.id, sub.label])));
  const subthemeLabel = ({ subthemeId }: ReportPassage): Cell =>
    subthemeId === undefined ? undefined : subthemes.get(subthemeId);
  const pillarLabel = ({ themeId }: ReportPassage): Cell => {
    const id = themeId === undefined ? undefined : theme(themeId).pillarId;
    return id === undefined ? undefined : pillar(id).label;
  };
  return {
    path: "passages.csv",
    rows: passages,
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
      ["pillar", (passage) => pillarLabel(passage)],
      ["theme", (passage) => label(passage.themeId) ?? OTHER],
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
  };
}
