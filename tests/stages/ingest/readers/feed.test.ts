import { describe, expect, it } from "vitest";
import { feedReader } from "../../../../src/stages/ingest/readers/feed.js";
import type { ReaderOutput } from "../../../../src/shapes/reader.js";
import { memoryFiles } from "../../../helpers/memory-files.js";
import { ingestFrom, readWith } from "../../../helpers/reading.js";

const read = (text: string, path = "feed.xml"): ReaderOutput => {
  expect(feedReader.accepts(path, text)).toBe(true);
  return readWith(feedReader, path, text);
};

const rss = (items: string): string =>
  `<?xml version="1.0"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel>\n<title>Small Batches</title>\n${items}\n</channel>\n</rss>`;

const item = (title: string): string =>
  `<item><title>${title}</title><description>About ${title}.</description></item>`;

describe("RSS", () => {
  it("takes the full text where there is one, with its fields", () => {
    const { posts, skipped } = read(
      rss(`<item>
        <title>Lean &amp;amp; &lt;em&gt;mean&lt;/em&gt;</title>
        <link>https://example.org/lean</link>
        <guid isPermaLink="false">42</guid>
        <pubDate>Wed, 08 Jul 2015 23:59:00 -0700</pubDate>
        <dc:creator><![CDATA[Ines Okafor]]></dc:creator>
        <category>lean</category><category><![CDATA[teams]]></category>
        <media:title>Not this</media:title>
        <description>Short.</description>
        <content:encoded><![CDATA[<p>Full &amp; <b>long</b>.</p>]]></content:encoded>
      </item>`),
    );
    expect(skipped).toEqual([]);
    expect(posts).toEqual([
      {
        path: "feed.xml",
        record: "item 1",
        file: "/feed.xml",
        title: "Lean & mean",
        date: "2015-07-08",
        url: "https://example.org/lean",
        author: "Ines Okafor",
        tags: ["lean", "teams"],
        format: "html",
        source: "<p>Full &amp; <b>long</b>.</p>",
        bodyStart: 0,
      },
    ]);
  });

  it("falls back to the description, the permalink and the name in an address", () => {
    const { posts } = read(
      rss(`<item><title>T</title><guid>https://example.org/t</guid><author>bo@example.org (Bo)</author>
        <description>Plain words only.</description></item>
        <item><description>&lt;p&gt;Escaped&lt;/p&gt;</description></item>
        <item><description>Dash&amp;mdash;entity</description></item>
        <item><title>Empty</title></item>`),
    );
    expect(posts).toMatchObject([
      { url: "https://example.org/t", author: "Bo", format: "text", source: "Plain words only." },
      { format: "html", source: "<p>Escaped</p>", title: "Feed (item 2)" },
      { format: "html", source: "Dash&mdash;entity" },
    ]);
  });

  it("skips items without text and feeds without items", () => {
    expect(read(rss(item("a") + "<item><title>Empty</title></item>")).skipped).toMatchObject([
      { place: "item 2", post: true },
    ]);
    expect(read(rss("")).skipped).toMatchObject([{ place: "", reason: "the feed holds no items" }]);
  });

  it("reads RSS 1.0 and an old document type without opening what it names", () => {
    const rdf = `<!DOCTYPE rdf:RDF PUBLIC "-//X//Y" "http://127.0.0.1:9/none.dtd"><rdf:RDF><channel><title>C</title></channel>${item("a")}</rdf:RDF>`;
    expect(read(rdf, "feed.rdf").posts.map((post) => post.title)).toEqual(["a"]);
  });

  it("leaves entities that only HTML knows for the HTML parser", () => {
    const { posts, skipped } = read(rss("<item><description>a&nbsp;b &constructor; c</description></item>"));
    expect(skipped).toEqual([]);
    expect(posts[0]).toMatchObject({ source: "a&nbsp;b &constructor; c", format: "html" });
  });

  it("keeps markup that was never escaped", () => {
    expect(
      read(rss("<item><description>One <b class='x'>two</b><br/> three</description></item>")).posts[0]
        ?.source,
    ).toBe('One <b class="x">two</b><br> three');
  });
});

