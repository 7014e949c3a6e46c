import { resolve } from "node:path";
import { ExitCode, UserError } from "../errors.js";
import { printable } from "../io/console.js";
import { storeFile } from "../run/state-folder.js";
import { exportFormats, exportStore, type ExportFormat } from "../store/export.js";
import { pruneStore, storeInfo, verifyStore, type StoreInfo } from "../store/maintain.js";
import { openStanding, type StandingStore } from "../store/store.js";
import { printableJson } from "./summary.js";

/** The options of `throughline store …` as the command line gives them. */
export interface StoreFlags {
  store?: string;
  json?: boolean;
}

export interface ExportFlags extends StoreFlags {
  to: string;
  format: string;
}

/** `throughline store info`: what is kept, and how much of it. */
export async function printInfo(out: string, flags: StoreFlags): Promise<void> {
  const info = await withStore(out, flags, storeInfo);
  print(flags, info, infoLines(info));
}

/** `throughline store verify`: compares every entry with its checksum; exit code 3 where one is damaged. */
export async function printVerified(out: string, flags: StoreFlags): Promise<void> {
  const tables = await withStore(out, flags, verifyStore);
  const damaged = tables.reduce((sum, table) => sum + table.damaged, 0);
  const entries = tables.reduce((sum, table) => sum + table.entries, 0);
  const lines = tables.map((table) => `${table.table}: ${table.entries}, damaged ${table.damaged}`);
  const outcome =
    damaged === 0
      ? `All ${entries} entries are whole.`
      : `${damaged} of ${entries} entries are damaged; the next run leaves them out and makes them anew.`;
  print(flags, { entries, damaged, tables }, [...lines, outcome]);
  if (damaged > 0) process.exitCode = ExitCode.skips;
}

/** `throughline store prune`: drops what the last run did not use. */
export async function printPruned(out: string, flags: StoreFlags): Promise<void> {
  const pruned = await withStore(out, flags, pruneStore);
  const lines = pruned.dropped.map(({ table, entries }) => `${table}: ${entries} dropped`);
  const outcome = `The file has ${size(pruned.after)} now, before ${size(pruned.before)}.`;
  const none = "No run is recorded, so nothing is known to be of no use; nothing was dropped.";
  print(flags, pruned, [...(lines.length === 0 ? [none] : lines), outcome]);
}

/** `throughline store export`: every table as a file. */
export async function printExported(out: string, flags: ExportFlags): Promise<void> {
  const format = formatOf(flags.format);
  const files = await withStore(out, flags, (store) => exportStore(store, resolve(flags.to), format));
  print(flags, { files }, [`Wrote ${files.length} files to ${flags.to}.`]);
}

async function withStore<T>(
  out: string,
  { store: named }: StoreFlags,
  work: (store: StandingStore) => Promise<T>,
): Promise<T> {
  const store = await openStanding(resolve(named ?? storeFile(out)));
  try {
    return await work(store);
  } finally {
    await store.database.close();
  }
}

function formatOf(name: string): ExportFormat {
  const format = exportFormats.find((known) => known === name);
  if (format !== undefined) return format;
  const known = exportFormats.map((each) => `"${each}"`).join(", ");
  throw new UserError("config", `Expected --format to be one of ${known}, got "${name}".`);
}

/** Runs that are listed; with `--json` all of them are. */
const MOST_RUNS = 20;

function infoLines({ file, bytes, tables, lastRun, runs }: StoreInfo): string[] {
  const width = Math.max(...tables.map(({ table }) => table.length));
  return [
    `${file}: ${size(bytes)}${lastRun === undefined ? "" : `, last run ${lastRun}`}`,
    ...tables.map(
      (table) =>
        `  ${table.table.padEnd(width)}  ${String(table.entries).padStart(9)}  ${size(table.bytes).padStart(9)}`,
    ),
    ...(runs.length === 0 ? [] : [`Runs that \`throughline diff\` can compare${shownOf(runs.length)}:`]),
    ...runs
      .slice(-MOST_RUNS)
      .map(
        ({ id, created, posts = "?", themes = "?" }) =>
          `  ${id}  ${created}  ${posts} posts, ${themes} themes`,
      ),
  ];
}

function shownOf(runs: number): string {
  return runs > MOST_RUNS ? `, the last ${MOST_RUNS} of ${runs}` : "";
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function print({ json }: StoreFlags, value: unknown, lines: readonly string[]): void {
  const text = json === true ? printableJson(value) : lines.map(printable).join("\n");
  process.stdout.write(`${text}\n`);
}
