/** What is cut off: runs of every kind, in a workplace with things of a person's in it. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { makeWorkplace, type Workplace } from "../helpers/cli.js";
import { readFolder } from "../helpers/report-files.js";
import { smallCollection, writeFiles } from "../helpers/small-collection.js";
import { change } from "../store/stores.js";
import { runUntil, type Ended, type Visit } from "./plug.js";

export interface Scene {
  name: string;
  /** Has all that is there before; it is copied for every time that the plug is pulled. */
  before: Workplace;
  /** The command that is cut off. */
  act: readonly string[];
  visit?: Visit;
  /** The command that comes next. */
  next: readonly string[];
  /** What is there where nobody pulls the plug. */
  unbroken: State;
  /** Of the unbroken command. */
  steps: number;
  /** Those of its steps that change the disk, and not the store alone. */
  changes: number;
  milliseconds: number;
}

/** All files and names of a workplace that matter. */
export interface State {
  /** The report, and what a person put beside it. */
  report: Record<string, string>;
  /** What lies beside the report: posts, decisions. */
  beside: Record<string, string>;
  /** What the program keeps for itself, and the folders for temporary files. */
  own: string[];
}

const RUN = ["run", "posts", "--embedder", "builtin", "--quiet"];
const NAME = "What holds us up";
const DECISIONS = "# Mine: nobody but me edits this file.\nthemes: [] # none yet\n";
const MINE = {
  "output/notes.txt": "notes of mine",
  "output/themes/mine.md": "a page of mine",
  "output/empty/deep/mine.csv": "a,b",
};
/** A page of the report that a person wrote into. */
const EDITED = "output/tags.csv";
const MY_EDIT = "what I made of it";
const NEW_POST =
  "---\ntitle: New\ndate: 2024-12-10\n---\nA chart that nobody reads is a chart that nobody needs.\n";

export async function stateOf({ work, home, tmp }: Workplace): Promise<State> {
  const all = await readFolder(work);
  const isReport = ([path]: [string, string]): boolean => path.startsWith("output/");
  const entries = Object.entries(all);
  const report = entries.filter(isReport).map(([path, text]) => [path.slice("output/".length), text]);
  const own = (await namesIn(join(work, "output", ".throughline"))).filter(
    (name) => name !== "last-run.json",
  );
  return {
    report: Object.fromEntries(report) as Record<string, string>,
    beside: Object.fromEntries(entries.filter((entry) => !isReport(entry))),
    own: [...own, ...(await namesIn(tmp)), ...(await namesIn(home))],
  };
}

async function namesIn(folder: string): Promise<string[]> {
  const { readdir } = await import("node:fs/promises");
  return (await readdir(folder).catch(() => [])).sort();
}

export async function copyOf({ work }: Workplace, parent: string): Promise<Workplace> {
  const place = await makeWorkplace(parent);
  await cp(work, place.work, { recursive: true, preserveTimestamps: true });
  return place;
}

/** What a person owns is there to the byte, whatever else is. */
export async function expectMine({ work }: Workplace, { before }: Scene): Promise<void> {
  const [was, is] = [await readFolder(before.work), await readFolder(work)];
  const mine = Object.keys(was).filter((path) => path.startsWith("posts/") || path in MINE);
  for (const path of mine) expect([path, is[path]]).toEqual([path, was[path]]);
  if (was[EDITED] === MY_EDIT) expect(Object.values(is)).toContain(MY_EDIT);
  expect(is["themes.yaml"]).toMatch(/^# Mine: nobody but me edits this file\.\n/);
  expect(is["themes.yaml"]).toMatch(/# none yet|rename:/);
}

async function begun(parent: string): Promise<Workplace> {
  const place = await makeWorkplace(parent);
  await writeFiles(join(place.work, "posts"), smallCollection().files);
  await writeFile(join(place.work, "themes.yaml"), DECISIONS);
  return place;
}

/** A report that a person has lived with. */
async function livedIn(parent: string): Promise<Workplace> {
  const place = await begun(parent);
  await ended(runUntil(place, RUN, "never"));
  await writeFiles(place.work, MINE);
  await writeFile(join(place.work, EDITED), MY_EDIT);
  return place;
}

async function ended(run: Promise<Ended>): Promise<Ended> {
  const result = await run;
  expect(result).toMatchObject({ code: 0 });
  return result;
}

type Made = Pick<Scene, "before" | "act"> & Partial<Pick<Scene, "visit" | "next">>;

const SCENES: Readonly<Record<string, (parent: string) => Promise<Made>>> = {
  "a first run": async (parent) => ({ before: await begun(parent), act: RUN }),
  "an update": async (parent) => {
    const before = await livedIn(parent);
    await writeFile(join(before.work, "posts", "new.md"), NEW_POST);
    return { before, act: RUN };
  },
  "a decision": async (parent) => {
    const before = await livedIn(parent);
    return { before, act: await renaming(before) };
  },
  "a decision in the page": async (parent) => {
    const before = await livedIn(parent);
    return {
      before,
      act: ["explore", "output", "--no-open"],
      visit: decideInPage,
      next: await renaming(before),
    };
  },
  "the migration of a store": async (parent) => {
    const before = await livedIn(parent);
    await writeFile(join(before.work, "posts", "new.md"), NEW_POST);
    const store = join(before.work, "output", ".throughline", "store.duckdb");
    await change(store, "DROP TABLE snapshots", "UPDATE meta SET value = '1' WHERE name = 'schema'");
    return { before, act: RUN };
  },
  exports: async (parent) => {
    const before = await livedIn(parent);
    return { before, act: [...RUN, "--export", "obsidian", "--parquet"] };
  },
};

export const SCENE_NAMES = Object.keys(SCENES);

/** A scene, with what comes of it where nobody pulls the plug. */
export async function makeScene(name: string, parent: string): Promise<Scene> {
  const folder = join(parent, name.replaceAll(" ", "-"));
  await mkdir(folder);
  const made = await SCENES[name]!(folder);
  const next = made.next ?? made.act;
  const place = await copyOf(made.before, folder);
  const { milliseconds, steps } = made.visit
    ? await runUntil(place, made.act, "never", { visit: made.visit })
    : await ended(runUntil(place, made.act, "never"));
  // Where the page decided, the command finds that it is decided already.
  if (made.next !== undefined) await ended(runUntil(place, next, "never"));
  const changes = steps.filter((step) => !step.startsWith("store ")).length;
  return { name, ...made, next, unbroken: await stateOf(place), milliseconds, steps: steps.length, changes };
}

async function renaming({ work }: Workplace): Promise<string[]> {
  const [, first = ""] = (await readFile(join(work, "output", "themes.csv"), "utf8")).split(/\r?\nt-/);
  const id = `t-${first.split(",")[0]}`;
  expect(id).toMatch(/^t-[0-9a-f]+$/);
  return ["themes", "rename", id, NAME, "--apply"];
}

async function decideInPage(line: string): Promise<void> {
  const url = new URL(/http:\S+/.exec(line)?.[0] ?? "");
  const headers = {
    "Content-Type": "application/json",
    "X-Throughline-Token": url.searchParams.get("token") ?? "",
  };
  const desk = (await (await fetch(`${url.origin}/api/desk`, { headers })).json()) as {
    run: string;
    themes: { id: string; label: string }[];
  };
  const [first] = desk.themes;
  const theme = { id: first?.id, label: first?.label };
  const body = JSON.stringify({
    run: desk.run,
    window: "one",
    decisions: [{ do: "rename", theme, name: NAME }],
  });
  const answer = await fetch(`${url.origin}/api/decide`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(await answer.text());
}
