import { spawnSync } from "node:child_process";
import { lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.js";
import { checkTarget } from "../../src/run/target.js";
import {
  type FolderDisk,
  realDisk,
  stageFolder,
  swapFolder,
  tidyUp,
  writeFolder,
} from "../../src/run/write-folder.js";
import type { OutputFile } from "../../src/shapes/exporter.js";

let root = "";
let target = "";

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "write-folder-")));
  target = join(root, "output");
});

afterEach(async () => rm(root, { recursive: true, force: true }));

/** A report folder as a run would write it. */
function files(text: string, paths: string[] = ["report.md", "themes/01-a.md"]): OutputFile[] {
  const outputs = Object.fromEntries(paths.map((path) => [path, "hash"]));
  return [
    ...paths.map((path) => ({ path, content: text })),
    { path: "run.json", content: JSON.stringify({ generator: "throughline", outputs }) },
  ];
}

async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const pairs = await Promise.all(
    paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, "utf8")] as const),
  );
  return Object.fromEntries(pairs.filter(([path]) => path !== "run.json").sort());
}

function failing(call: keyof FolderDisk, code: string, after = 0): FolderDisk {
  let calls = 0;
  const fail = async (): Promise<never> => Promise.reject(Object.assign(new Error(`${code}: no`), { code }));
  const original = realDisk[call] as (...args: unknown[]) => Promise<unknown>;
  return {
    ...realDisk,
    [call]: async (...args: unknown[]) => (calls++ < after ? original(...args) : fail()),
  };
}

async function thrown(run: Promise<unknown>): Promise<UserError> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
}

/** The number of a process that is no more. */
function deadPid(): number {
  return spawnSync(process.execPath, ["--version"]).pid;
}

describe("writeFolder", () => {
  it("writes a new folder, and those above it", async () => {
    target = join(root, "a", "b", "output");
    await writeFolder(target, files("new"));
    expect(await contents(target)).toEqual({ "report.md": "new", "themes/01-a.md": "new" });
    expect(await readdir(join(root, "a", "b"))).toEqual(["output"]);
  });

  it("replaces an earlier report, and drops what it no longer holds", async () => {
    await writeFolder(target, files("old", ["report.md", "themes/01-a.md", "themes/02-b.md"]));
    await writeFolder(target, files("new"));
    expect(await contents(target)).toEqual({ "report.md": "new", "themes/01-a.md": "new" });
    expect(await readdir(root)).toEqual(["output"]);
  });

  it("keeps files of the user's, links as links", async () => {
    await writeFolder(target, files("old"));
    await mkdir(join(target, "notes"));
    await writeFile(join(target, "notes", "mine.txt"), "mine");
    await symlink("notes/mine.txt", join(target, "link"));
    await writeFolder(target, files("new"));
    expect(await contents(target)).toEqual({
      "notes/mine.txt": "mine",
      "report.md": "new",
      "themes/01-a.md": "new",
    });
    expect((await lstat(join(target, "link"))).isSymbolicLink()).toBe(true);
  });

  it("does not write over a file of the user's that a new version would use", async () => {
    await writeFolder(target, files("old"));
    await writeFile(join(target, "extra.md"), "mine");
    const error = await thrown(writeFolder(target, files("new", ["report.md", "extra.md"])));
    expect(error.kind).toBe("config");
    expect(error.message).toContain("extra.md");
    expect(await contents(target)).toMatchObject({ "extra.md": "mine", "report.md": "old" });
    expect(await readdir(root)).toEqual(["output"]);
  });

  it("takes an empty folder, and refuses one that holds other things", async () => {
    await mkdir(target);
    await writeFolder(target, files("new"));
    const other = join(root, "other");
    await mkdir(other);
    await writeFile(join(other, "thesis.txt"), "years of work");
    const error = await thrown(writeFolder(other, files("new")));
    expect(error.exitCode).toBe(2);
    expect(await contents(other)).toEqual({ "thesis.txt": "years of work" });
  });

  it.each(["{}", '{"generator":"other"}', "no json", "null"])(
    "takes no folder for its own by a run.json %s",
    async (text) => {
      await mkdir(target);
      await writeFile(join(target, "run.json"), text);
      expect((await thrown(writeFolder(target, files("new")))).kind).toBe("config");
      expect(await readFile(join(target, "run.json"), "utf8")).toBe(text);
    },
  );

  it.each(["../evil.md", "/etc/evil.md", "a/../../b.md", "a\\b.md", "a//b.md", ""])(
    "writes nothing to %j",
    async (path) => {
      await expect(writeFolder(target, [{ path, content: "x" }])).rejects.toThrow("relative");
      expect(await readdir(root)).toEqual([]);
    },
  );
});

