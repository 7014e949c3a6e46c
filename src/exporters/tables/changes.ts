import type { Account, Changes, PostChange, Shared, ThemeChange } from "../../shapes/changes.js";
import type { View } from "../../render/view.js";
import type { OutputFile } from "../../shapes/exporter.js";
import { labelOf, partsPhrase } from "../../render/change-words.js";
import { csvFile, joined } from "./table.js";

/** One thing that changed. */
interface ChangeRow {
  level: "run" | "count" | "pillar" | "theme" | "post";
  change: string;
  id?: string;
  name?: string;
  path?: string;
  record?: string;
  before?: number;
  after?: number;
  from?: string;
  to?: string;
  others?: string[];
  why?: string;
}

/** What differs from the run before, one row for each thing that changed. */
export function changesCsv({ report }: View): OutputFile {
  return csvFile({
    path: "changes.csv",
    rows: rowsOf(report.changes),
    columns: [
      ["level", (row) => row.level],
      ["change", (row) => row.change],
      ["id", (row) => row.id],
      ["name", (row) => row.name],
      ["path", (row) => row.path],
      ["record", (row) => row.record],
      ["before", (row) => row.before],
      ["after", (row) => row.after],
      ["from", (row) => row.from],
      ["to", (row) => row.to],
      ["other_ids", (row) => joined(row.others ?? [])],
      ["why", (row) => row.why],
    ],
  });
}

function rowsOf(account: Account): ChangeRow[] {
  if (account.kind === "first") return [{ level: "run", change: "first" }];
  if (account.kind === "untold") return [{ level: "run", change: "untold", why: account.reason }];
  return [
    { level: "run", change: "compared" },
    ...countRows(account),
    ...account.pillars.map(({ id, label, change, was }): ChangeRow => {
      return {
        ...{ level: "pillar", change, id, name: label },
        ...(was === undefined ? {} : { from: was, to: label }),
      };
    }),
    ...account.themes.flatMap(themeRows),
    ...account.posts.map(postRow),
  ];
}

function countRows({ before, after }: Changes): ChangeRow[] {
  const names = ["posts", "passages", "unplaced", "themes", "pillars"] as const;
  return names.map((name) => {
    const [was, is] = [before[name], after[name]];
    return { level: "count", change: direction(is - was), name, before: was, after: is };
  });
}

function direction(difference: number): string {
  if (difference === 0) return "same";
  return difference > 0 ? "grown" : "shrunk";
}

/** A theme has a row for its size and one for each other thing that became of it. */
function themeRows(theme: ThemeChange): ChangeRow[] {
  const { before, after, gained, lost, renamedBy, regrouped } = theme;
  const is = {
    level: "theme" as const,
    id: (after ?? before)?.id ?? "",
    name: labelOf(theme),
    ...(before && { before: before.passages }),
    ...(after && { after: after.passages }),
  };
  const isChanged = before === undefined || after === undefined || gained + lost > 0;
  return [
    ...(isChanged ? [{ ...is, change: sizeChange(theme) }] : []),
    ...sharedRows(theme).map((row) => ({ ...is, ...row })),
    ...(before !== undefined && after !== undefined && renamedBy !== undefined
      ? [{ ...is, change: "renamed", from: before.label, to: after.label, why: renamedBy }]
      : []),
    ...(regrouped === undefined ? [] : [{ ...is, change: "regrouped", ...regrouped }]),
  ];
}

function sizeChange({ before, after, gained, lost }: ThemeChange): string {
  if (before === undefined) return "new";
  if (after === undefined) return "gone";
  return gained === lost ? "exchanged" : direction(gained - lost);
}

/** What a theme was divided into and joined with; the other themes with the passages that they share with it. */
function sharedRows(theme: ThemeChange): Pick<ChangeRow, "change" | "from" | "to" | "others">[] {
  const { splitInto, splitFrom, mergedFrom, mergedInto } = theme;
  const row = (change: string, side: "from" | "to", shared: readonly Shared[]) =>
    shared.length === 0 ? [] : [{ change, [side]: partsPhrase(shared), others: shared.map(({ id }) => id) }];
  return [
    ...row("split into", "to", splitInto),
    ...row("split from", "from", splitFrom === undefined ? [] : [splitFrom]),
    ...row("merged from", "from", mergedFrom),
    ...row("merged into", "to", mergedInto === undefined ? [] : [mergedInto]),
  ];
}

function postRow({ id, title, path, record, change, from, to, why }: PostChange): ChangeRow {
  const passages = (parts: PostChange["from"]): number => parts.reduce((sum, part) => sum + part.passages, 0);
  return {
    ...{ level: "post", change, id, name: title, path },
    ...(record === undefined ? {} : { record }),
    ...(change === "new" ? {} : { before: passages(from), from: partsPhrase(from) }),
    ...(change === "gone" ? {} : { after: passages(to), to: partsPhrase(to) }),
    ...(why === undefined ? {} : { why }),
  };
}
