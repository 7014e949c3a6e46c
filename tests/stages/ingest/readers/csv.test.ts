import { describe, expect, it } from "vitest";
import { UserError } from "../../../../src/errors.js";
import { csvReader } from "../../../../src/stages/ingest/readers/csv.js";
import type { ColumnMap } from "../../../../src/shapes/config.js";
import { readWith } from "../../../helpers/reading.js";

const read = (text: string, columns: ColumnMap = {}): ReturnType<typeof readWith> =>
  readWith(csvReader, "data/posts.csv", text, columns);

function errorOf(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error("expected a UserError");
}

describe("csv reader", () => {
  it.each([
    ["commas", ","],
    ["semicolons", ";"],
    ["tabs", "\t"],
  ])("finds the usual columns between %s", (_name, d) => {
    const text = [
      ["Post Title", "Published-At", "Permalink", "Author", "Categories", "Body"].join(d),
      [
        '"Lean &amp; <b>mean</b>"',
        "8 July 2015",
        "https://example.org/1",
        "Bo",
        '"a, b"',
        '"First line\nsecond, with; ""quotes"""',
      ].join(d),
    ].join("\r\n");
    expect(read(text)).toEqual({
      posts: [
        {
          path: "data/posts.csv",
          record: "row 2",
          file: "/data/posts.csv",
          title: "Lean & mean",
          date: "2015-07-08",
          url: "https://example.org/1",
          author: "Bo",
          tags: ["a", "b"],
          format: "text",
          source: 'First line\nsecond, with; "quotes"',
          bodyStart: 0,
        },
      ],
      skipped: [],
    });
  });

  it("takes the columns that the configuration names", () => {
    const { posts } = read("Überschrift|x;Datum;Inhalt;text\nT;2015-07-08;Right;Wrong\n", {
      text: "Inhalt",
      date: "datum",
      title: "Überschrift|x",
    });
    expect(posts[0]).toMatchObject({ source: "Right", date: "2015-07-08", title: "T" });
  });

  it("lists the columns where none holds text", () => {
    const error = errorOf(() => read("id,views,likes\n1,2,3\n"));
    expect(error.kind).toBe("config");
    expect(error.message).toContain("id, views, likes");
    expect(error.message).toContain("data/posts.csv");
    expect(error.message).not.toContain("\n");
  });

  it("lists the columns where a named one is missing", () => {
    const error = errorOf(() => read("title,text\na,b\n", { date: "when" }));
    expect(error.message).toContain('"when" (columns.date)');
    expect(error.message).toContain("title, text");
  });

  it("keeps the rows around a quotation mark that is never closed, and names its line", () => {
    const { posts, skipped } = read('title,text\na,"two\nlines"\nb,"never closed\nc,fine\nd,fine\n');
    expect(posts.map((post) => post.title)).toEqual(["a", "c", "d"]);
    expect(skipped).toHaveLength(1);
    expect(skipped[0]).toMatchObject({ path: "data/posts.csv", place: "line 4", post: true });
  });

  it("leaves out the row of a quotation mark that a later one closes by accident, and reads on", () => {
    const { posts, skipped } = read('title,text\na,one\nb,"open\nc,"two"\nd,"three"\n');
    expect(posts.map((post) => post.title)).toEqual(["a", "c", "d"]);
    expect(skipped.map((row) => row.place)).toEqual(["line 3"]);
  });

  it("reads a quotation mark inside an unquoted field as what it is", () => {
    const { posts, skipped } = read('title,text\na,a 5" pipe\nb,two\n');
    expect(posts.map((post) => [post.source, post.record])).toEqual([
      ['a 5" pipe', "row 2"],
      ["two", "row 3"],
    ]);
    expect(skipped).toEqual([]);
  });

  it("reads quotation marks that are escaped by a backslash", () => {
    const { posts, skipped } = read('title,text\na,"He said \\"no\\", twice"\nb,"two\nlines"\n');
    expect(posts.map((post) => post.source)).toEqual(['He said "no", twice', "two\nlines"]);
    expect(skipped).toEqual([]);
  });

  it("keeps a row's own id, and a post's status", () => {
    const { posts } = read("id,status,title,text\n7f,published,A,one\n8a,draft,B,two\n");
    expect(posts.map(({ record, unpublished }) => [record, unpublished])).toEqual([
      ["7f", undefined],
      ["8a", 'not published (its status is "draft")'],
    ]);
  });

  it("never reads what people wrote to each other", () => {
    const { posts, skipped } = read("CONVERSATION ID,FROM,TO,CONTENT\n1,A,B,Hello there\n");
    expect(posts).toEqual([]);
    expect(skipped[0]).toMatchObject({ post: false, rule: "files with private data" });
  });

  it("reads short rows, skips long ones and rows without text", () => {
    const { posts, skipped } = read("text,title,date\nshort\n\nlong,b,c,d\n,no text,\npadded,e,,,\n");
    expect(posts.map((post) => [post.record, post.source])).toEqual([
      ["row 2", "short"],
      ["row 6", "padded"],
    ]);
    expect(skipped.map((row) => row.place)).toEqual(["row 4", "row 5"]);
    expect(skipped[0]?.reason).toContain("expected 3 fields as in the header, got 4");
  });

  it("reads mixed line ends, a sep= line and a lone header", () => {
    expect(read("title,text\r\na,one\nb,two\rc,three").posts).toHaveLength(3);
    expect(read("sep=;\ntitle;text\na;b, c\n").posts[0]).toMatchObject({ source: "b, c", record: "row 3" });
    expect(read("title,text\n")).toMatchObject({ posts: [], skipped: [{ post: false }] });
  });

  it("tells HTML, Markdown and plain text apart", () => {
    const formats = (text: string): string | undefined => read(`text\n"${text}"\n`).posts[0]?.format;
    expect(formats("<p>One</p>")).toBe("html");
    expect(formats("# One\n\nTwo [three](https://example.org)")).toBe("markdown");
    expect(formats("# One\n\n<br> Two")).toBe("markdown");
    expect(formats("One < two")).toBe("text");
    expect(read("content_html\nplain\n").posts[0]?.format).toBe("html");
  });

  it("titles a row by its heading, else by its place", () => {
    const { posts } = read('text\n"<h1>Heading</h1><p>x</p>"\nplain\n');
    expect(posts.map((post) => post.title)).toEqual(["Heading", "Posts (row 3)"]);
  });

  it("cuts tags at commas and semicolons, but not inside an entity", () => {
    expect(read("text,tags\nx,a &amp; b; c\n").posts[0]?.tags).toEqual(["a & b", "c"]);
  });

  it("lets no column reach a prototype", () => {
    expect(read("__proto__,constructor,text\na,b,c\n").posts).toHaveLength(1);
    expect(Object.prototype).not.toHaveProperty("text");
  });
});
