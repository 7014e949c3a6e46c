/** A report folder read back, to be compared with another run. */
import { UserError } from "../errors.js";
import type { LastReport } from "../changes/changes-between.js";
import { positionsOf, textName } from "../changes/snapshot-of.js";
import { isRecord } from "../io/json.js";
import type { Files } from "../shapes/context.js";
import type { Snapshot, SnapshotTheme } from "../shapes/snapshot.js";
import type { LabelSource } from "../shapes/theme.js";
import { snapshotId } from "../store/snapshots.js";
import { cell, openRunFolder, type Row, type RunFolder } from "./folder.js";
import { accountIn } from "./stored-account.js";
import { readManifest } from "./target.js";

export interface LastReportEffects {
  files: Files;
  /** What the store keeps of a report, by `snapshotId`. @default nothing */
  kept?: (id: string) => Promise<unknown>;
}

/** The report that stands in a folder; undefined where there is none. What can't be read of it is told, and stops no run. */
export async function readLastReport(
  folder: string,
  { files, kept }: LastReportEffects,
): Promise<LastReport | undefined> {
  if ((await readManifest(folder)) === undefined) return undefined;
  try {
    const run = await openRunFolder(folder, { files });
    const account = accountIn(run.record);
    const told = account === undefined ? {} : { account };
    const stored = await kept?.(snapshotId(run.record));
    if (isSnapshot(stored)) return { snapshot: stored, ...told };
    const snapshot = await readSnapshotOf(run);
    if (run.edited.length === 0) return { snapshot, ...told };
    const edited = run.edited.join(" and ");
    return {
      reason: `Of the last report, ${edited} had been edited, so what changed since then can't be told.`,
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { reason: "The last report was not whole, so what changed since then can't be told." };
  }
}

/** Whether this is what a run of this program put into the store. */
export function isSnapshot(value: unknown): value is Snapshot {
  if (!isRecord(value) || !isRecord(value["passages"])) return false;
  const { themes, pillars, posts } = value;
  const columns = ["id", "text", "post", "theme"].map(
    (name) => (value["passages"] as Record<string, unknown>)[name],
  );
  return [themes, pillars, posts, ...columns].every(Array.isArray);
}

/**
 * The snapshot of a report folder, from its tables.
 *
 * @throws UserError "config" where one is missing, broken, or names a post or a theme that no other one has
 */
export async function readSnapshotOf(run: RunFolder): Promise<Snapshot> {
  const groups = await run.table("themes.csv", [
    "theme_id",
    "level",
    "parent_id",
    "number",
    "theme",
    "label_source",
  ]);
  const posts = await run.table("posts.csv", ["post_id", "path", "record", "title", "date"]);
  const passages = await run.table("passages.csv", ["passage_id", "post_id", "theme_id", "text"]);
  const pillars = groups.filter((row) => cell(row, "level") === "pillar");
  const themes = groups
    .filter((row) => cell(row, "level") === "theme")
    .map(themeOf)
    .sort((a, b) => a.number - b.number);
  const themeAt = positionsOf(themes);
  const postAt = new Map(posts.map((row, position) => [cell(row, "post_id"), position]));
  return {
    themes,
    pillars: pillars.map((row) => ({ id: cell(row, "theme_id"), label: cell(row, "theme") })),
    posts: posts.map((row) => ({
      ...{ id: cell(row, "post_id"), path: cell(row, "path"), title: cell(row, "title") },
      ...filled(row, "record"),
      ...filled(row, "date"),
    })),
    passages: {
      id: passages.map((row) => cell(row, "passage_id")),
      text: passages.map((row) => textName(cell(row, "text"))),
      post: passages.map((row) => positionOf(postAt, cell(row, "post_id"))),
      theme: passages.map((row) => {
        const id = cell(row, "theme_id");
        return id === "" ? -1 : positionOf(themeAt, id);
      }),
    },
  };
}

function themeOf(row: Row): SnapshotTheme {
  const source = cell(row, "label_source");
  const pillarId = cell(row, "parent_id");
  return {
    ...{ id: cell(row, "theme_id"), number: Number(cell(row, "number")), label: cell(row, "theme") },
    labelSource: isLabelSource(source) ? source : "keyword",
    ...(pillarId !== "" && { pillarId }),
  };
}

const SOURCES: readonly string[] = ["keyword", "chat", "named"] satisfies LabelSource[];

function isLabelSource(text: string): text is LabelSource {
  return SOURCES.includes(text);
}

function filled(row: Row, column: "record" | "date"): { record?: string; date?: string } {
  const text = cell(row, column);
  return text === "" ? {} : { [column]: text };
}

function positionOf(positions: ReadonlyMap<string, number>, id: string): number {
  const position = positions.get(id);
  if (position !== undefined) return position;
  throw new UserError(
    "config",
    `Expected the tables of a report to fit one another, got a passage of "${id}", which the others lack. Run again to write them anew.`,
  );
}
