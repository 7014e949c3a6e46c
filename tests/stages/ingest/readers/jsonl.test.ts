import { describe, expect, it } from "vitest";
import { UserError } from "../../../../src/errors.js";
import { jsonlReader } from "../../../../src/stages/ingest/readers/jsonl.js";
import type { ColumnMap } from "../../../../src/shapes/config.js";
import { readWith } from "../../../helpers/reading.js";

const read = (text: string, columns: ColumnMap = {}): ReturnType<typeof readWith> =>
  readWith(jsonlReader, "data/posts.jsonl", text, columns);

describe("jsonl reader", () => {
  it("reads one post per line, by the usual keys", () => {
    const { posts, skipped } = read(
      [
        '{"Title": "One", "published_at": 1436356800, "content": "Text\\n\\nmore", "tags": ["a", {"name": "b"}]}\r',
        "",
        '{"content": "<p>Two</p>", "author": {"name": "Bo"}, "url": "https://example.org/2"}',
      ].join("\n"),
    );
    expect(skipped).toEqual([]);
    expect(posts).toMatchObject([
      {
        record: "line 1",
        title: "One",
        date: "2015-07-08",
        tags: ["a", "b"],
        format: "text",
        source: "Text\n\nmore",
      },
      {
        record: "line 3",
        title: "Posts (line 3)",
        author: "Bo",
        url: "https://example.org/2",
        format: "html",
      },
    ]);
  });

  it("skips lines that can't be used, by number", () => {
    const { posts, skipped } = read(
      [
        '{"text": "good"}',
        '{"text": "confidential',
        '["no", "object"]',
        '{"title": "no text"}',
        '{"text": {"rendered": "x"}}',
        '{"text": "a\\u0000b"}',
        "null",
        '{"text": "also good"}',
      ].join("\n"),
    );
    expect(posts.map((post) => post.record)).toEqual(["line 1", "line 5", "line 8"]);
    expect(skipped.map((row) => row.place).sort()).toEqual([
      "line 2",
      "line 3",
      "line 4",
      "line 6",
      "line 7",
    ]);
    expect(skipped.every((row) => row.post)).toBe(true);
    expect(skipped.map((row) => row.reason).join()).not.toContain("confidential");
  });

  it.each([
    ["lists", "[".repeat(100_000)],
    ["closed lists", "[".repeat(100_000) + "]".repeat(100_000)],
    ["a text of lists", `{"text": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
  ])("skips a line of %s nested 100,000 deep", (_name, line) => {
    const { posts, skipped } = read(`{"text": "good"}\n${line}\n`);
    expect(posts).toHaveLength(1);
    expect(skipped.map((row) => row.place)).toEqual(["line 2"]);
  });

  it("takes the keys that the configuration names, and lists those there are where one is missing", () => {
    expect(read('{"inhalt": "x", "text": "y"}', { text: "inhalt" }).posts[0]?.source).toBe("x");
    expect(() => read('{"a": "x"}\n{"b": "y"}')).toThrow(UserError);
    expect(() => read('{"a": "x"}\n{"b": "y"}')).toThrow(/got: a, b\./);
  });

  it("lets no key reach a prototype", () => {
    const { posts } = read('{"__proto__": {"title": "bad", "polluted": true}, "text": "x"}');
    expect(posts[0]?.title).toBe("Posts (line 1)");
    expect({}).not.toHaveProperty("polluted");
  });

  it("keeps a lone surrogate in a text, as JSON allows it", () => {
    expect(read('{"text": "a\\ud800b", "title": "T"}').posts[0]?.source).toBe("a\ud800b");
  });
});
