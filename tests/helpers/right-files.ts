/** Small files that are right, by who reads them. */
import { minimalDocx, minimalPdf } from "./documents.js";
import { buildZip } from "./zip-builder.js";

/** Files by their paths. */
export type Tree = Record<string, Uint8Array>;

const PROSE =
  "The ferry leaves at nine, and whoever waits on the quay learns how a timetable fails. “Why?” asks a child; nobody answers.";
const MORE =
  "A second ferry would cost more than the bridge that 3.5 million people didn’t want – so there is none.";
const MATTER = `---\ntitle: "The quay"\ndate: 2021-03-04\nauthor: Ida Berg\ntags: [ferries, 'the sea']\n---\n`;
const MARKDOWN = `# The quay\n\n${PROSE} It has **bold**, \`code\` and a [link](https://example.org/a_(b)).\n\n## On land\n\n- one &amp; two\n- [x] three\n\n> ${MORE}\n\n| a | b |\n|---|---|\n| c | d |\n\n\`\`\`js\nlet a = 1;\n\`\`\`\n\n<p>${MORE}</p>[^1]\n\n[^1]: A note.\n`;
const HTML = `<h1>The quay</h1><p>${PROSE}</p><h2>On land</h2><ul><li>one &amp; two<li>three</ul><blockquote>${MORE}</blockquote><!-- c --><pre>x</pre><p>${MORE}`;
const json = (value: unknown): string => JSON.stringify(value, null, 1);

