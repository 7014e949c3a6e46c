import { describe, expect, it } from "vitest";
import { markdownReader } from "../../../../src/stages/ingest/readers/markdown.js";
import type { Draft } from "../../../../src/shapes/reader.js";
import { readWith } from "../../../helpers/reading.js";

function readOne(text: string, path = "posts/lean-teams.md"): Draft {
  const { posts, skipped } = readWith(markdownReader, path, text);
  expect(skipped).toEqual([]);
  expect(posts).toHaveLength(1);
  return posts[0] as Draft;
}

describe("markdown reader", () => {
  it.each(["a.md", "a.MD", "a.markdown", "a.mdx", "a.txt", "x/y.text"])("accepts %s", (name) => {
    expect(markdownReader.accepts(name, "")).toBe(true);
  });

  it.each(["a.html", "a.png", "md", ".md", "a.md/b"])("leaves %s to others", (name) => {
    expect(markdownReader.accepts(name, "")).toBe(false);
  });

  it("takes every field from front matter, and the body starts behind it", () => {
    const text = [
      "---",
      "title: 'Lean *teams* &amp; others'",
      "date: 2015-03-17 14:00:00 -4",
      "authors: [elaine, {name: Bo}]",
      "tags:",
      "- how we work",
      "- culture",
      "canonical_url: https://example.org/lean",
      "---",
      "# Another heading",
      "",
      "Body.",
    ].join("\r\n");
    const post = readOne(text);
    expect(post).toMatchObject({
      title: "Lean teams & others",
      date: "2015-03-17",
      author: "elaine, Bo",
      tags: ["how we work", "culture"],
      url: "https://example.org/lean",
      format: "markdown",
      source: text,
    });
    expect(post.source.slice(post.bodyStart)).toBe("# Another heading\r\n\r\nBody.");
  });

  it("reads keys in any case, comma-separated tags, and numbers as text", () => {
    expect(readOne("---\nTitle: 2048\nTags: a, b,a\nKeywords: c\nDate: 20150708\n---\nx")).toMatchObject({
      title: "2048",
      tags: ["a", "b"],
      date: "2015-07-08",
    });
  });

  it("takes `published: true` for no date, and a path for no address", () => {
    const post = readOne("---\npublished: true\ncreated: July 8, 2015\npermalink: /lean/\n---\nx");
    expect(post.date).toBe("2015-07-08");
    expect(post).not.toHaveProperty("url");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "ftp://example.org", "//example.org", "https://"])(
    "takes no address from %s",
    (url) => {
      expect(readOne(`---\nurl: "${url}"\n---\nx`)).not.toHaveProperty("url");
    },
  );

  it.each([
    ["an ATX heading", "Intro.\n\n# The **Point** of `it` [all](x)\n", "The Point of it all"],
    ["a setext heading", "The point\n=========\n\nText.", "The point"],
    ["a setext heading in a file of Windows", "The point\r\n=========\r\n\r\nText.", "The point"],
    [
      "no paragraph above a line that a blank one parts from it",
      "The point\n\n=========\n\nText.",
      "Lean teams",
    ],
    ["no heading of a lower level that it opens with", "## Second level\n\nText.\n\n### Third", "Lean teams"],
    ["an HTML heading", "<h1>Plain <em>HTML</em> &amp; so</h1>\n\nText.", "Plain HTML & so"],
    ["no comment in a code block", "```sh\n# not a title\n```\n\nText.", "Lean teams"],
    ["no later heading of a lower level", "Text.\n\n## Details\n\nText.", "Lean teams"],
  ])("without a title takes %s", (_name, body, title) => {
    expect(readOne(body).title).toBe(title);
  });

  it.each([
    ["2015-07-08-lean-teams.md", "Lean teams", "2015-07-08"],
    ["posts/2015-07-08-lean-teams/index.md", "Lean teams", "2015-07-08"],
    ["posts/lean_teams.md", "Lean teams", undefined],
    ["2015-07-08.md", "2015-07-08", "2015-07-08"],
  ])("names a post without anything after its file %s", (path, title, date) => {
    const post = readOne("Just text, no heading at all.", path);
    expect([post.title, post.date]).toEqual([title, date]);
  });

  it("titles a plain text by a first line that stands alone", () => {
    expect(readOne("Ask about Tuesday\n\nText.", "a.txt")).toMatchObject({
      title: "Ask about Tuesday",
      format: "text",
    });
    expect(readOne("Dear reader,\n\nText.", "my-letter.txt").title).toBe("My letter");
    expect(readOne("A first line\nthat goes on.\n\nText.", "my-letter.txt").title).toBe("My letter");
  });

  it("keeps what looks like a tag but formats nothing", () => {
    expect(readOne("---\ntitle: Why <details> matters to <b>us</b>\n---\nx").title).toBe(
      "Why <details> matters to us",
    );
  });

  it("cuts an endless title and folds control characters", () => {
    const post = readOne(`---\ntitle: "a\\e[31m\\nb${"🙂".repeat(1000)}"\n---\nx`);
    expect(post.title.startsWith("a [31m b🙂")).toBe(true);
    expect(post.title.length).toBeLessThanOrEqual(300);
    expect(encodeURIComponent(post.title)).toContain("%F0%9F%99%82");
  });

  it("reads a quoted text that goes on at the start of the next line, as site generators do", () => {
    const text =
      "---\nexcerpt: \"One \\\"half\nand: another.\n\"\ntitle: 'It''s\nfine'\ndate: 2015-07-08\n---\nBody";
    expect(readOne(text)).toMatchObject({ title: "It's fine", date: "2015-07-08" });
  });

  it("takes a thematic break at the top for what it is", () => {
    expect(readOne("---\n\nAn opening thought.\n\n---\n\nMore.").bodyStart).toBe(0);
    expect(readOne("---\nnever closed\ntitle: x\n").bodyStart).toBe(0);
    expect(readOne("--- A dash of text\n\nMore.\n\n---\n").bodyStart).toBe(0);
  });
});

