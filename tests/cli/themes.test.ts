import { existsSync } from "node:fs";
import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeWorkplace, runCli, type CliResult, type Workplace } from "../helpers/cli.js";
import { smallCollection, writeFiles } from "../helpers/small-collection.js";

let root: string;
let place: Workplace;
let labels: string[];

const run = (): Promise<CliResult> => runCli(place, ["run", "posts", "--embedder", "builtin", "--quiet"]);
const themes = (...args: string[]): Promise<CliResult> => runCli(place, ["themes", ...args]);
const inWork = (name: string): string => join(place.work, name);

async function listed(): Promise<string[]> {
  const { stdout } = await themes("list");
  return stdout.trim().split("\n");
}

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-themes-")));
  place = await makeWorkplace(root);
  await writeFiles(join(place.work, "posts"), smallCollection().files);
  await run();
  labels = (await listed()).map((line) => /t-[0-9a-f]{8} {2}(.+?) {2,}/.exec(line)?.[1] ?? "");
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("throughline themes", () => {
  it("lists them, says what a decision would change, and writes nothing for that", async () => {
    expect(labels.length).toBeGreaterThan(1);
    expect(labels).not.toContain("");
    const { code, stdout } = await themes("rename", "1", "Another name", "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toContain(`was called “${labels[0] ?? ""}” before; renamed by the editor`);
    const merged = await themes("merge", "1", "2", "--dry-run");
    expect(merged.stdout).toMatch(/took in .*\n.*is gone .*merged into/);
    expect(existsSync(inWork("themes.yaml"))).toBe(false);
  });

  it("decides, keeps what a person wrote into the file, and takes back to the byte", async () => {
    const [first = ""] = labels;
    expect(await themes("rename", first.slice(0, 4), "Another name")).toMatchObject({ code: 0, stderr: "" });
    const decided = `# Mine.\n${await readFile(inWork("themes.yaml"), "utf8")}`;
    await writeFile(inWork("themes.yaml"), decided);
    await themes("hide", "2");
    expect(await readFile(inWork("themes.yaml"), "utf8")).toMatch(/^# Mine\.\n[^]*hidden: true/);
    expect((await run()).code).toBe(0);
    const lines = await listed();
    expect(lines[0]).toContain("Another name");
    expect(lines.at(-1)).toContain(labels[1]);
    expect((await themes("log")).stdout).toMatch(/hide “.*\n[^]*rename “/);
    await themes("undo");
    expect(await readFile(inWork("themes.yaml"), "utf8")).toBe(decided);
  });

  it("puts a proposal of the plan off until a month, and brings it back", async () => {
    const plan = async (): Promise<string> => readFile(inWork("output/plan.md"), "utf8");
    const [, title = ""] = /^### 1\. (.*)$/m.exec(await plan()) ?? [];
    expect(title).not.toBe("");
    const would = await themes("dismiss", "1", "--until", "2999-03", "--dry-run");
    expect(would.stdout).toContain(`plan: no more “${title}”`);
    expect((await themes("dismiss", "1", "--until", "2999-03", "--apply")).code).toBe(0);
    expect(await plan()).not.toContain(title);
    expect(await plan()).toContain("1 proposal that you put off is not shown.");
    await themes("undo", "--apply");
    expect(await plan()).toContain(title);
  });

  it.each([
    ["a proposal that is none", ["dismiss", "99"], /Expected a proposal by its number/],
    ["a month that is none", ["dismiss", "1", "--until", "soon"], /a month such as 2027-03/],
    ["a theme that is none", ["rename", "No such theme", "Name"], /No such theme/],
    ["a number that is none", ["hide", "99"], /99/],
    ["a colour that is none", ["colour", "1", "40"], /from 1 to 20/],
  ])("refuses %s with exit code 2, and decides nothing", async (_, args, told) => {
    const before = await readFile(inWork("themes.yaml"), "utf8").catch(() => "");
    const { code, stdout, stderr } = await themes(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(told);
    expect(await readFile(inWork("themes.yaml"), "utf8").catch(() => "")).toBe(before);
  });
});