/** By the name of the reader, or of what holds files: what it reads. */
const TREES: Readonly<Record<string, Record<string, string | Uint8Array>>> = {
  markdown: { "a.md": `${MATTER}\n${MARKDOWN}`, "b.mdx": `import X from "x"\n\n<X a={1}/>\n\n${MARKDOWN}` },
  notion: {
    "Quay 0123456789abcdef0123456789abcdef.md": `# Quay\n\nCreated: March 4, 2021\nTags: a, b\n\n${MARKDOWN}`,
  },
  html: {
    "a.html": `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The quay</title><meta property="article:published_time" content="2021-03-04"></head><body><nav>x</nav><article>${HTML}</article></body></html>`,
  },
  csv: {
    "a.csv": `title,date,url,tags,text\r\nThe quay,2021-03-04,https://example.org/a,"a, b","${PROSE} ""So,"" she said.\r\n${MORE}"\r\nLand,04/05/2021,,,"${MORE}"\r\n`,
  },
  jsonl: {
    "a.jsonl": [
      { title: "The quay", date: "2021-03-04", text: `${PROSE}\n\n${MORE}`, tags: ["a"] },
      { title: "Land", html: HTML },
    ]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(""),
  },
  json: {
    "a.json": json([
      { title: "The quay", date: 1614816000, body: MARKDOWN, tags: "a, b", author: { name: "Ida" } },
    ]),
  },
  wordpress: {
    "a.xml": `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><title>The quay</title><link>https://example.org/a</link><dc:creator>Ida</dc:creator><content:encoded><![CDATA[<!-- wp:paragraph -->${HTML}[caption]x[/caption]]]></content:encoded><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date>2021-03-04 10:00:00</wp:post_date><category domain="post_tag">a</category></item></channel></rss>`,
  },
  feed: {
    "a.xml": `<?xml version="1.0"?><rss version="2.0"><channel><title>F</title><item><title>The quay &amp; land</title><pubDate>Thu, 04 Mar 2021 08:00:00 +0000</pubDate><description><![CDATA[${HTML}]]></description></item></channel></rss>`,
    "b.atom": `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><entry><title type="html">Land</title><updated>2021-03-04T08:00:00Z</updated><link href="b"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>${MORE}</p></div></content></entry></feed>`,
  },
  ghost: {
    "a.json": json({
      db: [
        {
          data: {
            posts: [
              { id: 1, title: "The quay", html: HTML, status: "published", published_at: "2021-03-04" },
              {
                id: 2,
                title: "Land",
                mobiledoc: json({
                  version: "0.3",
                  cards: [],
                  markups: [],
                  sections: [[1, "p", [[0, [], 0, MORE]]]],
                }),
                status: "published",
              },
            ],
            tags: [{ id: 1, name: "a" }],
            posts_tags: [{ post_id: 1, tag_id: 1 }],
          },
        },
      ],
    }),
  },
  notebook: {
    "a.ipynb": json({
      ...{ nbformat: 4, nbformat_minor: 5, metadata: {} },
      cells: [
        { cell_type: "markdown", source: [`# The quay\n`, `\n`, `${PROSE}\n`] },
        { cell_type: "code", source: "1", outputs: [] },
        { cell_type: "markdown", source: MORE },
      ],
    }),
  },
  transcript: {
    "a.srt": `1\n00:00:01,000 --> 00:00:04,000\nANNA: ${PROSE}\n\n2\n00:00:05,000 --> 00:00:09,000\n<i>${MORE}</i>\n`,
    "b.vtt": `WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ida>${PROSE}</v>\n\nNOTE x\n\n00:05.000 --> 00:09.000 align:start\n${MORE}\n`,
  },
  org: {
    "a.org": `#+TITLE: The quay\n#+DATE: <2021-03-04 Thu>\n\n* Quay :a:b:\n:PROPERTIES:\n:ID: 1\n:END:\n${PROSE} [[https://example.org][link]] /it/\n#+BEGIN_SRC js\nx\n#+END_SRC\n** Land\n- ${MORE}\n`,
  },
  rst: {
    "a.rst": `The quay\n========\n\n:date: 2021-03-04\n\n${PROSE} *it* :ref:\`a <b>\` [1]_\n\nLand\n----\n\n.. note:: x\n   y\n\n${MORE}::\n\n   code\n\n.. [1] A note.\n`,
  },
  word: { "a.docx": minimalDocx("The quay", `${PROSE} ${MORE}`) },
  email: {
    "a.eml": `From: Ida <ida@example.org>\nSubject: =?utf-8?Q?The_quay=21?=\nDate: Thu, 4 Mar 2021 08:00:00 +0000\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${PROSE.slice(0, 60)}=\n${PROSE.slice(60)}\n--b\nContent-Type: text/html\n\n${HTML}\n--b--\n`,
    "b.mbox": `From a@b Thu Mar  4 08:00:00 2021\nSubject: Land\n\n${MORE}\n> ${PROSE}\n\nFrom a@b Thu Mar  4 08:00:00 2021\nSubject: Sea\n\n${PROSE}\n`,
  },
  asciidoc: {
    "a.adoc": `= The quay\nIda Berg\n:date: 2021-03-04\n\n${PROSE} *bold* https://example.org[link]\n\n== Land\n\n* ${MORE}\n\n----\ncode\n----\n\ninclude::/etc/passwd[]\n`,
  },
  pdf: { "a.pdf": minimalPdf(PROSE.replaceAll(/[^ -~]/g, "")) },
  substack: {
    "posts.csv": `post_id,post_date,is_published,title,subtitle\n101.quay,2021-03-04T08:00:00.000Z,true,The quay,Sub\n102.land,,false,Land,\n`,
    "posts/101.quay.html": HTML,
    "posts/102.land.html": `<p>${MORE}</p>`,
  },
  medium: {
    "posts/2021-03-04_The-quay-0123456789ab.html": `<!doctype html><html><head><title>The quay</title></head><body><article class="h-entry"><header><h1 class="p-name">The quay</h1></header><section data-field="body" class="e-content"><div class="section-content"><h3 class="graf graf--h3">The quay</h3><p class="graf graf--p">${PROSE}</p><p class="graf graf--p">${MORE}</p></div></section><footer><time class="dt-published" datetime="2021-03-04T08:00:00.000Z"></time></footer></article></body></html>`,
  },
  "index-table": {
    "index.csv": `slug,title,date,tags\na,The quay,2021-03-04,"x, y"\nb,Land,2021-03-05,\n`,
    "a.html": HTML,
    "b.md": MARKDOWN,
  },
  zip: {
    "a.zip": buildZip([
      { name: "posts/a.md", content: `${MATTER}\n${MARKDOWN}` },
      { name: "posts/b.html", content: HTML, method: 0 },
      { name: "c.csv", content: `title,text\nLand,"${MORE}"\n` },
    ]),
  },
};

/** The names under which there is something to fuzz. */
export const FUZZED: readonly string[] = Object.keys(TREES);

/** The right files of a name. */
export function rightFiles(name: string): Tree {
  const tree = TREES[name];
  if (tree === undefined) throw new Error(`Expected one of ${FUZZED.join(", ")}, got "${name}".`);
  const bytes = (content: string | Uint8Array): Uint8Array =>
    typeof content === "string" ? new TextEncoder().encode(content) : content;
  return Object.fromEntries(Object.entries(tree).map(([path, content]) => [path, bytes(content)]));
}
