import { changesBetween, isNothing } from "../changes/changes-between.js";
import { UserError } from "../errors.js";
import { printable } from "../io/console.js";
import { nodeFiles } from "../io/files.js";
import { changeView } from "../render/change-view.js";
import { changeLine } from "../render/change-words.js";
import { integer } from "../render/words.js";
import { findRuns } from "../run/find-run.js";
import { storeFile } from "../run/state-folder.js";
import type { Changes } from "../shapes/changes.js";
import { printableJson } from "./summary.js";

/** The options of `throughline diff` as the command line gives them. */
export interface DiffFlags {
  out: string;
  store?: string;
  json?: boolean;
}

/** `throughline diff`: what differs between two runs, on standard output. */
export async function printDiff(one: string, other: string, flags: DiffFlags): Promise<void> {
  const file = flags.store ?? storeFile(flags.out);
  const [before, after] = await findRuns([one, other], file, { files: nodeFiles() });
  if (before === undefined || after === undefined) throw new UserError("config", "Expected two runs.");
  const changes = changesBetween(before.snapshot, after.snapshot);
  const names = { before: before.name, after: after.name };
  if (flags.json === true) {
    process.stdout.write(`${printableJson({ runs: names, isUnchanged: isNothing(changes), ...changes })}\n`);
  } else {
    process.stdout.write(`${diffLines(names, changes).map(printable).join("\n")}\n`);
  }
  for (const { name, edited } of [before, after]) {
    if (edited.length === 0) continue;
    const words = `Since its run ${edited.join(" and ")} of ${name} was edited, and is taken as it is now.`;
    process.stderr.write(`warning: ${printable(words)}\n`);
  }
}

/** What a person reads: the sentence, the counts, then themes, pillars and posts one by one. */
function diffLines(names: { before: string; after: string }, changes: Changes): string[] {
  const { tally, themes, pillars, posts } = changeView({ kind: "compared", ...changes });
  return [
    `From ${names.before} to ${names.after}: ${changeLine(changes)}`,
    ...section(
      "",
      tally.map(([name, before, after]) => [name, integer(before), integer(after)]),
    ),
    ...section(
      "Themes:",
      themes.map(({ label, facts }) => [label, facts.join("; ")]),
    ),
    ...section(
      "Pillars:",
      pillars.map((told) => [told]),
    ),
    ...section(
      "Posts:",
      posts.map(({ title, fate, from, to }) => [title, fate, `${from} → ${to}`]),
    ),
  ];
}

/** Rows in columns; nothing where there are none. */
function section(title: string, rows: readonly (readonly string[])[]): string[] {
  const [first] = rows;
  if (first === undefined) return [];
  const widths = first.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  "),
  );
  return ["", ...(title === "" ? [] : [title]), ...lines.map((line) => `  ${line}`)];
}
