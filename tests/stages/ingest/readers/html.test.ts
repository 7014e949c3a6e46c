import { describe, expect, it } from "vitest";
import { htmlReader } from "../../../../src/stages/ingest/readers/html.js";
import type { Draft } from "../../../../src/shapes/reader.js";
import { readWith } from "../../../helpers/reading.js";

function readOne(text: string, path = "posts/lean-teams.html"): Draft {
  const { posts, skipped } = readWith(htmlReader, path, text);
  expect(skipped).toEqual([]);
  expect(posts).toHaveLength(1);
  return posts[0] as Draft;
}

const page = (head: string, body = "<p>Text.</p>"): string =>
  `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`;

describe("html reader", () => {
  it("takes what a page says of itself", () => {
    const source = page(
      `<title>Lean teams &amp; others | Small Batches</title>
       <meta property="og:site_name" content="Small Batches">
       <meta name="author" content="Ines Okafor">
       <meta property="article:author" content="https://social.example/ines">
       <meta property="article:published_time" content="2015-07-08T23:30:00-07:00">
       <meta name="keywords" content="lean, teams">
       <link rel="canonical" href="https://example.org/lean">`,
    );
    expect(readOne(source)).toMatchObject({
      title: "Lean teams & others",
      author: "Ines Okafor",
      date: "2015-07-08",
      tags: ["lean", "teams"],
      url: "https://example.org/lean",
      format: "html",
      source,
      bodyStart: 0,
    });
  });

  it.each([
    [
      "og:title",
      page('<title>A</title><meta property="og:title" content="The one">', "<h1>B</h1>"),
      "The one",
    ],
    [
      "the article's own heading",
      page("<title>A</title>", "<h1>Site</h1><article><h1>The <i>one</i></h1></article>"),
      "The one",
    ],
    ["the only heading", page("<title>A | Site</title>", "<h1>The one</h1>"), "The one"],
    [
      "the title element where headings are many",
      page("<title>The one</title>", "<h1>A</h1><h1>B</h1>"),
      "The one",
    ],
    ["the first heading of many", page("", "<h1>The one</h1><h1>B</h1>"), "The one"],
    ["the file's name", page(""), "Lean teams"],
    ["no title of a drawing", page("", "<svg><title>Logo</title></svg>"), "Lean teams"],
  ])("titles a page by %s", (_name, source, title) => {
    expect(readOne(source).title).toBe(title);
  });

  it.each([
    ["time", page("", '<time datetime="2015-07-08T10:00">yesterday</time>')],
    ["itemprop", page('<meta itemprop="datePublished" content="2015-07-08">')],
    [
      "JSON-LD",
      page(
        '<script type="application/ld+json">{"@type":"BlogPosting","datePublished":"2015-07-08"}</script>',
      ),
    ],
    [
      "a JSON-LD graph",
      page(
        '<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"datePublished":"2015-07-08"}]}</script>',
      ),
    ],
    [
      "the first date that is one",
      page('<meta name="date" content="today">', '<time datetime="2015-07-08"></time>'),
    ],
    ["front matter", `---\ndate: 2015-07-08\n---\n${page("")}`],
  ])("finds the date in %s", (_name, source) => {
    expect(readOne(source).date).toBe("2015-07-08");
  });

  it("takes headline and author from JSON-LD", () => {
    const data = {
      headline: "The one",
      author: [{ "@type": "Person", name: "Bo" }],
      datePublished: "2015-07-08",
    };
    const post = readOne(page(`<script type="application/ld+json">${JSON.stringify([data])}</script>`));
    expect(post).toMatchObject({ title: "The one", author: "Bo" });
  });

  it("reads a fragment, with front matter in front of it", () => {
    const post = readOne('---\ntitle: "Given"\n---\n<h1>Heading</h1><p>x</p>', "2015-07-08-a.htm");
    expect(post).toMatchObject({ title: "Given", date: "2015-07-08", bodyStart: 23 });
  });

  it("runs nothing and takes no script address", () => {
    const post = readOne(
      page(
        '<link rel="canonical" href="javascript:globalThis.pwned=1"><script>globalThis.pwned = 1</script>',
      ),
    );
    expect(post).not.toHaveProperty("url");
    expect("pwned" in globalThis).toBe(false);
  });

  it.each([
    ["broken JSON-LD", page('<script type="application/ld+json">{"datePublished": </script>')],
    [
      "JSON-LD with __proto__",
      page('<script type="application/ld+json">{"__proto__": {"headline": "x"}}</script>'),
    ],
    ["50,000 opening brackets", "<".repeat(50_000)],
    ["many unclosed paragraphs", page("", "<p>One.".repeat(20_000))],
  ])("bears %s", (_name, source) => {
    expect(readOne(source).title).toBe("Lean teams");
    expect({}).not.toHaveProperty("headline");
  });

  it.each([
    ["elements", "<div>".repeat(100_000)],
    ["elements among end tags of others", "<div></i>".repeat(100_000)],
    ["formatting", "<b>".repeat(100_000)],
  ])("refuses %s nested without end", (_name, source) => {
    const { posts, skipped } = readWith(htmlReader, "deep.html", source);
    expect(posts).toEqual([]);
    expect(skipped).toEqual([
      { path: "deep.html", place: "", reason: "elements nest too deeply to be read", post: true },
    ]);
  });
});

describe("a page that an office program wrote", () => {
  it.each(["title", "c3 title", "MsoTitle"])("is titled by its paragraph of the class %s", (names) => {
    const body = `<p class="${names}"><span>On the quay</span></p><p class="c1">The ferry leaves at nine.</p>`;
    expect(readOne(page("", body)).title).toBe("On the quay");
  });
});
