import { describe, expect, it } from "vitest";
import { readers } from "../../../../src/stages/ingest/readers/registry.js";
import { wordpressReader } from "../../../../src/stages/ingest/readers/wordpress.js";
import { readWith } from "../../../helpers/reading.js";

const item = (fields: Record<string, string>): string => {
  const elements = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return `<item>${elements.join("")}<category domain="post_tag" nicename="lean"><![CDATA[Lean &amp; mean]]></category></item>`;
};

const wxr = (items: string): string => `<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.5" -->
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>ines</wp:author_login><wp:author_display_name><![CDATA[Ines Okafor]]></wp:author_display_name></wp:author>
${items}
</channel></rss>`;

const post = (overrides: Record<string, string> = {}): string =>
  item({
    title: "Lean &amp; mean",
    link: "https://example.org/lean",
    pubDate: "Thu, 09 Jul 2015 03:00:00 +0000",
    "dc:creator": "ines",
    "content:encoded": "First paragraph.\n\nSecond <em>one</em>.",
    "wp:post_date": "2015-07-08 20:00:00",
    "wp:post_type": "post",
    "wp:status": "publish",
    ...overrides,
  });

describe("wordpress reader", () => {
  it("is the one that takes an export, although an export is a feed too", () => {
    const taking = readers.find((reader) => reader.accepts("export.xml", wxr("")));
    expect(taking?.name).toBe("wordpress");
    expect(wordpressReader.accepts("feed.xml", "<rss><channel></channel></rss>")).toBe(false);
  });

  it("takes published posts and pages, by the author's name and local day", () => {
    const { posts, skipped } = readWith(
      wordpressReader,
      "export.xml",
      wxr(post() + post({ "wp:post_type": "page", "content:encoded": "<!-- wp:paragraph --><p>Block</p>" })),
    );
    expect(skipped).toEqual([]);
    expect(posts).toMatchObject([
      {
        record: "item 1",
        title: "Lean & mean",
        date: "2015-07-08",
        url: "https://example.org/lean",
        author: "Ines Okafor",
        tags: ["Lean & mean"],
        format: "markdown",
        source: "First paragraph.\n\nSecond <em>one</em>.",
      },
      { record: "item 2", format: "html" },
    ]);
  });

  it("skips what is not published, and passes over what is no post", () => {
    const { posts, skipped } = readWith(
      wordpressReader,
      "export.xml",
      wxr(
        post({ "wp:status": "draft", "wp:post_date": "0000-00-00 00:00:00" }) +
          post({ "wp:status": "private" }) +
          post({ "wp:post_type": "attachment", "wp:status": "inherit" }) +
          post({ "wp:post_type": "nav_menu_item" }) +
          post({ "content:encoded": "" }) +
          post(),
      ),
    );
    expect(posts.map((one) => [one.record, one.unpublished])).toEqual([
      ["item 1", 'not published (its status is "draft")'],
      ["item 2", 'not published (its status is "private")'],
      ["item 6", undefined],
    ]);
    expect(skipped.map((row) => [row.place, row.post])).toEqual([["item 5", true]]);
  });

  it("keeps the posts before a cut", () => {
    const text = wxr(post() + post());
    const { posts, skipped } = readWith(
      wordpressReader,
      "export.xml",
      text.slice(0, text.lastIndexOf("Second")),
    );
    expect(posts).toHaveLength(1);
    expect(skipped).toMatchObject([{ post: true }]);
  });

  it("says so where there is nothing to take", () => {
    expect(readWith(wordpressReader, "export.xml", wxr("")).skipped).toHaveLength(1);
  });
});
