import { chmod, mkdir, mkdtemp, realpath, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.js";
import { nodeFiles } from "../../src/io/files.js";
import { openRunFolder } from "../../src/run/folder.js";
import { recoverFolder } from "../../src/run/recover.js";
import { writeFolder } from "../../src/run/write-folder.js";
import {
  everythingIn,
  failingDisk,
  fault,
  identityOf,
  quickDisk,
  reportOf,
} from "../helpers/written-folder.js";

const OLD = reportOf({
  "report.md": "old report",
  "same.csv": "a,b",
  "themes/01-a.md": "old a",
  "themes/02-b.md": "old b",
  "maps/only.svg": "old map",
});
const NEW = reportOf({
  "report.md": "new report",
  "same.csv": "a,b",
  "themes/01-a.md": "new a",
  "themes/03-c.md": "new c",
  "time/line.svg": "new timeline",
});
/** What a person did in the folder since. */
const EDITED = { "report.md": "my report", "themes/02-b.md": "my b" };
const MINE = {
  "notes.txt": "mine",
  ".git/HEAD": "ref: refs/heads/main",
  "themes/mine.md": "my own theme",
  ".throughline/store.bin": "kept for later",
};

let root: string;
let folder: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "interrupted-")));
});

afterEach(() => rm(root, { recursive: true, force: true }));

/** A folder with a report that a person edited and put things beside. */
async function livedIn(name: string): Promise<Record<string, object>> {
  folder = join(root, name);
  await writeFolder(folder, OLD, { disk: quickDisk });
  for (const [path, text] of Object.entries({ ...EDITED, ...MINE })) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await mkdir(join(folder, "empty"));
  await symlink("notes.txt", join(folder, "link"));
  await chmod(join(folder, "notes.txt"), 0o604);
  await chmod(join(folder, "empty"), 0o705);
  await utimes(join(folder, "notes.txt"), 1_000_000, 1_000_000);
  return identities();
}

