import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeFiles } from "../../src/io/files.js";
import { ingestFrom } from "../helpers/reading.js";

let root = "";

/** Links and pipes, as here made, are those of Linux and macOS. */
const isPosix = process.platform !== "win32";

beforeAll(async () => {
  if (!isPosix) {
    console.log("files: not tested on Windows, which has no named pipes in folders.");
    return;
  }
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-files-")));
  await mkdir(join(root, "posts", "deep"), { recursive: true });
  await writeFile(join(root, "posts", "b.md"), "# B\n");
  await writeFile(join(root, "posts", "a.md"), "# A\n");
  await writeFile(join(root, "posts", "B.md"), "# Capital B\n");
  await writeFile(join(root, "posts", "deep", "c.md"), "# C\n");
  await writeFile(join(root, "outside.md"), "# Outside\n");
  await symlink(join(root, "outside.md"), join(root, "posts", "link.md"));
  await symlink("..", join(root, "posts", "deep", "up"));
  await symlink("self", join(root, "posts", "self"));
  await promisify(execFile)("mkfifo", [join(root, "posts", "pipe.md")]);
});

afterAll(async () => {
  if (!isPosix) return;
  await chmod(join(root, "posts", "a.md"), 0o600);
  await rm(root, { recursive: true });
});

describe.runIf(isPosix)("nodeFiles", () => {
  const files = nodeFiles();

  it("describes files, folders, links and pipes without opening them", async () => {
    expect(await files.lstat(join(root, "posts", "a.md"))).toEqual({ kind: "file", size: 4 });
    expect((await files.lstat(join(root, "posts"))).kind).toBe("folder");
    expect((await files.lstat(join(root, "posts", "link.md"))).kind).toBe("symlink");
    expect((await files.lstat(join(root, "posts", "pipe.md"))).kind).toBe("other");
  });

  it("lists names in code-unit order and resolves links", async () => {
    expect(await files.readdir(join(root, "posts"))).toEqual([
      "B.md",
      "a.md",
      "b.md",
      "deep",
      "link.md",
      "pipe.md",
      "self",
    ]);
    expect(await files.realpath(join(root, "posts", "link.md"))).toBe(join(root, "outside.md"));
  });

  it("rejects with the system's code", async () => {
    await expect(files.read(join(root, "none"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("is walked without blocking on a pipe or leaving the folder", async () => {
    const { posts, skipped } = await ingestFrom(files, [join(root, "posts")]);
    expect(posts.map((post) => post.path)).toEqual([
      "posts/B.md",
      "posts/a.md",
      "posts/b.md",
      "posts/deep/c.md",
    ]);
    expect(skipped.map((row) => [row.path, row.post])).toEqual([
      ["posts/deep/up", false],
      ["posts/link.md", true],
      ["posts/pipe.md", true],
      ["posts/self", false],
    ]);
  });

  it("gives the same posts for a relative path and for an absolute one", async () => {
    const absolute = await ingestFrom(files, [join(root, "posts")]);
    const fromHere = await ingestFrom(files, [relative(process.cwd(), join(root, "posts"))]);
    expect(fromHere).toEqual(absolute);
  });

  it.skipIf(process.getuid?.() === 0)("skips a file that it may not read (root may read all)", async () => {
    await chmod(join(root, "posts", "a.md"), 0);
    const { skipped } = await ingestFrom(files, [join(root, "posts")]);
    expect(skipped).toContainEqual({
      path: "posts/a.md",
      place: "",
      reason: "no permission to read it",
      post: true,
    });
  });
});
