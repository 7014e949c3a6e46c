import { describe, expect, it } from "vitest";
import { RULES } from "../../../../src/stages/ingest/names.js";
import { memoryFiles, type MemoryNode } from "../../../helpers/memory-files.js";
import { ingestFrom } from "../../../helpers/reading.js";
import { buildZip } from "../../../helpers/zip-builder.js";

const HEADER = "post_id,post_date,is_published,email_sent_at,type,audience,title,subtitle";

const EXPORT: Record<string, string> = {
  "posts.csv": [
    HEADER,
    '44.lean-teams,2023-05-16T22:30:00.000Z,true,,newsletter,everyone,"Lean teams, again",How they work',
    "45.half-done,2023-06-01T10:00:00.000Z,false,,newsletter,everyone,Half done,",
    "46.no-page,2023-06-02T10:00:00.000Z,true,,podcast,everyone,Only sound,",
    "47.no-title,,true,,newsletter,everyone,,",
  ].join("\n"),
  "posts/44.lean-teams.html": "<p>Lean text.</p>",
  "posts/45.half-done.html": "<p>A draft.</p>",
  "posts/47.no-title.html": "<h3>Small heading</h3><p>Text.</p>",
  "posts/48.no-row.html": "<h1>Known by its heading</h1><p>Text.</p>",
  "posts/44.opens.csv": "post_id,timestamp,email\n44,1,somebody@example.org\n44,2,Somebody@example.org\n",
  "posts/44.delivers.csv": `post_id,timestamp,email\n${["a", "b", "c", "somebody"].map((name) => `44,1,${name}@example.org\n`).join("")}`,
  "email_list.batches.csv": "email,active\nsomebody@example.org,true\n",
};

const folder = (files: Record<string, string>): Record<string, MemoryNode> =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`/data/export/${name}`, content]));

describe("a Substack export in a folder", () => {
  it("joins pages with their rows, skips drafts, reads no subscriber list, and counts who opened a post without keeping who", async () => {
    const files = memoryFiles(folder(EXPORT));
    const { posts, skipped } = await ingestFrom(files, ["/data/export"]);
    expect(posts.map(({ path, title, date, format }) => ({ path, title, date, format }))).toEqual([
      {
        path: "export/posts/44.lean-teams.html",
        title: "Lean teams, again",
        date: "2023-05-16",
        format: "html",
      },
      { path: "export/posts/47.no-title.html", title: "No title", date: undefined, format: "html" },
      { path: "export/posts/48.no-row.html", title: "Known by its heading", date: undefined, format: "html" },
    ]);
    expect(skipped).toEqual([
      {
        path: "export/posts.csv",
        place: "row 4",
        reason: "the export has no posts/46….html for it",
        post: true,
      },
      {
        path: "export/posts/45.half-done.html",
        place: "",
        reason: "a draft, not published",
        post: true,
        rule: RULES.unpublished,
      },
    ]);
    expect(files.opened.filter((path) => path.includes("email"))).toEqual([]);
    expect(posts.map(({ metrics }) => metrics)).toEqual([
      { delivered: 4, opens: 1, "open rate": 25 },
      undefined,
      undefined,
    ]);
    expect(JSON.stringify(posts)).not.toContain("@example.org");
  });

  it("takes no page for published whose row could not be read", async () => {
    const broken = EXPORT["posts.csv"]?.replace(",Half done,", ',"Half done,') ?? "";
    const { posts, skipped } = await ingestFrom(memoryFiles(folder({ ...EXPORT, "posts.csv": broken })), [
      "/data",
    ]);
    // The row behind the broken one can be read again; a page without a row may be a draft.
    expect(posts.map((post) => post.title)).toEqual(["Lean teams, again", "No title"]);
    expect(skipped.filter((row) => row.post).map((row) => row.path)).toContain(
      "data/export/posts/45.half-done.html",
    );
    expect(skipped.filter((row) => row.post).map((row) => row.path)).toContain(
      "data/export/posts/48.no-row.html",
    );
    expect(skipped.find((row) => !row.post)?.place).toBe("line 3");
  });

  it("leaves somebody's own posts.csv beside a folder of pages alone", async () => {
    const own = { "posts.csv": "title,text\nFrom the table,Text.\n", "posts/a.html": "<h1>A page</h1>" };
    const { posts } = await ingestFrom(memoryFiles(folder(own)), ["/data/export"]);
    expect(posts.map((post) => post.title).sort()).toEqual(["A page", "From the table"]);
  });
});

describe("a Substack export in a zip", () => {
  it("gives the same posts, placed by entry", async () => {
    const zip = buildZip(Object.entries(EXPORT).map(([name, content]) => ({ name: `top/${name}`, content })));
    const inFolder = await ingestFrom(memoryFiles(folder(EXPORT)), ["/data/export"]);
    const inZip = await ingestFrom(memoryFiles({ "/data/export.zip": zip }), ["/data/export.zip"]);
    expect(inZip.posts.map((post) => [post.path, post.record])).toEqual([
      ["export.zip", "top/posts/44.lean-teams.html"],
      ["export.zip", "top/posts/47.no-title.html"],
      ["export.zip", "top/posts/48.no-row.html"],
    ]);
    expect(inZip.posts.map((post) => post.id)).toEqual(inFolder.posts.map((post) => post.id));
    expect(inZip.skipped.map((row) => row.place)).toEqual([
      "entry top/posts.csv, row 4",
      "top/posts/45.half-done.html",
    ]);
  });
});