async function identities(): Promise<Record<string, object>> {
  const own = [...Object.keys(MINE), "link"];
  const pairs = own.map(async (path) => [path, await identityOf(join(folder, path))] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

/** All that must be there behind a run that came to its end. */
function finished(files: typeof NEW): Record<string, string> {
  const paths = {
    ...Object.fromEntries(files.map(({ path, content }) => [path, content])),
    ...MINE,
    "report.edited.md": "my report",
    "themes/02-b.edited.md": "my b",
    link: "-> notes.txt",
    ".throughline/.gitignore": "*\n",
  };
  const folders = Object.keys(paths).flatMap((path) =>
    path.includes("/") ? [path.split("/")[0] ?? ""] : [],
  );
  return { ...Object.fromEntries([...folders, "empty"].map((name) => [name, "(folder)"])), ...paths };
}

/** How many times a run changes the disk until it is done; last of all it lets go of its lock. */
async function callsOfRun(): Promise<number> {
  await livedIn("counted");
  const disk = failingDisk(Infinity, "before");
  await writeFolder(folder, NEW, { disk });
  expect(await everythingIn(folder)).toEqual(finished(NEW));
  return disk.calls - 1;
}

async function expectReadable(): Promise<void> {
  const error: unknown = await openRunFolder(folder, { files: nodeFiles() }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error !== undefined) expect(error).toBeInstanceOf(UserError);
}

describe.each(["before", "after"] as const)("a run that is killed %s any change of the disk", (how) => {
  it("is finished or undone by the next one, and nothing of the person's is lost or touched", async () => {
    const calls = await callsOfRun();
    expect(calls).toBeGreaterThan(30);
    for (let number = 0; number < calls; number++) {
      const before = await livedIn(`killed-${number}`);
      await expect(writeFolder(folder, NEW, { disk: failingDisk(number, how) })).rejects.toThrow();
      await expectReadable();
      expect(await identities()).toEqual(before);
      const first = await recoverFolder(folder, { disk: quickDisk });
      const second = await writeFolder(folder, NEW, { disk: quickDisk });
      expect(await everythingIn(folder)).toEqual(finished(NEW));
      expect(await identities()).toEqual(before);
      const told = [...first, ...second].map(({ as }) => as);
      expect(new Set(told).size).toBe(told.length);
    }
  });

  it("a second time, while it finishes the first, is finished by the third", async () => {
    const calls = await callsOfRun();
    for (let number = 0; number < calls; number += 3) {
      await livedIn(`first-${number}`);
      await writeFolder(folder, NEW, { disk: failingDisk(number, how) }).catch(() => undefined);
      for (let again = 0; ; again += 2) {
        const disk = failingDisk(again, how);
        const isDone = await recoverFolder(folder, { disk }).then(
          () => true,
          () => false,
        );
        if (isDone) break;
      }
      await writeFolder(folder, NEW, { disk: quickDisk });
      expect(await everythingIn(folder)).toEqual(finished(NEW));
    }
  });

  it("and is the first one into its folder leaves what the next one can use", async () => {
    folder = join(root, "count", "report");
    const counted = failingDisk(Infinity, "before");
    await writeFolder(folder, NEW, { disk: counted });
    for (let number = 0; number < counted.calls - 1; number++) {
      folder = join(root, `new-${number}`, "report");
      await expect(writeFolder(folder, NEW, { disk: failingDisk(number, how) })).rejects.toThrow();
      await recoverFolder(folder, { disk: quickDisk });
      await writeFolder(folder, NEW, { disk: quickDisk });
      expect(await everythingIn(folder)).toEqual(await everythingIn(join(root, "count", "report")));
    }
  });
});

describe("a fault of the disk at any of its changes", () => {
  it("leaves the old report or one that the next run finishes, and never touches a file of the person's", async () => {
    const calls = await callsOfRun();
    let untouched = 0;
    for (let number = 0; number < calls; number++) {
      const before = await livedIn(`fault-${number}`);
      const all = await everythingIn(folder);
      const error: unknown = await writeFolder(folder, NEW, {
        disk: failingDisk(number, fault("ENOSPC")),
      }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error instanceof UserError) {
        expect(error.kind).toBe("disk");
        if (error.message.includes("untouched. ") || error.message.endsWith("before is untouched.")) {
          untouched++;
          expect(await everythingIn(folder)).toEqual(all);
        }
      } else {
        expect(error).toBeUndefined();
      }
      await writeFolder(folder, NEW, { disk: quickDisk });
      expect(await everythingIn(folder)).toEqual(finished(NEW));
      expect(await identities()).toEqual(before);
    }
    expect(untouched).toBeGreaterThan(10);
  });
});

describe("what a person does between the death of a run and the next one", () => {
  /** The call that would place `run.json`: by then every other new file is in its place. */
  async function halfWritten(): Promise<void> {
    await livedIn("half");
    const disk = failingDisk(Infinity, "before");
    const rename = disk.rename.bind(disk);
    disk.rename = async (from, to) => {
      if (to === join(folder, "run.json")) throw new Error("killed");
      return rename(from, to);
    };
    await expect(writeFolder(folder, NEW, { disk })).rejects.toThrow("killed");
  }

  it("to a new page is kept", async () => {
    await halfWritten();
    await writeFile(join(folder, "themes/01-a.md"), "my a");
    const newer = reportOf({ "themes/01-a.md": "newer a" });
    const kept = [...(await recoverFolder(folder)), ...(await writeFolder(folder, newer))];
    expect(kept).toContainEqual({ path: "themes/01-a.md", as: "themes/01-a.edited.md" });
    expect(await everythingIn(folder)).toMatchObject({
      "themes/01-a.md": "newer a",
      "themes/01-a.edited.md": "my a",
    });
  });

  it("to the place of a page that did not get there is refused until it is moved", async () => {
    await livedIn("half");
    const disk = failingDisk(Infinity, "before");
    disk.link = async () => Promise.reject(new Error("killed"));
    disk.rename = async (from, to) =>
      to.includes(".throughline")
        ? failingDisk(Infinity, "before").rename(from, to)
        : Promise.reject(new Error("killed"));
    await expect(writeFolder(folder, NEW, { disk })).rejects.toThrow("killed");
    await mkdir(join(folder, "time"));
    await writeFile(join(folder, "time/line.svg"), "mine");
    await expect(recoverFolder(folder)).rejects.toThrow(/time\/line\.svg that no earlier report wrote/);
    expect(await everythingIn(folder)).toMatchObject({ "time/line.svg": "mine" });
    await rm(join(folder, "time/line.svg"));
    await writeFolder(folder, NEW, { disk: quickDisk });
    expect(await everythingIn(folder)).toEqual(finished(NEW));
  });

  it("is told apart by readers, who do not break on files of two runs", async () => {
    await halfWritten();
    const half = await openRunFolder(folder, { files: nodeFiles() });
    expect(half.interrupted).toBe(true);
    await writeFolder(folder, NEW, { disk: quickDisk });
    expect((await openRunFolder(folder, { files: nodeFiles() })).interrupted).toBe(false);
  });
});
