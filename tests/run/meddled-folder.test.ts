import { mkdir, mkdtemp, readFile, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.js";
import type { FolderDisk } from "../../src/io/disk.js";
import { writeFolder } from "../../src/run/write-folder.js";
import { everythingIn, meddledDisk, quickDisk, reportIn, reportOf } from "../helpers/written-folder.js";

const OLD = reportOf({
  "report.md": "old report",
  "same.csv": "a,b",
  "themes/01-a.md": "old a",
  "gone.md": "old",
});
const NEW = reportOf({
  "report.md": "new report",
  "same.csv": "a,b",
  "themes/01-a.md": "new a",
  "added.md": "new",
});
const NEWER = reportOf({
  "report.md": "newer",
  "same.csv": "c,d",
  "themes/01-a.md": "newer a",
  "added.md": "newer",
});

let root: string;
let folder: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "meddled-")));
  await symlink(root, join(root, "link"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function withOld(name: string): Promise<void> {
  folder = join(root, name);
  await writeFolder(folder, OLD, { disk: quickDisk });
}

/** As programs save: into the file itself, or beside it and then in its place. */
const SAVES = {
  "into the file": (path: string, text: string) => writeFile(path, text),
  "in its place": async (path: string, text: string) => {
    await writeFile(`${path}~`, text);
    await rename(`${path}~`, path);
  },
};

/** By a link above it: one process has a line of its own for each name of a folder, and would wait for itself. */
function byAnotherName(path: string): string {
  return join(root, "link", relative(root, path));
}

async function callsOfRun(): Promise<number> {
  await withOld("counted");
  const disk = meddledDisk(Infinity, async () => undefined);
  await writeFolder(folder, NEW, { disk });
  return disk.calls;
}

/** The error of a run that ends as a person can understand; undefined where it went well. */
async function refusalOf(run: Promise<unknown>): Promise<UserError | undefined> {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return undefined;
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

describe.each(Object.entries(SAVES))("what a person saves %s while a report is written", (_, save) => {
  it.each(["report.md", "same.csv", "gone.md", "added.md", "themes/mine.md"])(
    "is there when it is done, at whatever moment: %s",
    async (page) => {
      const calls = await callsOfRun();
      expect(calls).toBeGreaterThan(20);
      for (let number = 0; number < calls; number++) {
        await withOld(`saved-${number}`);
        const disk = meddledDisk(number, async () => {
          await mkdir(dirname(join(folder, page)), { recursive: true });
          await save(join(folder, page), "what I wrote");
        });
        const refused = await refusalOf(writeFolder(folder, NEW, { disk }));
        expect(Object.values(await everythingIn(folder))).toContain("what I wrote");
        if (refused !== undefined) {
          expect(refused).toMatchObject({ kind: "config", message: expect.stringContaining(page) as string });
          expect(await readFile(join(folder, page), "utf8")).toBe("what I wrote");
          await rename(join(folder, page), join(folder, "moved away"));
        }
        await writeFolder(folder, NEWER, { disk: quickDisk });
        const after = await everythingIn(folder);
        expect(Object.values(after)).toContain("what I wrote");
        expect(after).toMatchObject(Object.fromEntries(NEWER.map(({ path, content }) => [path, content])));
        expect(Object.keys(after).filter((path) => path.startsWith(".throughline/"))).toEqual([
          ".throughline/.gitignore",
        ]);
      }
    },
  );
});

describe("another run that begins at any moment of a run", () => {
  it.each(["while it is there", "in a folder that is new"])(
    "%s is refused as long as the first is at work, and both leave a whole report",
    async (which) => {
      const isNew = which !== "while it is there";
      const calls = await callsOfRun();
      let refusals = 0;
      for (let number = 0; number < calls; number++) {
        if (isNew) folder = join(root, `new-${number}`, "report");
        else await withOld(`both-${number}`);
        let second: UserError | undefined;
        const disk = meddledDisk(number, async () => {
          const lock = await readFile(join(folder, ".throughline", "lock"), "utf8").catch(() => undefined);
          if (lock !== undefined) refusals++;
          else second = await refusalOf(writeFolder(byAnotherName(folder), NEWER, { disk: quickDisk }));
        });
        const first = await refusalOf(writeFolder(folder, NEW, { disk }));
        expect([first, second]).toEqual([undefined, undefined]);
        expect([await reportIn(folder)]).toContainEqual(
          Object.fromEntries(
            NEW.filter(({ path }) => path !== "run.json").map(({ path, content }) => [path, content]),
          ),
        );
      }
      expect(refusals).toBeGreaterThan(10);
    },
  );

  it("and fails leaves the folders that the other has begun to use", async () => {
    folder = join(root, "new", "report");
    const failing: FolderDisk = {
      ...quickDisk,
      // The other run has written by now; this one can't.
      createFile: async () => {
        await writeFolder(byAnotherName(folder), NEWER, { disk: quickDisk });
        throw Object.assign(new Error("no"), { code: "ENOSPC" });
      },
    };
    await expect(writeFolder(folder, NEW, { disk: failing })).rejects.toMatchObject({ kind: "disk" });
    expect(await readFile(join(folder, "report.md"), "utf8")).toBe("newer");
    expect(Object.keys(await everythingIn(folder))).toContain(".throughline/.gitignore");
  });
});
