import { spawn, spawnSync } from "node:child_process";
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { UserError } from "../../src/errors.js";
import { realDisk, type FolderDisk } from "../../src/io/disk.js";
import { sha256 } from "../../src/io/hash.js";
import type { ReportFile } from "../../src/shapes/exporter.js";
import { recoverFolder } from "../../src/run/recover.js";
import { checkTarget } from "../../src/run/target.js";
import { writeFolder } from "../../src/run/write-folder.js";
import { everythingIn, fault, identityOf, makePipe, reportIn, reportOf } from "../helpers/written-folder.js";

let root = "";
let target = "";

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "write-folder-")));
  target = join(root, "output");
});

afterEach(async () => rm(root, { recursive: true, force: true }));

/** A report whose pages all hold the same text. */
function files(text: string, paths: string[] = ["report.md", "themes/01-a.md"]): ReturnType<typeof reportOf> {
  return reportOf(Object.fromEntries(paths.map((path) => [path, text])));
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
    expect(await reportIn(target)).toEqual({ "report.md": "new", "themes/01-a.md": "new" });
    expect(await readdir(join(root, "a", "b"))).toEqual(["output"]);
  });

  it("replaces an earlier report, and drops what it no longer holds, with the folders that this empties", async () => {
    await writeFolder(
      target,
      files("old", ["report.md", "themes/01-a.md", "themes/02-b.md", "maps/all/a.svg"]),
    );
    await writeFolder(target, files("new"));
    expect(await reportIn(target)).toEqual({ "report.md": "new", "themes/01-a.md": "new" });
    expect((await readdir(target)).sort()).toEqual([".throughline", "report.md", "run.json", "themes"]);
    expect(await readdir(root)).toEqual(["output"]);
  });

  it("leaves nothing in its own folder but what keeps git out of it", async () => {
    await writeFolder(target, files("old"));
    await writeFolder(target, files("new"));
    expect(await everythingIn(join(target, ".throughline"))).toEqual({ ".gitignore": "*\n" });
  });

  it("does not touch what is not of its making, nor pages that stay the same", async () => {
    await writeFolder(target, files("old", ["report.md", "themes/01-a.md"]));
    await mkdir(join(target, "empty"));
    await mkdir(join(target, "themes", "drafts"));
    await writeFile(join(target, "themes", "drafts", "mine.txt"), "mine");
    await symlink("themes/drafts/mine.txt", join(target, "link"));
    await symlink("nowhere", join(target, "broken"));
    await chmod(join(target, "empty"), 0o500);
    await chmod(target, 0o711);
    const paths = ["", "empty", "themes/drafts/mine.txt", "link", "broken"].map((path) => join(target, path));
    const steady = async (): Promise<object[]> =>
      Promise.all(
        paths.map(async (path) => {
          const { ino, mode, uid, gid } = await lstat(path);
          return { ino, mode, uid, gid };
        }),
      );
    const [before, mine, page] = [
      await steady(),
      await identityOf(join(target, "themes/drafts/mine.txt")),
      await identityOf(join(target, "themes/01-a.md")),
    ];
    await writeFolder(target, reportOf({ "report.md": "new", "themes/01-a.md": "old" }));
    expect(await steady()).toEqual(before);
    expect(await identityOf(join(target, "themes/drafts/mine.txt"))).toEqual(mine);
    expect(await identityOf(join(target, "themes/01-a.md"))).toEqual(page);
  });

  it("leaves a git repository in the folder whole", async () => {
    await writeFolder(target, files("old"));
    const git = (...args: string[]): string => {
      const who = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
      const { status, stdout, stderr } = spawnSync("git", ["-C", target, ...who, ...args], {
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(stderr);
      return stdout;
    };
    git("init", "--quiet");
    git("add", ".");
    git("commit", "--quiet", "-m", "first");
    await writeFolder(target, files("new"));
    expect(git("status", "--porcelain").trim().split("\n").sort()).toEqual(
      ["M report.md", " M run.json", " M themes/01-a.md"].sort(),
    );
    expect(git("fsck")).toBe("");
  });

  it("gives a page the rights that the one before had", async () => {
    await writeFolder(target, files("old"));
    await chmod(join(target, "report.md"), 0o640);
    await writeFolder(target, files("new"));
    expect((await stat(join(target, "report.md"))).mode & 0o777).toBe(0o640);
  });

  it("keeps a page that was edited beside the new one, and says so", async () => {
    await writeFolder(target, files("old", ["report.md", "themes/01-a.md", "themes/02-b.md"]));
    await writeFile(join(target, "report.md"), "mine");
    await writeFile(join(target, "themes/02-b.md"), "mine, of a theme that is no more");
    expect(await writeFolder(target, files("new"))).toEqual([
      { path: "report.md", as: "report.edited.md" },
      { path: "themes/02-b.md", as: "themes/02-b.edited.md" },
    ]);
    await writeFile(join(target, "report.md"), "mine again");
    expect(await writeFolder(target, files("newer"))).toEqual([
      { path: "report.md", as: "report.edited-2.md" },
    ]);
    expect(await writeFolder(target, files("newest"))).toEqual([]);
    expect(await reportIn(target)).toEqual({
      "report.md": "newest",
      "report.edited.md": "mine",
      "report.edited-2.md": "mine again",
      "themes/01-a.md": "newest",
      "themes/02-b.edited.md": "mine, of a theme that is no more",
    });
  });

  it("gives an edited page no name that the report itself uses", async () => {
    await writeFolder(target, files("old", ["a.md"]));
    await writeFile(join(target, "a.md"), "mine");
    await writeFolder(target, files("new", ["a.md", "a.edited.md"]));
    expect(await reportIn(target)).toEqual({ "a.md": "new", "a.edited.md": "new", "a.edited-2.md": "mine" });
  });

  it("does not write over a file of the user's that a new version would use", async () => {
    await writeFolder(target, files("old"));
    await writeFile(join(target, "extra.md"), "mine");
    const before = await everythingIn(root);
    const error = await thrown(writeFolder(target, files("new", ["report.md", "extra.md"])));
    expect(error.kind).toBe("config");
    expect(error.message).toContain("extra.md");
    expect(await everythingIn(root)).toEqual(before);
  });

  it.each(["report.md", "themes"])("does not write through a link in the place of %s", async (path) => {
    await writeFolder(target, files("old"));
    const elsewhere = join(root, "elsewhere");
    await rename(join(target, path), elsewhere);
    await symlink(elsewhere, join(target, path));
    const before = await everythingIn(root);
    expect((await thrown(writeFolder(target, files("new")))).message).toContain(`a symbolic link ${path}`);
    expect((await thrown(writeFolder(target, files("new", ["report.md", "themes/x.md"])))).kind).toBe(
      "config",
    );
    expect(await everythingIn(root)).toEqual(before);
  });

  it("writes bytes as they are, and knows them for its own", async () => {
    const content = Uint8Array.of(0, 255, 13, 10, 0xef, 0xbb, 0xbf);
    const withBytes = (): ReportFile[] => {
      const outputs = { "a.parquet": sha256(content) };
      const record = JSON.stringify({ generator: "throughline", outputs });
      return [{ path: "a.parquet", content }, { path: "run.json", content: record }]; // prettier-ignore
    };
    await writeFolder(target, withBytes());
    expect(new Uint8Array(await readFile(join(target, "a.parquet")))).toEqual(content);
    await writeFolder(target, withBytes());
    await writeFolder(target, files("new"));
    expect(await readdir(target)).not.toContain("a.parquet");
  });

  it("removes nothing outside of the folder, whatever its run.json lists", async () => {
    await writeFile(join(root, "precious.txt"), "mine");
    await mkdir(target);
    const outputs = { "../precious.txt": reportOf({ a: "mine" })[1]?.content.match(/[0-9a-f]{64}/)?.[0] };
    await writeFile(join(target, "run.json"), JSON.stringify({ generator: "throughline", outputs }));
    await writeFolder(target, files("new"));
    expect(await readFile(join(root, "precious.txt"), "utf8")).toBe("mine");
  });

  it("takes an empty folder, and refuses one that holds other things", async () => {
    await mkdir(target);
    await writeFolder(target, files("new"));
    const other = join(root, "other");
    await mkdir(other);
    await writeFile(join(other, "thesis.txt"), "years of work");
    const error = await thrown(writeFolder(other, files("new")));
    expect(error.exitCode).toBe(2);
    expect(await everythingIn(other)).toEqual({ "thesis.txt": "years of work" });
  });

  it("takes the root of a disk, which may not be moved", async () => {
    await mkdir(join(target, "lost+found"), { recursive: true });
    const { ino } = await stat(target);
    await writeFolder(target, files("old"));
    await writeFolder(target, files("new"));
    expect((await stat(target)).ino).toBe(ino);
    expect(await readdir(join(target, "lost+found"))).toEqual([]);
  });

  it("refuses a folder whose .throughline leads elsewhere", async () => {
    await writeFolder(target, files("old"));
    await rm(join(target, ".throughline"), { recursive: true });
    await symlink(root, join(target, ".throughline"));
    expect((await thrown(writeFolder(target, files("new")))).kind).toBe("config");
    expect(await readdir(root)).toEqual(["output"]);
  });

  it.each(["{}", '{"generator":"other"}', "no json", "null"])(
    "takes no folder for its own by a run.json %s",
    async (text) => {
      await mkdir(target);
      await writeFile(join(target, "run.json"), text);
      expect((await thrown(writeFolder(target, files("new")))).kind).toBe("config");
      expect(await everythingIn(target)).toEqual({ "run.json": text });
    },
  );

  it.each(["../evil.md", "/etc/evil.md", "a/../../b.md", "a\\b.md", "a//b.md", "", ".throughline/lock"])(
    "writes nothing to %j",
    async (path) => {
      await expect(writeFolder(target, [{ path, content: "x" }])).rejects.toThrow("relative");
      expect(await readdir(root)).toEqual([]);
    },
  );

  it("takes no two files for one place", async () => {
    const twice = [...files("new"), { path: "report.md", content: "other" }];
    await expect(writeFolder(target, twice)).rejects.toThrow("got two");
    expect(await readdir(root)).toEqual([]);
  });
});

