import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/errors.js";
import { ingest, type IngestOptions } from "../../../src/stages/ingest/ingest.js";
import { memoryFiles, type MemoryNode } from "../../helpers/memory-files.js";
import { ingestFrom, recordingLog } from "../../helpers/reading.js";

const BLOG: Record<string, MemoryNode> = {
  "/home/blog/2015-07-08-lean.md": "Lean text.",
  "/home/blog/2014-01-02-early.md": "Early text.",
  "/home/blog/undated.md": "# Undated\n\nText.",
  "/home/blog/README.md": "# About this blog\n",
  "/home/blog/sub/deep/2015-07-08-deep.html": "<h1>Deep</h1><p>Text.</p>",
  "/home/blog/sub/feed.xml":
    "<rss><channel><item><title>In a feed</title><pubDate>8 Jul 2015</pubDate><description>Text.</description></item></channel></rss>",
  "/home/blog/.git/description.md": "hidden",
  "/home/blog/.DS_Store": "hidden",
  "/home/blog/node_modules/pkg/README.md": "not a post",
  "/home/blog/img/logo.png": Uint8Array.from([0x89, 0, 0]),
  "/home/blog/package.json": "{}",
};

async function errorOf(promise: Promise<unknown>): Promise<UserError> {
  const error: unknown = await promise.then(() => undefined).catch((caught: unknown) => caught);
  if (error instanceof UserError) return error;
  throw new Error(`expected a UserError, got ${String(error)}`);
}

const pathsOf = async (
  tree: Record<string, MemoryNode>,
  paths: string[],
  options: Partial<IngestOptions> = {},
) => (await ingestFrom(memoryFiles(tree), paths, options)).posts.map((post) => post.path);

describe("what ingest finds", () => {
  it("reads a folder all the way down, in canonical order, and ignores what is no post", async () => {
    const log = recordingLog();
    const { posts, skipped } = await ingestFrom(memoryFiles(BLOG), ["/home/blog"], {}, log);
    expect(skipped.map(({ path, reason, rule }) => [path, reason, rule])).toEqual([
      ["blog", "1 .png file: not a kind that is read", "files of other kinds"],
      ["blog/README.md", "the README of a site or repository", "files of the site"],
      ["blog/package.json", "JSON that holds no list of posts", "JSON without posts"],
    ]);
    expect(posts.map((post) => [post.date, post.path, post.record])).toEqual([
      ["2014-01-02", "blog/2014-01-02-early.md", undefined],
      ["2015-07-08", "blog/2015-07-08-lean.md", undefined],
      ["2015-07-08", "blog/sub/deep/2015-07-08-deep.html", undefined],
      ["2015-07-08", "blog/sub/feed.xml", "item 1"],
      [undefined, "blog/undated.md", undefined],
    ]);
    expect(posts[0]?.file).toBe("/home/blog/2014-01-02-early.md");
    expect(log.messages).toEqual([
      "Read 5 posts.",
      "Not read in blog: 1 .png file: not a kind that is read.",
      "Left out: files of the site (1), JSON without posts (1); see skipped.csv.",
    ]);
  });

  it("reads a file by its base name, and text under any ending where it is named", async () => {
    const tree = { "/home/notes.wiki": "Plain text in some other program's file.", "/home/a.md": "# A" };
    expect(await pathsOf(tree, ["/home/notes.wiki"])).toEqual(["notes.wiki"]);
    expect(await pathsOf(tree, ["/home"])).toEqual(["home/a.md"]);
  });

  it.each([
    ["/home/blog/*.md", ["2014-01-02-early.md", "2015-07-08-lean.md", "undated.md"]],
    ["/home/blog/**/*.{html,xml}", ["sub/deep/2015-07-08-deep.html", "sub/feed.xml"]],
    ["/home/blog/sub/**", ["deep/2015-07-08-deep.html", "feed.xml"]],
    ["/home/blog/20[0-9][0-9]-*", ["2014-01-02-early.md", "2015-07-08-lean.md"]],
  ])("reads the glob %s below its fixed part", async (glob, found) => {
    const base = glob.includes("/sub/") ? "sub" : "blog";
    expect(await pathsOf(BLOG, [glob])).toEqual(found.map((path) => `${base}/${path}`));
  });

  it("takes a name with glob characters for what it is where it exists", async () => {
    const tree = { "/home/[slug].md": "# Slug", "/home/s.md": "# Other" };
    expect(await pathsOf(tree, ["/home/[slug].md"])).toEqual(["[slug].md"]);
  });

  it("leaves out what is excluded", async () => {
    expect(await pathsOf(BLOG, ["/home/blog"], { exclude: ["sub/**", "README.md"] })).toEqual([
      "blog/2014-01-02-early.md",
      "blog/2015-07-08-lean.md",
      "blog/undated.md",
    ]);
  });

  it("reads a file once that is named in several ways, under its fullest name", async () => {
    const ways = ["/home/blog/undated.md", "/home/blog", "/home/blog/*.md", "/home/blog/"];
    const all = await pathsOf(BLOG, ["/home/blog"]);
    expect(await pathsOf(BLOG, ways)).toEqual(all);
    expect(await pathsOf(BLOG, [...ways].reverse())).toEqual(all);
  });

  it("gives the same whatever the order of paths and names, and wherever the program runs", async () => {
    const reference = await ingestFrom(memoryFiles(BLOG), ["/home/blog"]);
    for (const [cwd, path] of [
      ["/", "home/blog"],
      ["/home", "./blog/"],
      ["/home/blog", "."],
      ["/home/blog/sub", ".."],
      ["/home/blog/sub", "../../blog"],
    ] as const) {
      expect(await ingestFrom(memoryFiles(BLOG, { cwd, reversed: true }), [path])).toEqual(reference);
    }
    const files = Object.keys(BLOG).filter((path) => /blog\/[^/.]+\.md$/.test(path));
    const inOrder = await ingestFrom(memoryFiles(BLOG), files);
    const inReverse = await ingestFrom(memoryFiles(BLOG), [...files].reverse());
    expect(inReverse).toEqual(inOrder);
  });
});