describe("a fault of the disk", () => {
  const calls: [keyof FolderDisk, number][] = [
    ["mkdir", 0],
    ["mkdir", 1],
    ["writeFile", 0],
    ["writeFile", 2],
    ["cp", 0],
    ["rename", 0],
    ["rename", 1],
  ];

  it.each(calls)("in %s (call %i) leaves the old folder whole and nothing else", async (call, after) => {
    await writeFolder(target, files("old"));
    await writeFile(join(target, "mine.txt"), "mine");
    const before = await contents(target);
    // The second rename is undone by a third, which must work: fail just once.
    const broken = failing(call, "ENOSPC", after);
    const disk = call === "rename" && after === 1 ? onceAgain(broken) : broken;
    const error = await thrown(writeFolder(target, files("new"), { disk }));
    expect(error.kind).toBe("disk");
    expect(error.message).toMatch(/disk is full.*untouched/);
    expect(await contents(target)).toEqual(before);
    expect(await readdir(root)).toEqual(["output"]);
    await writeFolder(target, files("new"));
    expect(await contents(target)).toMatchObject({ "report.md": "new", "mine.txt": "mine" });
  });

  it.each(["EFBIG", "EROFS", "EACCES", "EDQUOT", "EIO", "EWHATEVER"])("%s has exit code 6", async (code) => {
    const error = await thrown(writeFolder(target, files("new"), { disk: failing("writeFile", code) }));
    expect(error.exitCode).toBe(6);
    expect(error.message).not.toMatch(/undefined/);
    expect(await readdir(root)).toEqual([]);
  });

  it("that is none is passed on as it is", async () => {
    const disk = { ...realDisk, writeFile: async () => Promise.reject(new TypeError("a bug")) };
    await expect(writeFolder(target, files("new"), { disk })).rejects.toThrow(TypeError);
    expect(await readdir(root)).toEqual([]);
  });

  it("below a file is told as such", async () => {
    await writeFile(join(root, "file"), "");
    expect((await thrown(writeFolder(join(root, "file", "output"), files("new")))).kind).toBe("disk");
  });
});

/** Lets the third call of rename through. */
function onceAgain(broken: FolderDisk): FolderDisk {
  let calls = 0;
  return {
    ...broken,
    rename: async (from, to) => (++calls === 3 ? realDisk.rename(from, to) : broken.rename(from, to)),
  };
}

describe("a run that was killed", () => {
  const name = (role: string, pid: number): string => join(root, `.output.${role}-${pid}`);

  it("while writing leaves the old folder, and the next run cleans up", async () => {
    await writeFolder(target, files("old"));
    const staged = await stageFolder(target, files("new"));
    await realDisk.rename(staged, name("new", deadPid()));
    expect(await contents(target)).toMatchObject({ "report.md": "old" });
    await writeFolder(target, files("newer"));
    expect(await contents(target)).toMatchObject({ "report.md": "newer" });
    expect(await readdir(root)).toEqual(["output"]);
  });

  it("between the two renames gets the old folder back", async () => {
    await writeFolder(target, files("old"));
    await realDisk.rename(target, name("old", deadPid()));
    await tidyUp(target);
    expect(await contents(target)).toMatchObject({ "report.md": "old" });
    expect(await readdir(root)).toEqual(["output"]);
  });

  it("behind the second rename keeps the new folder", async () => {
    await writeFolder(target, files("old"));
    const old = name("old", deadPid());
    await realDisk.cp(target, old, { recursive: true });
    await swapFolder(target, await stageFolder(target, files("new")));
    await tidyUp(target);
    expect(await contents(target)).toMatchObject({ "report.md": "new" });
    expect(await readdir(root)).toEqual(["output"]);
  });

  it("leaves alone what a living process is writing, and what is not of its making", async () => {
    await mkdir(name("new", process.ppid));
    await mkdir(join(root, ".output.new-abc"));
    await writeFolder(target, files("new"));
    expect((await readdir(root)).sort()).toEqual(
      [`.output.new-${process.ppid}`, ".output.new-abc", "output"].sort(),
    );
  });
});

describe("checkTarget", () => {
  it("refuses a symbolic link and a file", async () => {
    await mkdir(join(root, "real"));
    await symlink(join(root, "real"), target);
    expect((await thrown(checkTarget(target, []))).message).toContain("symbolic link");
    await writeFile(join(root, "file"), "");
    expect((await thrown(checkTarget(join(root, "file"), []))).message).toContain("is a file");
  });

  it("refuses to lie inside the posts, be them, or hold them", async () => {
    const posts = join(root, "posts");
    await mkdir(posts);
    await writeFile(join(posts, "a.md"), "");
    expect((await thrown(checkTarget(join(posts, "output"), [posts]))).message).toContain("lies inside");
    expect((await thrown(checkTarget(posts, [posts]))).exitCode).toBe(2);
    expect((await thrown(checkTarget(root, [posts]))).message).toContain("holds");
    expect((await thrown(checkTarget(posts, [join(posts, "a.md")]))).message).toContain("holds");
    await checkTarget(join(root, "posts-output"), [posts]);
    await checkTarget(join(posts, "output"), [join(posts, "a.md")]);
  });

  it("sees through a symbolic link on the way", async () => {
    const posts = join(root, "posts");
    await mkdir(posts);
    await symlink(posts, join(root, "alias"));
    expect((await thrown(checkTarget(join(root, "alias", "output"), [posts]))).message).toContain(
      "lies inside",
    );
  });

  it("knows which folders a glob searches", async () => {
    const posts = join(root, "posts");
    await mkdir(posts);
    const inside = join(posts, "output");
    expect((await thrown(checkTarget(inside, [`${posts}/**/*.md`]))).message).toContain("lies inside");
    await checkTarget(inside, [`${posts}/*.md`]);
  });

  it("refuses the folder one is in", async () => {
    expect((await thrown(checkTarget(process.cwd(), []))).message).toContain("the folder you are in");
  });
});
