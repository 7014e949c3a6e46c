import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decide, undo } from "../../src/decisions/decide.js";
import { runPipeline, type PartialConfig, type PipelineResult, type ReportTheme } from "../../src/index.js";

const SEEDS = join(import.meta.dirname, "..", "..", "seeds");

let folder: string;
let first: PipelineResult;
let before: Map<string, string>;

const place = () => ({ file: join(folder, "themes.yaml"), out: join(folder, "out") });
const run = (options: PartialConfig = {}): Promise<PipelineResult> =>
  runPipeline({ paths: [join(folder, "posts")], out: join(folder, "out"), embedder: "builtin", ...options });
const decidedRun = (options: PartialConfig = {}): Promise<PipelineResult> =>
  run({ decisions: place().file, ...options });
const refOf = ({ id, label }: ReportTheme): { id: string; label: string } => ({ id, label });

/** Every file of the report but the record of the run and what is kept for the next. */
async function reportFiles(): Promise<Map<string, string>> {
  const names = await readdir(join(folder, "out"), { recursive: true, withFileTypes: true });
  const paths = names
    .filter(
      (entry) => entry.isFile() && !entry.parentPath.includes(".throughline") && entry.name !== "run.json",
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(path, "latin1")] as const)),
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-decided-"));
  await cp(SEEDS, join(folder, "posts"), { recursive: true });
  first = await run();
  before = await reportFiles();
}, 120_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a run with decisions", { timeout: 180_000 }, () => {
  it("renames one theme and changes nothing of the others; undone, its files are what they were to the byte", async () => {
    const [, , , one] = first.report.themes;
    if (one === undefined) throw new Error("Expected a fourth theme.");
    await decide(place(), [{ do: "rename", theme: refOf(one), name: "Flow" }]);
    const { report, run: record } = await decidedRun();
    expect(record.continuation.kind).toBe("update");
    expect(record.decisions?.outcomes).toMatchObject([{ status: "applied", line: 6 }]);
    const slug = `${one.slug.slice(0, 2)}-flow`;
    expect(report.themes).toEqual(
      first.report.themes.map((theme) =>
        theme.id === one.id ? { ...theme, label: "Flow", slug, labelSource: "named" } : theme,
      ),
    );
    expect(report.passages).toEqual(first.report.passages);
    await undo(place());
    await run();
    // That it was undone is a change as well, and is told.
    const apart = (files: ReadonlyMap<string, string>) =>
      [...files].filter(([path]) => !/(?:changes\.(?:md|csv)|report\.html)$/.test(path));
    expect(apart(await reportFiles())).toEqual(apart(before));
  });

  it("holds when the themes are found anew, lists and plans as decided, and gives the same bytes again", async () => {
    const [one, two, three, four, five] = first.report.themes;
    if (!one || !two || !three || !four || !five) throw new Error("Expected five themes.");
    const moved = first.report.passages.find(({ themeId }) => themeId === one.id);
    await decide(place(), [
      { do: "merge", into: refOf(one), themes: [refOf(two)] },
      { do: "hide", theme: refOf(three), on: true },
      { do: "order", themes: [refOf(five)] },
      { do: "finish", theme: refOf(four), on: true },
      { do: "colour", theme: refOf(four), colour: 17 },
      { do: "pin", what: [{ passage: { id: moved?.id ?? "" } }], to: refOf(five) },
    ]);
    const { report } = await decidedRun();
    const files = await reportFiles();
    expect(report.themes[0]?.id).toBe(five.id);
    expect(report.themes.at(-1)?.id).toBe(three.id);
    const merged = report.themes.find(({ id }) => id === one.id);
    expect(merged?.passages).toBe(one.passages + two.passages - 1);
    expect(merged?.subthemes.map(({ label }) => label)).toEqual(
      expect.arrayContaining([one.label, two.label]),
    );
    expect(report.passages.find(({ id }) => id === moved?.id)?.themeId).toBe(five.id);
    const plan = await readFile(join(folder, "out", "plan.csv"), "utf8");
    expect(plan).not.toContain(three.id);
    expect(plan).toMatch(new RegExp(`${four.id},.*,finished,`));
    expect((await decidedRun()).report).toEqual(report);
    expect(await reportFiles()).toEqual(files);
    expect((await decidedRun({ refit: true })).report.themes).toEqual(report.themes);
  });

  it("reports what can't be met and keeps it; refuses what contradicts itself with exit code 2", async () => {
    const text =
      "themes:\n  - label: Writin\n    rename: Prose\nmerge:\n  - into: t-00000000\n    themes: [Kanban]\n";
    await writeFile(place().file, text);
    const { report } = await decidedRun();
    expect(report.notes.join("\n")).toMatch(/line 3: rename “Writin”.*did you mean “Writing”/);
    expect(report.notes.join("\n")).toMatch(/line 6: merge “Kanban”/);
    expect(await readFile(place().file, "utf8")).toBe(text);
    await writeFile(
      place().file,
      "themes:\n  - label: Writing\n    rename: A\n  - label: Writing\n    rename: B\n",
    );
    await expect(decidedRun()).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/line 3 and line 5/) as string,
    });
  });
});