describe("xml:base", () => {
  const linksOf = async (feed: string): Promise<unknown> => {
    const { posts } = await ingestFrom(memoryFiles({ "/in/feed.xml": feed }), ["/in"]);
    return posts.map(({ url, links }) => ({ url, links: links.map(({ href }) => href) }));
  };

  it("is what relative links of Atom and its content go from, each element's on that of those around it", async () => {
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://quay.example/blog/">
      <entry xml:base="2015/"><title>A</title><link href="a.html"/>
        <content type="html" xml:base="a/">&lt;p&gt;On &lt;a href="b.html"&gt;b&lt;/a&gt;, &lt;a href="/c"&gt;c&lt;/a&gt;,
        &lt;a href="#d"&gt;d&lt;/a&gt;, &lt;a href="mailto:e@quay.example"&gt;e&lt;/a&gt;.&lt;/p&gt;</content></entry>
      <entry><title>B</title><link href="b.html"/><summary>Only a summary.</summary></entry></feed>`;
    expect(await linksOf(feed)).toEqual([
      {
        url: "https://quay.example/blog/2015/a.html",
        links: ["https://quay.example/blog/2015/a/b.html", "https://quay.example/c"],
      },
      { url: "https://quay.example/blog/b.html", links: [] },
    ]);
  });

  it("holds in RSS too, and behind a break; without one relative links lead nowhere", async () => {
    const items = `<item><title>A</title><link>/a</link><description>&lt;p&gt;On &lt;a href="b"&gt;b&lt;/a&gt;.&lt;/p&gt;</description></item>`;
    const feed = (base: string): string => `<rss${base}><channel><item><b></item>${items}</channel></rss>`;
    expect(await linksOf(feed(' xml:base="https://quay.example/"'))).toEqual([
      { url: "https://quay.example/a", links: ["https://quay.example/b"] },
    ]);
    expect(await linksOf(feed(""))).toEqual([{ url: undefined, links: [] }]);
  });
});

describe("Atom", () => {
  it("reads html, xhtml and text content", () => {
    const { posts, skipped } = read(
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><author><name>Feed Author</name></author>
      <entry><title type="html">A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title>
        <link rel="edit" href="https://example.org/edit"/><link href="https://example.org/a"/>
        <published>2015-07-08T23:00:00-07:00</published><updated>2016-01-01T00:00:00Z</updated>
        <author><name>Ines</name><email>x@example.org</email></author>
        <category term="lean" label="Lean"/><category term="teams"/>
        <summary>Short.</summary><content type="html">&lt;p&gt;Long&lt;/p&gt;</content></entry>
      <entry><title>1 &lt; 2</title><updated>2016-01-02T00:00:00Z</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>1 &lt; 2 <em title="&quot;">x</em></p></div></content></entry>
      <entry><title>Out of line</title><content src="https://127.0.0.1:9/x"/><summary>Only a summary.</summary></entry>
      </feed>`,
      "feed.atom",
    );
    expect(skipped).toEqual([]);
    expect(posts).toMatchObject([
      {
        record: "item 1",
        title: "A & B",
        url: "https://example.org/a",
        date: "2015-07-08",
        author: "Ines",
        tags: ["Lean", "teams"],
        format: "html",
        source: "<p>Long</p>",
      },
      {
        title: "1 < 2",
        date: "2016-01-02",
        author: "Feed Author",
        format: "html",
        source: '<div xmlns="http://www.w3.org/1999/xhtml"><p>1 &lt; 2 <em title="&quot;">x</em></p></div>',
      },
      { title: "Out of line", format: "text", source: "Only a summary." },
    ]);
  });
});