describe("ids and dates", () => {
  it("derives ids from content alone", async () => {
    const here = await ingestFrom(memoryFiles({ "/a/x.md": "# T\n\nText." }), ["/a"]);
    const there = await ingestFrom(memoryFiles({ "/b/c/y.txt.md": "# T\n\nText." }), ["/b"]);
    const other = await ingestFrom(memoryFiles({ "/a/x.md": "# T\n\nText!" }), ["/a"]);
    expect(here.posts[0]?.id).toMatch(/^[0-9a-f]{12}$/);
    expect(there.posts[0]?.id).toBe(here.posts[0]?.id);
    expect(other.posts[0]?.id).not.toBe(here.posts[0]?.id);
  });

  it("gives one id to both Unicode forms of a text, and leaves the text as it was", async () => {
    const composed = "# Café\n\nNaïve.".normalize("NFC");
    const decomposed = composed.normalize("NFD");
    const [a, b] = await Promise.all(
      [composed, decomposed].map((text) => ingestFrom(memoryFiles({ "/a/x.md": text }), ["/a"])),
    );
    expect(b?.posts[0]).toMatchObject({ id: a?.posts[0]?.id, title: a?.posts[0]?.title, source: decomposed });
  });

  it("tells posts apart by a suffix that have no words to tell copies by, in canonical order", async () => {
    const UNTOLD = "---\ntitle: T\n---\n?!";
    const tree = { "/p/b.md": UNTOLD, "/p/a.md": UNTOLD, "/p/c.md": UNTOLD, "/p/d.md": "# Other" };
    const ids = (await ingestFrom(memoryFiles(tree, { reversed: true }), ["/p"])).posts.map(
      ({ path, id }) => [path, id],
    );
    const first = String(ids[0]?.[1]);
    expect(ids.slice(0, 3)).toEqual([
      ["p/a.md", first],
      ["p/b.md", `${first}-2`],
      ["p/c.md", `${first}-3`],
    ]);
  });

  it("leaves out other days, and undated posts, without calling them skipped", async () => {
    const log = recordingLog();
    const { posts, skipped } = await ingestFrom(
      memoryFiles(BLOG),
      ["/home/blog"],
      { since: "2015-07-08", until: "2015-07-08" },
      log,
    );
    expect(posts.map((post) => post.date)).toEqual(["2015-07-08", "2015-07-08", "2015-07-08"]);
    expect(skipped.filter(({ rule }) => rule === undefined)).toEqual([]);
    expect(log.messages[0]).toContain("2 outside the dates");
    expect(await pathsOf(BLOG, ["/home/blog"], { until: "2014-12-31" })).toEqual([
      "blog/2014-01-02-early.md",
    ]);
    const error = await errorOf(ingestFrom(memoryFiles(BLOG), ["/home/blog"], { since: "2020-01-01" }));
    expect(error.message).toMatch(/from 2020-01-01 .* got 5 of other days/);
  });
});

