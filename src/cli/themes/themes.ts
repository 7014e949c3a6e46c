/** `throughline themes …`: what the commands do. */
import { existsSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { decide, decisionsLog, readText, redo, undo, type Decided } from "../../decisions/decide.js";
import { edited } from "../../decisions/edit.js";
import { readDecisions } from "../../decisions/read.js";
import { UserError } from "../../errors.js";
import { consoleLog, printable } from "../../io/console.js";
import { nodeFiles } from "../../io/files.js";
import { createRandom } from "../../math/random.js";
import { previewRun, runToFolder } from "../../pipeline.js";
import type { Config } from "../../run/config.js";
import { decisionsBeside } from "../../run/config-file.js";
import { lastConfig } from "../../run/last-config.js";
import type { Context } from "../../shapes/context.js";
import type { Decision } from "../../shapes/decisions.js";
import { localDay } from "../../text/days.js";
import { inWords } from "../../text/decision-words.js";
import { printableJson } from "../summary.js";
import { wouldChange } from "./changes.js";
import {
  readReport,
  themeMeant,
  type ListedReport,
  type ListedTheme,
} from "../../decisions/report-themes.js";

/** Options of every command. */
export interface ThemesFlags {
  out: string;
  decisions?: string;
  dryRun?: boolean;
  apply?: boolean;
  json?: boolean;
  debug?: boolean;
}

/** The report that is decided about, and the file that is written. */
interface Desk {
  config: Config;
  file: string;
  report: ListedReport;
}

/** What is to be decided, given the report. */
export type Asked = (report: ListedReport) => Decision[];

/** Takes decisions down; with `--dry-run` says what they would change, with `--apply` makes the report anew. */
export async function decideThemes(flags: ThemesFlags, asked: Asked): Promise<void> {
  const desk = await deskOf(flags);
  const decisions = asked(desk.report);
  if (flags.dryRun === true) {
    const text = await readText(desk.file);
    const after = decisions.reduce<string | undefined>((now, one) => edited(now, one, desk.file), text);
    print([`Would ${decisions.map(inWords).join("; ")}:`]);
    await printChanges(desk, text, after, flags);
    return;
  }
  const decided = await decide({ file: desk.file, out: flags.out }, decisions);
  if (decided.before === decided.after) print([`That is decided already: ${decided.words}.`]);
  else print([`Decided: ${decided.words}. It stands in ${desk.file}.`]);
  await applyOrSay(desk, flags);
}

/** `undo` and `redo`. */
export async function turnThemes(flags: ThemesFlags, way: "undo" | "redo"): Promise<void> {
  const desk = await deskOf(flags);
  const place = { file: desk.file, out: flags.out };
  if (flags.dryRun === true) {
    const entries = await decisionsLog(place);
    const next = way === "undo" ? entries.findLast((one) => !one.undone) : entries.find((one) => one.undone);
    print([next === undefined ? `There is nothing to ${way}.` : `Would ${way}: ${next.decision}.`]);
    return;
  }
  const turned: Decided = await (way === "undo" ? undo(place) : redo(place));
  print([`${way === "undo" ? "Taken back" : "Decided again"}: ${turned.words}.`]);
  await applyOrSay(desk, flags);
}

/** `log`: what was decided on this computer, the newest first. */
export async function printLog(flags: ThemesFlags): Promise<void> {
  const desk = await deskOf(flags);
  const entries = (await decisionsLog({ file: desk.file, out: flags.out })).toReversed();
  if (flags.json === true) {
    const shown = entries.map(({ decision, at, undone }) => ({ decision, at, undone }));
    process.stdout.write(`${printableJson(shown)}\n`);
    return;
  }
  const lines = entries.map(
    ({ decision, at, undone }) =>
      `${at.slice(0, 16).replace("T", " ")}  ${decision}${undone ? " (taken back)" : ""}`,
  );
  print(lines.length === 0 ? ["Nothing was decided here yet."] : lines);
}

/** `list`. */
export async function printThemes(flags: ThemesFlags): Promise<void> {
  const { report } = await deskOf(flags);
  if (flags.json === true) {
    process.stdout.write(`${printableJson(report.themes)}\n`);
    return;
  }
  const width = Math.max(5, ...report.themes.map(({ label }) => label.length));
  print(
    report.themes.map(
      (theme) =>
        `${String(theme.number).padStart(3)}  ${theme.id}  ${theme.label.padEnd(width)}  ` +
        `${String(theme.posts).padStart(4)} posts  ${String(theme.passages).padStart(5)} passages` +
        (theme.decided === undefined || theme.decided === theme.label
          ? ""
          : `  to be called “${theme.decided}”`),
    ),
  );
}

/** `show <theme>`: what there is to know of one before deciding about it. */
export async function printTheme(flags: ThemesFlags, name: string): Promise<void> {
  const { report } = await deskOf(flags);
  const theme = themeMeant(name, report.themes);
  if (flags.json === true) process.stdout.write(`${printableJson(theme)}\n`);
  else print(linesOf(theme, report));
}

const MOST_SHOWN = 15;

function linesOf(theme: ListedTheme, { passages }: ListedReport): string[] {
  const own = passages.filter((row) => row["theme_id"] === theme.id);
  const rows = own
    .toSorted((a, b) => Number(a["confidence"]) - Number(b["confidence"]))
    .slice(0, MOST_SHOWN)
    .map(
      (row) =>
        `  ${row["passage_id"] ?? ""}  ${row["confidence"] ?? ""}  ${(row["text"] ?? "").slice(0, 80)}`,
    );
  return [
    `${theme.number}. ${theme.label} (${theme.id}${theme.pillar === "" ? "" : `, under “${theme.pillar}”`})`,
    theme.about,
    `Terms: ${theme.terms}`,
    ...theme.subthemes.map(({ label, passages: held }) => `Sub-theme: ${label}, ${held} passages`),
    `${theme.passages} passages in ${theme.posts} posts; those that belong least surely:`,
    ...rows,
  ];
}

async function deskOf({ out, decisions }: ThemesFlags): Promise<Desk> {
  const config = await lastConfig(out, { files: nodeFiles() });
  const file = decisions ?? config.decisions ?? decisionsBeside(undefined);
  const { decisions: read } = readDecisions((await readText(file)) ?? "", file);
  return { config, file, report: await readReport(out, read.themes) };
}

async function applyOrSay(desk: Desk, flags: ThemesFlags): Promise<void> {
  if (flags.apply !== true) {
    print(["Run `throughline run` to see it in the report, or decide with --apply."]);
    return;
  }
  const config = withFile(desk);
  const { report } = await runToFolder(config, contextOf(config, flags), () => performance.now());
  print([`The report in ${flags.out} is made anew: ${report.counts.themes} themes.`]);
}

async function printChanges(
  desk: Desk,
  before: string | undefined,
  after: string | undefined,
  flags: ThemesFlags,
): Promise<void> {
  const clock = (): number => performance.now();
  const preview = async (text: string | undefined) => {
    const context = contextOf(desk.config, { ...flags, json: true });
    return previewRun({ ...desk.config, decisions: desk.file }, context, clock, { decisions: text ?? null });
  };
  const [was, would] = [await preview(before), await preview(after)];
  print(wouldChange(was.report, would.report).map((line) => `  ${line}`));
  const told = new Set(was.run.decisions?.outcomes.map(({ decision }) => decision));
  for (const { decision, status, reason } of would.run.decisions?.outcomes ?? []) {
    if (status === "unmet" && !told.has(decision)) print([`  can't be met: ${decision}: ${reason ?? ""}`]);
  }
}

/** An empty file is none: without a decision the report is what it was before the first. */
function withFile({ config, file }: Desk): Config {
  if (existsSync(file)) return { ...config, decisions: file };
  const without = { ...config };
  delete without.decisions;
  return without;
}

function contextOf(config: Config, { debug, json }: Pick<ThemesFlags, "debug" | "json">): Context {
  return {
    files: nodeFiles(),
    log: consoleLog({ quiet: json === true, debug: debug ?? false, stream: process.stderr }),
    random: createRandom(config.seed),
    signal: new AbortController().signal,
    today: localDay(new Date()),
  };
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.map(printable).join("\n")}\n`);
}

/** A whole number on the command line. */
export function colourOf(text: string): number {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 20)
    throw new UserError(
      "config",
      `Expected a colour from 1 to 20, got "${text}". docs/memory.md shows them.`,
    );
  return number;
}