describe("a fault of the disk", () => {
  const failing = (call: keyof FolderDisk, code: string): FolderDisk => ({
    ...realDisk,
    [call]: async () => Promise.reject(fault(code)),
  });

  it.each(["EFBIG", "EROFS", "EACCES", "EDQUOT", "EIO", "EWHATEVER"])("%s has exit code 6", async (code) => {
    const error = await thrown(writeFolder(target, files("new"), { disk: failing("createFile", code) }));
    expect(error.exitCode).toBe(6);
    expect(error.message).not.toMatch(/undefined/);
    expect(error.message).toMatch(/untouched\.$/);
    expect(await readdir(root)).toEqual([]);
  });

  it("takes back the folders made for a report that could not be written", async () => {
    let calls = 0;
    const createFile: FolderDisk["createFile"] = async (path, content) => {
      if (calls++ === 3) throw fault("ENOSPC");
      await realDisk.createFile(path, content);
    };
    target = join(root, "a", "b");
    const error = await thrown(writeFolder(target, files("new"), { disk: { ...realDisk, createFile } }));
    expect(error.message).toContain("disk is full");
    expect(await readdir(root)).toEqual([]);
  });

  it("that is none is passed on as it is", async () => {
    const disk = { ...realDisk, createFile: async () => Promise.reject(new TypeError("a bug")) };
    await expect(writeFolder(target, files("new"), { disk })).rejects.toThrow(TypeError);
    expect(await readdir(root)).toEqual([]);
  });

  it.each(["EPERM", "ENOSYS"])("%s for a second name of a file is got around", async (code) => {
    await writeFolder(target, files("old"));
    await writeFile(join(target, "report.md"), "mine");
    const disk = failing("link", code);
    await writeFolder(target, files("new", ["report.md", "extra.md"]), { disk });
    expect(await reportIn(target)).toEqual({
      "report.md": "new",
      "extra.md": "new",
      "report.edited.md": "mine",
    });
  });

  it("below a file is told as such", async () => {
    await writeFile(join(root, "file"), "");
    expect((await thrown(writeFolder(join(root, "file", "output"), files("new")))).kind).toBe("disk");
  });
});