describe("what ingest can't use", () => {
  const good = { "/p/good.md": "# Good\n\nText." };

  async function skippedWith(tree: Record<string, MemoryNode>, options: Partial<IngestOptions> = {}) {
    const files = memoryFiles({ ...good, ...tree });
    const { posts, skipped } = await ingestFrom(files, ["/p"], options);
    expect(posts.map((post) => post.title)).toEqual(["Good"]);
    return { skipped, opened: files.opened };
  }

  it.each<[string, string, MemoryNode, RegExp, boolean]>([
    ["bytes that are no text", "/p/a.md", Uint8Array.from([0x61, 0xff]), /UTF-8/, true],
    ["an empty file", "/p/a.md", "", /empty/, true],
    ["a blank file", "/p/a.md", "\uFEFF \n\t", /empty/, true],
    ["front matter and nothing else", "/p/a.md", "---\ntitle: x\n---\n", /no text/, true],
    ["a file without permission", "/p/a.md", { error: "EACCES" }, /no permission/, true],
    ["a file that the disk won't give", "/p/a.md", { error: "EIO" }, /EIO/, true],
    ["a folder without permission", "/p/closed/", { error: "EACCES" }, /no permission/, false],
    ["a link out of the folder", "/p/a.md", { link: "/etc/passwd" }, /leads out/, true],
    ["a link to a folder outside", "/p/out", { link: "/etc" }, /leads out/, false],
    ["a link to the folder it is in", "/p/loop", { link: "." }, /leads back/, false],
    ["a link to itself", "/p/a.md", { link: "a.md" }, /leads back/, true],
    ["a link to nothing", "/p/a.md", { link: "none.md" }, /went away|leads/, true],
    ["a pipe", "/p/a.md", { other: true }, /pipe/, true],
    ["a device without an ending", "/p/null", { other: true }, /device/, false],
    ["a table without text", "/p/a.csv", "id,views\n1,2\n", /got: id, views/, false],
  ])("skips %s", async (_name, path, node, reason, post) => {
    const { skipped } = await skippedWith({ [path]: node, "/etc/passwd": "secret" });
    expect(skipped).toHaveLength(1);
    expect(skipped[0]).toMatchObject({ path: path.slice(1).replace(/\/$/, ""), post });
    expect(skipped[0]?.reason).toMatch(reason);
  });

  it("opens nothing that it refuses by its kind or size", async () => {
    const { skipped, opened } = await skippedWith(
      {
        "/p/big.md": "x".repeat(12_000),
        "/p/pipe.md": { other: true },
        "/p/out.md": { link: "/etc/passwd" },
        "/etc/passwd": "secret",
      },
      { maxFileMegabytes: 0.002 },
    );
    expect(skipped.map((row) => row.path)).toEqual(["p/big.md", "p/out.md", "p/pipe.md"]);
    expect(opened).toEqual(["/p/good.md"]);
  });

  it("follows links that stay inside, reads nothing twice and ends", async () => {
    const { skipped, opened } = await skippedWith({
      "/p/alias.md": { link: "good.md" },
      "/p/a/to-b": { link: "../b" },
      "/p/b/to-a": { link: "../a" },
    });
    expect(skipped).toEqual([]);
    expect(opened).toEqual(["/p/good.md"]);
  });

  it("follows a link that the user named", async () => {
    expect(await pathsOf({ ...good, "/posts": { link: "/p" } }, ["/posts"])).toEqual(["posts/good.md"]);
  });

  it("refuses a named device without opening it", async () => {
    const files = memoryFiles({ "/dev/null": { other: true } });
    const error = await errorOf(ingestFrom(files, ["/dev/null"]));
    expect(error.kind).toBe("noInput");
    expect(error.message).toContain("never opened");
    expect(files.opened).toEqual([]);
  });

  it.each([
    ["a missing path", ["/p", "/none"], '"/none"'],
    ["a missing glob base", ["/none/*.md"], '"/none/*.md"'],
    ["a glob without matches", ["/p/*.html"], '"/p/*.html"'],
    ["an empty folder", ["/empty"], '"/empty"'],
    ["no path at all", [], "no path"],
  ])("ends with noInput on %s", async (_name, paths, named) => {
    const error = await errorOf(ingestFrom(memoryFiles({ ...good, "/empty/": { other: true } }), paths));
    expect(error.kind).toBe("noInput");
    expect(error.exitCode).toBe(4);
    expect(error.message).toContain(named);
    expect(error.message).not.toContain("\n");
  });

  it("ends with the columns where a table that was named, or is all there is, has no text", async () => {
    const tree = { ...good, "/p/t.csv": "id,views\n1,2\n", "/alone/t.csv": "id,views\n1,2\n" };
    for (const paths of [["/p/t.csv"], ["/alone"]]) {
      const error = await errorOf(ingestFrom(memoryFiles(tree), paths));
      expect(error.kind).toBe("config");
      expect(error.message).toContain("id, views");
    }
  });

  it("stops where it is told to", async () => {
    const files = memoryFiles(good);
    const signal = AbortSignal.abort(new Error("stop"));
    const options = { maxFileMegabytes: 50, columns: {} };
    await expect(ingest(["/p"], options, { files, log: recordingLog(), signal })).rejects.toThrow("stop");
    expect(files.opened).toEqual([]);
  });

  it("counts every post once: taken or skipped", async () => {
    const tree = {
      "/p/a.md": "# A",
      "/p/b.md": Uint8Array.from([0]),
      "/p/t.csv": "title,text\nrow,Text.\nempty,\n",
      "/p/l.jsonl": '{"text": "x"}\n{"text": \n',
    };
    const { posts, skipped } = await ingestFrom(memoryFiles(tree), ["/p"]);
    expect([posts.length, skipped.filter((row) => row.post).length]).toEqual([3, 3]);
  });
});
