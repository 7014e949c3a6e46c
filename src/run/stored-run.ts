import { snapshotOf } from "../changes/snapshot-of.js";
import { uniqueName } from "../io/disk.js";
import { groupBy } from "../text/group.js";
import type { Report } from "../shapes/report.js";
import type { StoredRun } from "../store/runs.js";
import { snapshotId } from "../store/snapshots.js";
import type { Snapshot } from "../shapes/snapshot.js";
import type { RunRecord } from "./record.js";

/** What the store keeps of a run: its record, and of each theme its words and the ids of its passages. */
export function storedRun(
  {
    run: record,
    report,
    snapshot = snapshotOf(report),
  }: { run: RunRecord; report: Report; snapshot?: Snapshot },
  now: Date,
): StoredRun {
  const { themes, passages } = report;
  const byTheme = groupBy(passages, ({ themeId }) => themeId);
  const kept = themes.map(({ id, number, label, terms, posts, share }) => {
    const ids = (byTheme.get(id) ?? []).map((passage) => passage.id);
    return [id, { number, label, terms, posts, share, passages: ids }] as const;
  });
  return {
    ...{ id: uniqueName(), created: now.toISOString(), record },
    themes: new Map(kept),
    snapshot: { id: snapshotId(record), value: snapshot },
  };
}
