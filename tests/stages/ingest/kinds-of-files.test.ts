import { describe, expect, it } from "vitest";
import type { IngestOptions } from "../../../src/stages/ingest/ingest.js";
import { minimalDocx } from "../../helpers/documents.js";
import { memoryFiles, type MemoryNode } from "../../helpers/memory-files.js";
import { ingestFrom } from "../../helpers/reading.js";
import { buildZip } from "../../helpers/zip-builder.js";

const WALK =
  "The ferry leaves at nine, and whoever wants to learn how a timetable fails should stand on the quay and count.";
const REST =
  "Nobody on the quay reads the notice, since the notice has said the same thing for eleven years and was wrong twice.";

async function read(tree: Record<string, MemoryNode>, options: Partial<IngestOptions> = {}) {
  const files = Object.fromEntries(Object.entries(tree).map(([name, node]) => [`/home/in/${name}`, node]));
  const { posts, skipped } = await ingestFrom(memoryFiles(files), ["/home/in"], options);
  return { posts, skipped, rules: skipped.map(({ rule }) => rule) };
}

async function readOne(tree: Record<string, MemoryNode>) {
  const { posts, skipped } = await read(tree);
  expect(posts).toHaveLength(1);
  return { post: posts[0]!, skipped };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("documents of other programs", () => {
  it("reads a Word document, its title and its day", async () => {
    const { post } = await readOne({ "notes.docx": minimalDocx("On the quay", WALK) });
    expect(post).toMatchObject({ title: "On the quay", date: "2015-07-08", author: "Ada", format: "html" });
    expect(post.source).toContain(WALK);
  });

  it("says so where a document is none", async () => {
    const { posts, skipped } = await read({
      "a.docx": bytes("no zip"),
      "b.pdf": bytes("no PDF"),
      "c.md": WALK,
    });
    expect(posts).toHaveLength(1);
    expect(skipped.map(({ path, post }) => [path, post])).toEqual([
      ["in/a.docx", true],
      ["in/b.pdf", true],
    ]);
  });

  it("reads AsciiDoc, org and reStructuredText without their marks", async () => {
    const { posts } = await read({
      "a.adoc": `= On the quay\nAda\n:date: 2015-07-08\n:page-tags: ferries, time\n\n== First\n\n${WALK} See link:https://example.org[the notice].\n`,
      "b.org": `#+TITLE: The notice\n#+DATE: <2015-07-09 Thu>\n#+FILETAGS: :ferries:\n\n* First\n:PROPERTIES:\n:ID: 7\n:END:\n${REST} /So/ it *stays*.\n`,
      "c.rst": `Counting\n========\n\n:date: 2015-07-10\n:tags: ferries\n\n.. image:: quay.png\n   :alt: The quay\n\nHe counts with \`\`tally\`\` marks and \`a pencil <https://example.org>\`_, :emphasis:\`daily\`.\n`,
    });
    expect(posts.map(({ title, date, tags }) => [title, date, tags])).toEqual([
      ["On the quay", "2015-07-08", ["ferries", "time"]],
      ["The notice", "2015-07-09", ["ferries"]],
      ["Counting", "2015-07-10", ["ferries"]],
    ]);
    const [adoc, org, rst] = posts.map(({ source }) => source);
    expect(adoc).toContain("<p>The ferry leaves");
    expect(org).not.toMatch(/PROPERTIES|#\+/);
    expect(org).toContain(`# First\n\n${REST} _So_ it **stays**.`);
    expect(rst).toContain("He counts with `tally` marks and [a pencil](https://example.org), daily.");
    expect(rst).not.toMatch(/image::|:alt:/);
  });

  it("reads subtitles as running text, without what rolls", async () => {
    const { post } = await readOne({
      "talk.vtt":
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ada>The ferry leaves\n\n00:03.000 --> 00:05.000\n<v Ada>The ferry leaves at nine.\n\n00:12.000 --> 00:14.000\nNobody reads the notice.\n",
    });
    expect(post.source).toBe("The ferry leaves at nine.\n\nNobody reads the notice.");
  });

  it("reads the cells of a notebook that are prose", async () => {
    const cells = [
      { cell_type: "markdown", source: ["# On the quay\n", WALK] },
      { cell_type: "code", source: "secret = 1" },
    ];
    const { post } = await readOne({ "quay.ipynb": JSON.stringify({ cells }) });
    expect(post.title).toBe("On the quay");
    expect(post.source).not.toContain("secret");
  });
});

describe("mail", () => {
  const mail = (subject: string, body: string): string =>
    `From: Ada <ada@example.org>\nSubject: ${subject}\nDate: Wed, 08 Jul 2015 09:00:00 +0200\nContent-Type: text/plain; charset=utf-8\n\n${body}\n`;

  it("reads a letter without what it quotes", async () => {
    const { post } = await readOne({
      "a.eml": bytes(mail("On the quay", `${WALK}\n\nOn Tuesday Bo wrote:\n> What time?\n> And where?`)),
    });
    expect(post).toMatchObject({ title: "On the quay", date: "2015-07-08", author: "Ada", format: "text" });
    expect(post.source).not.toMatch(/Bo wrote|What time/);
  });

  it("reads every message of a mailbox, and a line that only looks like the start of one", async () => {
    const box = `From ada@example.org Wed Jul  8 09:00:00 2015\n${mail("One", `${WALK}\n\n>From here on nothing.`)}\nFrom ada@example.org Thu Jul  9 09:00:00 2015\n${mail("Two", REST)}`;
    const { posts } = await read({ "letters.mbox": bytes(box) });
    expect(posts.map(({ title, record }) => [title, record])).toEqual([
      ["One", "message 1"],
      ["Two", "message 2"],
    ]);
  });
});

describe("exports", () => {
  it("reads Ghost's, with tags and authors, from HTML or what its editor keeps", async () => {
    const lexical = {
      root: {
        type: "root",
        children: [
          { type: "heading", tag: "h2", children: [{ type: "text", text: "First" }] },
          { type: "paragraph", children: [{ type: "text", text: REST }] },
        ],
      },
    };
    const mobiledoc = {
      cards: [["markdown", { markdown: "By hand." }]],
      sections: [
        [1, "p", [[0, [], 0, "He counts."]]],
        [10, 0],
      ],
    };
    const data = {
      posts: [
        {
          id: "1",
          title: "One",
          html: `<p>${WALK}</p>`,
          status: "published",
          published_at: "2015-07-08T10:00:00Z",
        },
        { id: "2", title: "Two", html: null, lexical: JSON.stringify(lexical), status: "published" },
        { id: "3", title: "Three", mobiledoc: JSON.stringify(mobiledoc), status: "published" },
        { id: "4", title: "Four", html: "<p>Not yet.</p>", status: "draft" },
      ],
      tags: [
        { id: "t", name: "Ferries" },
        { id: "h", name: "#internal" },
      ],
      posts_tags: [
        { post_id: "1", tag_id: "t" },
        { post_id: "1", tag_id: "h" },
      ],
      users: [{ id: "u", name: "Ada" }],
      posts_authors: [{ post_id: "1", author_id: "u" }],
    };
    const { posts, skipped } = await read({
      "site.ghost.json": JSON.stringify({ db: [{ meta: { exported_on: 1 }, data }] }),
    });
    expect(posts.map(({ title, record, tags, author }) => [title, record, tags, author])).toEqual([
      ["One", "1", ["Ferries"], "Ada"],
      ["Two", "2", [], undefined],
      ["Three", "3", [], undefined],
    ]);
    expect(posts[1]?.source).toContain(`<h2>First</h2>\n<p>${REST}</p>`);
    expect(posts[2]?.source).toContain("<p>He counts.</p>\n<p>By hand.</p>");
    expect(skipped).toMatchObject([{ place: "4", reason: 'not published (its status is "draft")' }]);
  });

  it("reads Medium's stories, and nothing of the account", async () => {
    const story = (title: string, text: string): string =>
      `<html><head><title>${title}</title></head><body><article class="h-entry"><h1 class="p-name">${title}</h1><section class="e-content"><p class="graf graf--p">${text}</p></section><footer><a class="p-author h-card" href="https://medium.com/@ada">Ada</a> <time class="dt-published" datetime="2015-07-08T10:00:00Z">x</time> <a class="p-canonical" href="https://medium.com/@ada/quay">Canonical link</a></footer></article></body></html>`;
    const { posts, skipped } = await read({
      "README.html": "<p>About this archive.</p>",
      "posts/2015-07-08_On-the-quay-1.html": story("On the quay", WALK),
      "posts/2015-07-09_Thanks-2.html": story(
        "Thanks Bo, I had not",
        "Thanks Bo, I had not thought of that.",
      ),
      "posts/draft_Later-3.html": story("Later", REST),
      "ips/ips-0001.html": "<p>192.0.2.7 at noon, from a telephone</p>",
      "sessions/sessions-0001.html": "<p>Logged in from a telephone.</p>",
    });
    expect(posts).toMatchObject([
      { title: "On the quay", date: "2015-07-08", author: "Ada", url: "https://medium.com/@ada/quay" },
    ]);
    expect(skipped.map(({ reason }) => reason).sort()).toEqual([
      "a draft",
      "a response to somebody else's story",
      "data of the account, and no post",
      "data of the account, and no post",
      "data of the account, and no post",
    ]);
  });

  it("reads Notion's pages and properties, in Markdown and HTML, from a zip in a zip", async () => {
    const id = "0123456789abcdef0123456789abcdef";
    const html = `<html><body><article><header><h1 class="page-title">The notice</h1><table class="properties"><tr><th>Published</th><td>July 9, 2015</td></tr></table></header><div class="page-body"><p>${REST}</p></div></article></body></html>`;
    const inner = buildZip([
      {
        name: `On the quay ${id}.md`,
        content: `# On the quay\n\nPublish date: July 8, 2015\nStatus: Done\nTags: ferries\n\n${WALK}\n`,
      },
      { name: `The notice ${id.replaceAll("0", "9")}.html`, content: html },
      { name: `Later ${id.replaceAll("0", "8")}.md`, content: "# Later\n\nStatus: Draft\n\nNot yet.\n" },
      { name: `Posts ${id}.csv`, content: "Name,Status\nOn the quay,Done\n" },
    ]);
    const { posts, rules } = await read({ "export.zip": buildZip([{ name: "Part-1.zip", content: inner }]) });
    expect(posts.map(({ title, date, tags }) => [title, date, tags])).toEqual([
      ["On the quay", "2015-07-08", ["ferries"]],
      ["The notice", "2015-07-09", []],
    ]);
    expect(posts[0]?.source.slice(posts[0].bodyStart).trim()).toBe(WALK);
    expect(rules.sort()).toEqual(["drafts and other posts that are not published", "tables of pages"]);
  });

  it("reads Blogger's posts and pages, not its comments, settings and template", async () => {
    const entry = (kind: string, title: string, more = ""): string =>
      `<entry><category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#${kind}"/><title>${title}</title><published>2015-07-08T10:00:00Z</published><content type="html">&lt;p&gt;${title}. ${WALK}&lt;/p&gt;</content>${more}</entry>`;
    const { posts, rules } = await read({
      "blog.xml": `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:app="http://purl.org/atom/app#">${entry("settings", "Settings")}${entry("template", "Template")}${entry("post", "On the quay")}${entry("comment", "Well said")}${entry("post", "Later", "<app:control><app:draft>yes</app:draft></app:control>")}</feed>`,
    });
    expect(posts.map(({ title, tags }) => [title, tags])).toEqual([["On the quay", []]]);
    expect(rules.sort()).toEqual(["drafts and other posts that are not published", "responses and comments"]);
  });

  it("joins letters with the table about them, and takes the HTML of two copies", async () => {
    const { posts, rules } = await read({
      "campaigns.csv":
        "Title,Subject,Send Date,Unique Id\nquay,On the quay,7/24/2015,1000\nnotice,The notice,8/3/2015,1001\n",
      "content/1000_quay/1000_quay.html": `<html><body><p>${WALK}</p></body></html>`,
      "content/1000_quay/1000_quay.txt": WALK,
      "content/1001_notice/1001_notice.html": `<html><body><p>${REST}</p></body></html>`,
    });
    expect(posts.map(({ title, date }) => [title, date])).toEqual([
      ["On the quay", "2015-07-24"],
      ["The notice", "2015-08-03"],
    ]);
    expect(rules).toEqual(["copies of other posts"]);
  });

  it("reads a list of posts in JSON, as an API answers", async () => {
    const { posts } = await read({
      "api.json": JSON.stringify([
        {
          id: 7,
          date: "2015-07-08T10:00:00",
          title: { rendered: "On the quay" },
          content: { rendered: `<p>${WALK}</p>` },
          categories: [3],
        },
      ]),
      "nested.jsonl": JSON.stringify({ post: { headline: "The notice", body: REST } }),
      "package.json": "{}",
    });
    expect(posts.map(({ title, record, tags, format }) => [title, record, tags, format])).toEqual([
      ["On the quay", "7", [], "html"],
      ["The notice", "line 1", [], "text"],
    ]);
  });

  it("takes a page of many letters for as many posts", async () => {
    const letter = (day: string, text: string): string =>
      `<h2>July ${day}, 2015: Letter ${day}</h2>\n<p>${text} ${text}</p>\n`;
    const { posts } = await read({
      "year.html": `<h1>A year</h1>${letter("8", WALK)}${letter("9", REST)}${letter("10", `${REST} ${WALK}`)}`,
    });
    expect(posts.map(({ title, date, record }) => [title, date, record])).toEqual([
      ["Letter 8", "2015-07-08", "letter 1"],
      ["Letter 9", "2015-07-09", "letter 2"],
      ["Letter 10", "2015-07-10", "letter 3"],
    ]);
  });
});

describe("broken files", () => {
  it("mends what XML forbids, and reads on behind a post that breaks", async () => {
    const item = (title: string, inside: string): string =>
      `<item><title>${title}</title><description>${inside}</description></item>\n`;
    const feed = `\n<?xml version="1.0"?><rss><channel>\n${item("One", "First & last \u000b words of the quay")}${item("Two", "<b>never closed")}${item("Three", "The third stands")}</channel></rss>`;
    const { posts, skipped } = await read({ "feed.xml": feed });
    expect(posts.map(({ title }) => title)).toEqual(["One", "Three"]);
    expect(posts[0]?.source).toContain("First & last");
    expect(skipped.map(({ place, post }) => [place, post])).toEqual([
      ["", false],
      ["line 4", true],
    ]);
  });

  it("reads Atom under a prefix of its own", async () => {
    const { post } = await readOne({
      "feed.xml": `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>On the quay</a:title><a:content>&lt;h2&gt;First&lt;/h2&gt;&lt;p&gt;${WALK}&lt;/p&gt;</a:content></a:entry></a:feed>`,
    });
    expect(post).toMatchObject({ title: "On the quay", format: "html" });
  });

  it("judges a document by its words, not by the picture in it", async () => {
    const { post } = await readOne({
      "a.md": `# On the quay\n\n![x](data:image/png;base64,${"A".repeat(3_000_000)})\n\n${WALK}\n`,
    });
    // Offsets count in the file as it is.
    expect(post.source.indexOf(WALK)).toBeGreaterThan(3_000_000);
    expect(
      (
        await read(
          { "a.md": `![x](data:image/png;base64,${"A".repeat(3_000_000)})\n\n${WALK}` },
          { maxFileMegabytes: 1 },
        )
      ).posts,
    ).toHaveLength(1);
  });
});

describe("what is known of all posts together", () => {
  it("takes a placeholder, and a year decades from all others, for no date", async () => {
    const tree = Object.fromEntries(
      ["2015-07-08", "2015-08-01", "2016-01-02", "2017-05-06", "2018-02-03", "1015-01-07"].map((date, i) => [
        `${i}.md`,
        `---\ntitle: Post ${i}\ndate: ${date}\n---\nText number ${i} on another matter.`,
      ]),
    );
    const { posts, skipped } = await read(tree);
    expect(posts.filter(({ date }) => date === undefined).map(({ title }) => title)).toEqual(["Post 5"]);
    expect(skipped).toMatchObject([{ path: "in/5.md", post: false }]);
    expect(skipped[0]?.reason).toContain("1015-01-07 is no likely date");
  });

  it("keeps the dates of an archive of old letters", async () => {
    const tree = Object.fromEntries(
      [1921, 1922, 1924, 1925, 1927, 1929].map((year, i) => [
        `${i}.md`,
        `---\ndate: ${year}-03-04\n---\nLetter ${i} of the year ${year}.`,
      ]),
    );
    expect((await read(tree)).posts.every(({ date }) => date !== undefined)).toBe(true);
  });

  it("reads 3/4 by the other dates, and says so where they tell nothing", async () => {
    const rows = (days: string[]): string =>
      `date,text\n${days.map((day, i) => `${day},"Text ${i} about the quay"`).join("\n")}\n`;
    const dates = async (days: string[]) =>
      (await read({ "a.csv": rows(days) })).posts.map(({ date }) => date).sort();
    expect(await dates(["3/4/2015", "1/24/2015"])).toEqual(["2015-01-24", "2015-03-04"]);
    expect(await dates(["3/4/2015", "24/1/2015"])).toEqual(["2015-01-24", "2015-04-03"]);
    const { skipped } = await read({ "a.csv": rows(["3/4/2015"]) });
    expect(skipped[0]?.reason).toContain("nothing tells whether the day or the month comes first");
  });

  it("keeps one of several copies, with what the others know", async () => {
    const feed = `<rss><channel><item><title>On the quay</title><link>https://example.org/quay</link><pubDate>8 Jul 2015</pubDate><description>&lt;p&gt;${WALK} ${REST}&lt;/p&gt;</description></item></channel></rss>`;
    const { posts, skipped } = await read({
      "posts/quay.md": `# On the quay\n\n${WALK} ${REST}\n`,
      "feed.xml": feed,
    });
    expect(posts).toMatchObject([
      { path: "in/posts/quay.md", url: "https://example.org/quay", date: "2015-07-08" },
    ]);
    expect(skipped).toMatchObject([{ path: "in/feed.xml", place: "item 1", rule: "copies of other posts" }]);
    expect(skipped[0]?.reason).toBe("the same post as in/posts/quay.md, which is read");
  });

  it("leaves the built site beside its sources, and takes drafts where they are asked for", async () => {
    const tree = {
      "_posts/2015-07-08-quay.md": `# On the quay\n\n${WALK}`,
      "_drafts/later.md": `# Later\n\n${REST}`,
      "_site/quay/index.html": `<html><body><nav>Home</nav><article>${WALK}</article></body></html>`,
      "robots.txt": "User-agent: *",
      LICENSE: "Do what you like.",
      "figure.png": Uint8Array.from([1, 2]),
    };
    const { posts, rules } = await read(tree);
    expect(posts.map(({ path }) => path)).toEqual(["in/_posts/2015-07-08-quay.md"]);
    expect(rules.sort()).toEqual([
      "built sites",
      "drafts and other posts that are not published",
      "files of other kinds",
      "files of other kinds",
      "files of the site",
    ]);
    expect((await read(tree, { drafts: true })).posts).toHaveLength(2);
  });

  it("takes a post on licences, or on conduct, for what it is", async () => {
    const { posts } = await read({
      "2016/08/license-survey.md": WALK,
      "2012/12/code-of-conduct.md": REST,
      "LICENSE-MIT.txt": "x",
    });
    expect(posts.map(({ path }) => path).sort()).toEqual([
      "in/2012/12/code-of-conduct.md",
      "in/2016/08/license-survey.md",
    ]);
  });

  it("gives the posts of a series their day as well", async () => {
    const week = (day: string, text: string) => `---\ntitle: This week\ndate: ${day}\n---\n${text}`;
    const { posts } = await read({
      "a.md": week("2015-07-08", WALK),
      "b.md": week("2015-07-15", REST),
      "c.md": week("2015-07-22", "He counts the boats."),
    });
    expect(posts.map(({ title }) => title)).toEqual([
      "This week (2015-07-08)",
      "This week (2015-07-15)",
      "This week (2015-07-22)",
    ]);
  });

  it("carries links with their words and places, and captions", async () => {
    const source = `# Quay\n\nSee [the **notice**](https://example.org/n), <https://example.org/b> and ![A boat](boat.png).\n\n<figure><figcaption>At nine</figcaption></figure>\n`;
    const { post } = await readOne({ "a.md": source });
    expect(post.links).toEqual([
      { href: "https://example.org/n", text: "the notice", offset: source.indexOf("[the") },
      { href: "https://example.org/b", text: "https://example.org/b", offset: source.indexOf("<https") },
    ]);
    expect(post.captions).toEqual(["At nine", "A boat"]);
  });
});

describe("paths", () => {
  it("tells two folders of one name apart", async () => {
    const files = memoryFiles({ "/a/2015/posts/x.md": WALK, "/a/2016/posts/x.md": REST });
    const { posts } = await ingestFrom(files, ["/a/2015/posts", "/a/2016/posts"]);
    expect(posts.map(({ path }) => path).sort()).toEqual(["2015/posts/x.md", "2016/posts/x.md"]);
  });

  it("stops at a column that no table has", async () => {
    await expect(read({ "a.csv": "title,body\nA,One\n" }, { columns: { text: "inhalt" } })).rejects.toThrow(
      /"inhalt"/,
    );
  });
});
