/** The worked example of docs/memory.md: the sample posts under the decisions of docs/memory/, then with the new posts of docs/memory/, too. */
import { copyFile, cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RunRecord } from "../../src/run/record.js";
import { makeWorkplace, runCli, type Workplace } from "./cli.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const DECISIONS = "docs/memory/themes.yaml";
const NEW_POSTS = "docs/memory/new-posts";
const OUT = "output-memory";
// The plan counts from days that stay: the day after the newest post of each run.
const RUNS = [
  { name: "first", paths: ["seeds"], today: "2024-12-11" },
  { name: "second", paths: ["seeds", NEW_POSTS], today: "2025-03-05" },
] as const;

export interface ListedLine {
  id: string;
  label: string;
}

export interface SampleRun {
  /** As a person types it in the project's folder. */
  command: string;
  record: RunRecord;
  /** What `throughline themes list` prints. */
  list: string;
  /** The themes of the list, in its order. */
  themes: ListedLine[];
  /** Texts of changes.md and plan.md. */
  changes: string;
  plan: string;
  /** A copy of its report.html, which the next run leaves alone. */
  page: string;
}

export interface MemorySample {
  first: SampleRun;
  second: SampleRun;
}

/** Makes both runs below `parent`, by the built program, with the arguments that docs/memory.md names. */
export async function makeMemorySample(parent: string): Promise<MemorySample> {
  const place = await makeWorkplace(parent);
  await cp(join(root, "seeds"), join(place.work, "seeds"), { recursive: true });
  await cp(join(root, "docs", "memory"), join(place.work, "docs", "memory"), { recursive: true });
  const [first, second] = RUNS;
  return { first: await runOnce(place, first), second: await runOnce(place, second) };
}

async function runOnce(place: Workplace, { name, paths, today }: (typeof RUNS)[number]): Promise<SampleRun> {
  const options = ["--title", "Small Batches", "--embedder", "builtin", "--decisions", DECISIONS];
  const args = ["run", ...paths, ...options, "--today", today, "--out", OUT];
  await printed(place, [...args, "--quiet"]);
  const list = await printed(place, ["themes", "list", "--out", OUT]);
  const out = join(place.work, OUT);
  const page = join(place.work, `${name}.html`);
  await copyFile(join(out, "report.html"), page);
  const text = (name: string): Promise<string> => readFile(join(out, name), "utf8");
  const record = JSON.parse(await text("run.json")) as RunRecord;
  return {
    ...{ command: `throughline ${args.map(quoted).join(" ")}`, record, list, page, themes: listed(list) },
    ...{ changes: await text("changes.md"), plan: await text("plan.md") },
  };
}

const quoted = (argument: string): string => (argument.includes(" ") ? `"${argument}"` : argument);

/** @throws Error where the program ends with another code than 0 */
async function printed(place: Workplace, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(place, args);
  if (code !== 0) throw new Error(`Expected throughline ${args.join(" ")} to succeed, got: ${stderr}`);
  return stdout;
}

function listed(list: string): ListedLine[] {
  return list
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [, id, label] = /(t-[0-9a-f]{8}) {2}(.+?) {2,}/.exec(line) ?? [];
      if (id === undefined || label === undefined) throw new Error(`Expected a theme, got: ${line}`);
      return { id, label };
    });
}

/** What became of the decisions that were not applied. */
export function notApplied({ record }: SampleRun): string[] {
  const outcomes = record.decisions?.outcomes ?? [];
  return outcomes.filter(({ status }) => status !== "applied").map(({ decision }) => decision);
}
