import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { asJson, asText } from "../../src/cli/evaluate.js";
import { createProgram } from "../../src/cli/program.js";
import { evaluateFolder } from "../../src/index.js";
import { temporaryFolder } from "../helpers/model-context.js";
import { writeFiles } from "../helpers/small-collection.js";
import { storedRun } from "../helpers/stored-run.js";

async function reportFolder(changed: Record<string, string> = {}): Promise<string> {
  const folder = await temporaryFolder();
  await writeFiles(folder, storedRun({ "labels.csv": "post_id,label\na,x\nb,x\nd,z\n,q\n", ...changed }));
  return folder;
}

/** What a command line prints. */
async function printed(...words: string[]): Promise<{ out: string; err: string }> {
  const said = { out: "", err: "" };
  const take = (key: keyof typeof said) => (text: unknown) => {
    said[key] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(take("out")),
    vi.spyOn(process.stderr, "write").mockImplementation(take("err")),
  ];
  const restore = (): void => spies.forEach((spy) => spy.mockRestore());
  onTestFinished(restore);
  try {
    await createProgram().parseAsync(["node", "throughline", "evaluate", ...words]);
  } finally {
    restore();
  }
  return said;
}

describe("throughline evaluate", () => {
  it("prints a table that a person can read", async () => {
    const folder = await reportFolder();
    const { out, err } = await printed(folder);
    expect(out).toMatch(/written by throughline 1\.2\.3, embedder builtin/);
    expect(out).toMatch(/^ {2}unplaced +16\.7 % {3}of the passages/m);
    expect(out).toMatch(/^ {2}diversity +0\.833 {3}/m);
    expect(out).toMatch(/^ {2}silhouette +0\.250 {3}/m);
    expect(out).toMatch(/^ {2}two-part labels +0\.0 % {3}/m);
    expect(out).toMatch(/^ {2}fit of names +0\.600 {3}.* least 0\.300$/m);
    expect(out).not.toMatch(/AMI/);
    // Of this folder it is not known by which model its vectors were made.
    expect(out).toMatch(/^ {2}label as query +- {3}/m);
    expect(err).toMatch(
      /^warning: Labels were not measured as queries, for want of the run's vectors: [^\n]+\n$/,
    );
  });

  it("adds what the labels say", async () => {
    const folder = await reportFolder();
    const { out } = await printed(folder, "--labels", join(folder, "labels.csv"));
    expect(out).toMatch(/^ {2}matched +75\.0 % {3}3 of 4 rows name a post$/m);
    expect(out).toMatch(/^ {2}AMI +1\.000 {3}/m);
    expect(out).toMatch(/^ {2}Fowlkes–Mallows +1\.000 {3}/m);
    expect(out).toMatch(/^ {2}by themes +1\.000 {3}AMI; Fowlkes–Mallows 1\.000; 2 hold most of a post$/m);
    expect(out).toMatch(/^ {2}labels +2 {3}against 2 primary themes$/m);
  });

  it("prints JSON with every key, null where there is no figure, and nothing else", async () => {
    const run = JSON.stringify({ generator: "throughline", version: "1" });
    const folder = await reportFolder({ "run.json": run });
    const { out } = await printed(folder, "--json", "--labels", join(folder, "labels.csv"));
    const found = JSON.parse(out) as Record<string, unknown>;
    expect(found["quality"]).toEqual({ silhouette: null, cohesion: null, stability: null });
    expect(found["unplaced"]).toBe(0.1667);
    expect(found["labels"]).toMatchObject({ ami: 1, posts: 3, matchedRows: 3 });
  });

  it("warns on standard error of a table that was edited", async () => {
    const folder = await reportFolder({ "themes.csv": "theme_id,theme,passages\r\nt1,G,3\r\n" });
    const { err } = await printed(folder);
    expect(err).toMatch(/^warning: themes\.csv was edited since the run; it was measured as it is now\.\n/);
  });

  it("is an error of configuration for a folder that holds no report", async () => {
    const folder = await temporaryFolder();
    await expect(printed(folder)).rejects.toMatchObject({ kind: "config", exitCode: 2 });
    await expect(printed(join(folder, "gone"))).rejects.toMatchObject({ kind: "config", exitCode: 2 });
  });

  it("needs a folder and knows its options", async () => {
    await expect(printed()).rejects.toMatchObject({ code: "commander.missingArgument" });
    await expect(printed("x", "--label", "y")).rejects.toMatchObject({ code: "commander.unknownOption" });
  });

  it("lets no name steer the terminal", async () => {
    const folder = await reportFolder();
    const evaluation = await evaluateFolder(folder);
    const steering = { ...evaluation, folder: "out\u001b[2J\u202e" };
    expect(asText(steering)).not.toMatch(/[\u001b\u202e]/);
    expect(asJson(steering)).not.toMatch(/\u001b/);
  });
});