describe("JSON Feed", () => {
  const feed = (items: unknown): string =>
    JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: "F",
      authors: [{ name: "Bo" }],
      items,
    });

  it("reads items", () => {
    const { posts, skipped } = read(
      feed([
        {
          id: "https://example.org/1",
          title: "1 < 2",
          content_html: "<p>x</p>",
          date_published: "2015-07-08T23:00:00-07:00",
          tags: ["a"],
        },
        { id: 2, url: "https://example.org/2", content_text: "Plain\n\ntext", author: { name: "Ines" } },
        { id: 3, title: "nothing" },
        "no item",
      ]),
      "feed.json",
    );
    expect(posts).toMatchObject([
      {
        record: "item 1",
        title: "1 < 2",
        format: "html",
        date: "2015-07-08",
        author: "Bo",
        url: "https://example.org/1",
      },
      { record: "item 2", format: "text", author: "Ines", url: "https://example.org/2" },
    ]);
    expect(skipped.map((row) => row.place)).toEqual(["item 3", "item 4"]);
  });

  it.each([
    ["cut off", feed([{ content_text: "x" }]).slice(0, -9)],
    ["without items", feed("none")],
    ["nested 100,000 deep", `{"version": "https://jsonfeed.org/version/1", "items": ${"[".repeat(100_000)}`],
  ])("skips a feed that is %s", (_name, text) => {
    expect(read(text, "feed.json")).toMatchObject({ posts: [], skipped: [{ place: "", post: true }] });
  });

  it("leaves other JSON alone", () => {
    expect(feedReader.accepts("package.json", '{"version": "1.0.0"}')).toBe(false);
    expect(feedReader.accepts("sitemap.xml", '<urlset xmlns="x"><url/></urlset>')).toBe(false);
  });
});

describe("XML that breaks or attacks", () => {
  it("keeps the whole items before a cut, and names the line", () => {
    const text = rss([item("a"), item("b"), item("c")].join("\n"));
    const { posts, skipped } = read(text.slice(0, text.indexOf("About c")));
    expect(posts.map((post) => post.title)).toEqual(["a", "b"]);
    expect(skipped).toMatchObject([{ place: "line 7", post: true }]);
  });

  it("loses no post where only the end of the feed is missing", () => {
    const text = rss([item("a"), item("b")].join("\n"));
    const { posts, skipped } = read(text.slice(0, text.indexOf("</channel>")));
    expect(posts).toHaveLength(2);
    expect(skipped).toMatchObject([{ post: false }]);
  });

  it("gives the same items wherever a long document is cut into chunks", () => {
    const long = "word &amp; ".repeat(20_000);
    const { posts } = read(
      rss(`<item><title>t</title><description>${long}</description></item>${item("b")}`),
    );
    expect(posts.map((post) => post.source.length)).toEqual([20_000 * 7, "About b.".length]);
  });

  const entity = (name: string, value: string): string => `<!ENTITY ${name} "${value}">`;
  const laughs = Array.from({ length: 9 }, (_, i) => entity(`l${i + 1}`, `&l${i};`.repeat(10))).join("");

  it.each([
    ["billion laughs", `<!DOCTYPE rss [${entity("l0", "lol")}${laughs}]>`, "&l9;"],
    ["quadratic blow-up", `<!DOCTYPE rss [${entity("a", "x".repeat(50_000))}]>`, "&a;".repeat(50_000)],
    ["a file from outside", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"],
    ["a parameter entity", '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>', "x"],
  ])("refuses %s", (_name, doctype, text) => {
    const { posts, skipped } = read(`<?xml version="1.0"?>${doctype}${rss(item(text)).slice(22)}`);
    expect(posts).toEqual([]);
    expect(skipped).toHaveLength(1);
    expect(skipped[0]?.reason).toContain("declares entities");
    expect(skipped[0]?.post).toBe(true);
  });

  it("refuses elements nested without end", () => {
    const { posts, skipped } = read(rss(`${item("a")}<item><x>${"<y>".repeat(100_000)}`));
    expect(posts).toHaveLength(1);
    expect(skipped[0]?.reason).toContain("nest more than");
  });
});