describe("front matter of other kinds", () => {
  const said = (text: string): [string | undefined, string | undefined, string[], string] => {
    const { title, date, tags, source, bodyStart } = readOne(text);
    return [title, date, tags, source.slice(bodyStart)];
  };

  it.each([
    ["TOML", '+++\ntitle = "Lean"\ndate = 2015-07-08T10:00:00Z\ntags = ["a"]\n+++\nBody'],
    ["JSON", '---json\n{"title": "Lean", "date": "2015-07-08", "tags": ["a"]}\n---\nBody'],
    ["a JSON object on its own", '{\n  "title": "Lean",\n  "date": "2015-07-08",\n  "tags": ["a"]\n}\nBody'],
    ["header lines", "Title: Lean\nDate: 2015-07-08\nTags: a\n\nBody"],
    [
      "YAML below a blank line and a comment",
      "\n<!-- by hand -->\n---\ntitle: Lean\ndate: 2015-07-08\ntags: [a]\n---\nBody",
    ],
    ["tags by their marks", "---\ntitle: Lean\ndate: 8. Juli 2015\ntags: '#a'\n---\nBody"],
    ["the keys of Astro", "---\ntitle: Lean\npubDatetime: 2015-07-08T10:00:00Z\ntags: [a]\n---\nBody"],
    ["a date in a map", "---\ntitle: Lean\ndate:\n  created: 2015-07-08\ntags: [a]\n---\nBody"],
  ])("is read: %s", (_name, text) => {
    expect(said(text)).toEqual(["Lean", "2015-07-08", ["a"], "Body"]);
  });

  it("is none where a post opens with a colon", () => {
    expect(readOne("Note: this is prose.\n\nMore.").bodyStart).toBe(0);
  });

  it.each([
    ["a colon", "title: Lean: a story\ndate: 2015-07-08", "Lean: a story"],
    ["nested quotation marks", 'title: "The "lean" team"\ndate: 2015-07-08', 'The "lean" team'],
    ["an @", "title: @lean\ndate: 2015-07-08", "@lean"],
  ])("loses nothing by %s in one line", (_name, block, title) => {
    const { posts, skipped } = readWith(markdownReader, "posts/a.md", `---\n${block}\n---\nBody`);
    expect(posts[0]).toMatchObject({ title, date: "2015-07-08" });
    expect(skipped).toMatchObject([{ place: "front matter", post: false }]);
    expect(skipped[0]?.reason).toContain('at "title"');
  });

  it.each([
    ["draft: true", "a draft"],
    ["published: false", "not published"],
    ["status: scheduled", 'not published (its status is "scheduled")'],
    ["private: yes", "private"],
    ["password: secret", "protected by a password"],
  ])("holds back a post by %s", (line, why) => {
    expect(readOne(`---\ntitle: Lean\n${line}\n---\nBody`).unpublished).toBe(why);
    expect(readOne("---\ntitle: Lean\nstatus: published\n---\nBody")).not.toHaveProperty("unpublished");
  });
});