describe("two runs at once", () => {
  const lock = (): string => join(target, ".throughline", "lock");

  it("write one after the other, and one of them is what the folder holds", async () => {
    await writeFolder(target, files("old"));
    const texts = ["a", "b", "c", "d"];
    await Promise.all(
      texts.map((text) => writeFolder(target, files(text, ["report.md", `themes/${text}.md`]))),
    );
    const report = await reportIn(target);
    const [text] = texts.filter((each) => each === report["report.md"]);
    expect(text).toBeDefined();
    expect(report).toEqual({ "report.md": text, [`themes/${text}.md`]: text });
    expect(await everythingIn(join(target, ".throughline"))).toEqual({ ".gitignore": "*\n" });
  });

  it("begin to write no file before the lock is theirs: whoever has it clears away what is unfinished", async () => {
    const created: string[] = [];
    const createFile: FolderDisk["createFile"] = async (path, content) => {
      created.push(path);
      await realDisk.createFile(path, content);
    };
    await writeFolder(target, files("new"), { disk: { ...realDisk, createFile } });
    expect(created[0]).toBe(lock());
  });

  it("of which one does not end its writing: the other says so and changes nothing", async () => {
    await writeFolder(target, files("old"));
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    onTestFinished(() => void other.kill());
    await writeFile(lock(), JSON.stringify({ pid: other.pid, host: hostname() }));
    const before = await everythingIn(target);
    const error = await thrown(writeFolder(target, files("new"), { patience: 100 }));
    expect(error.exitCode).toBe(7);
    expect(error.message).toContain(`process ${other.pid} on`);
    expect(error.message).toContain(lock());
    expect(await everythingIn(target)).toEqual(before);
  });

  it("of which one is dead: its lock is taken over", async () => {
    await writeFolder(target, files("old"));
    await writeFile(lock(), JSON.stringify({ pid: deadPid(), host: hostname() }));
    await writeFolder(target, files("new"));
    expect(await reportIn(target)).toMatchObject({ "report.md": "new" });
  });
});