describe("front matter that can't be read", () => {
  const body = "\n# Kept\n\nThe body.";

  it.each([
    ["JavaScript", "---js\nglobalThis.pwned = 1\n---"],
    ["JavaScript by its long name", "---javascript\nglobalThis.pwned = 1\n---"],
    ["JavaScript after a space", "--- js\nglobalThis.pwned = 1\n---"],
    ["JavaScript in capitals", "---JS\ntitle: globalThis.pwned = 1\n---"],
    ["JSON", '---json\n{"title": "x"\n---'],
    ["a list that is never closed", "---\ntitle: [unclosed\ndate: 2015-07-08\n---"],
    ["TOML", "+++\ntitle = x = y\n+++"],
    ["aliases without an anchor", "---\ntitle: *nowhere\n---"],
    ["an endless list", `---\ntitle: ${"[".repeat(30_000)}\n---`],
    ["brackets hidden behind quoted ones", `---\ntitle: ${'[ "]", '.repeat(3_000)}\n---`],
    ["lists in lists in block form", `---\ntitle:\n ${"- ".repeat(3_000)}x\n---`],
    ["an endless text", `---\ntitle: ${"x".repeat(70_000)}\n---`],
  ])("keeps the body and says so: %s", (_name, frontMatter) => {
    const { posts, skipped } = readWith(markdownReader, "posts/a.md", `${frontMatter}\n${body}`);
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({ title: "Kept", tags: [] });
    expect(posts[0]?.source.slice(posts[0].bodyStart)).toBe(body);
    expect(skipped).toHaveLength(1);
    expect(skipped[0]).toMatchObject({ path: "posts/a.md", place: "front matter", post: false });
    expect(skipped[0]?.reason).not.toContain("\n");
    expect("pwned" in globalThis).toBe(false);
  });

  it("does not unfold an alias bomb", () => {
    const levels = "bcdefghij".split("").map((name, i) => {
      const previous = "abcdefghij"[i] ?? "a";
      return `${name}: &${name} [${Array<string>(9).fill(`*${previous}`).join(", ")}]`;
    });
    const bomb = ["---", "a: &a [x, x, x, x, x, x, x, x, x]", ...levels, "---", body].join("\n");
    const { posts, skipped } = readWith(markdownReader, "a.md", bomb);
    expect(posts[0]?.title).toBe("Kept");
    expect(skipped[0]?.reason).toContain("Excessive alias count");
  });

  it("lets no key reach a prototype", () => {
    const text =
      "---\n__proto__: {polluted: yes, title: bad}\nconstructor: {prototype: {polluted: yes}}\n---\n# Good\n";
    expect(readOne(text).title).toBe("Good");
    expect({}).not.toHaveProperty("polluted");
  });

  it("builds nothing from tags", () => {
    expect(readOne("---\ntitle: !!js/function 'function () { return 1 }'\n---\nx").title).toContain(
      "function",
    );
  });

  it("reports a date that is none, and falls back to the file's name", () => {
    const { posts, skipped } = readWith(markdownReader, "2015-07-08-a.md", "---\ndate: someday\n---\nx");
    expect(posts[0]?.date).toBe("2015-07-08");
    expect(skipped).toMatchObject([
      { post: false, reason: expect.stringContaining('got "someday"') as string },
    ]);
  });
});