describe("what an earlier version left beside the folder", () => {
  const beside = (role: string, id: string | number): string => join(root, `.output.${role}-${id}`);

  async function reportAt(place: string, text: string): Promise<void> {
    await writeFolder(place, files(text));
    await writeFile(join(place, "notes.txt"), "mine");
  }

  it("goes back into its place where there is no folder", async () => {
    await reportAt(beside("old", deadPid()), "old");
    await recoverFolder(target);
    expect(await reportIn(target)).toMatchObject({ "report.md": "old", "notes.txt": "mine" });
    expect(await readdir(root)).toEqual(["output"]);
  });

  it("the old report before the new one, which stays", async () => {
    const pid = deadPid();
    await reportAt(beside("old", pid), "old");
    await reportAt(beside("new", pid), "new");
    await recoverFolder(target);
    expect(await reportIn(target)).toMatchObject({ "report.md": "old" });
    expect((await readdir(root)).sort()).toEqual([`.output.new-${pid}`, "output"]);
  });

  it("is left alone where there is a folder, and where it holds no report or belongs to a living process", async () => {
    const pid = deadPid();
    await mkdir(beside("new", pid));
    await writeFile(join(beside("new", pid), "mine.txt"), "mine");
    await mkdir(beside("old", pid));
    await mkdir(beside("old", "abc"));
    await reportAt(beside("old", process.ppid), "theirs");
    await writeFolder(target, files("new"));
    await reportAt(beside("old", deadPid()), "old");
    const before = await everythingIn(root);
    await writeFolder(target, files("new"));
    expect(await everythingIn(root)).toEqual(before);
  });
});

describe("checkTarget", () => {
  it("refuses a symbolic link and a file", async () => {
    await mkdir(join(root, "real"));
    await symlink(join(root, "real"), target);
    expect((await thrown(checkTarget(target, []))).message).toContain("symbolic link");
    await writeFile(join(root, "file"), "");
    expect((await thrown(checkTarget(join(root, "file"), []))).message).toContain("is a file");
    await makePipe(join(root, "pipe"));
    expect((await thrown(checkTarget(join(root, "pipe"), []))).message).toContain("pipe");
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
