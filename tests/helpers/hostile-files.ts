import { minimalDocx, minimalPdf } from "./documents.js";

/** Files by their paths. */
type Tree = Record<string, string | Uint8Array>;

/** What is read as one, as long as asked for: `size` counts characters, roughly. */
export type HostileFiles = (size: number) => Tree;

const PROSE = "The ferry leaves at nine, and whoever waits on the quay learns how a timetable fails.";

const times = (part: string, size: number): string => part.repeat(Math.ceil(size / part.length));

/** `before`, then `part` again and again, then `after`. */
const file =
  (path: string, before: string, part: string, after = ""): HostileFiles =>
  (size) => ({ [path]: before + times(part, size) + after });

const article = (part: string): HostileFiles =>
  file("a.md", `# Quay\n\n${PROSE}\n\n`, part, ` x.\n\n${PROSE}\n`);
/** A part that is as long as asked for in lines of so many blanks. */
const lines = (before: string, blanks: number, after: string): string =>
  `${before}${" ".repeat(blanks)}${after}\n\n`;
const rss = (part: string): HostileFiles => file("a.xml", "<rss><channel>", part);
const wxr = (part: string): HostileFiles =>
  file("a.xml", '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>', part, "</channel></rss>");
const json = (path: string, before: string, part: string, after: string): HostileFiles =>
  file(path, before, JSON.stringify(part).slice(1, -1), after);

/** By reader, or by the step of cleaning: what costs a careless pattern the square of its length, or more. */
export const hostileFiles: Readonly<Record<string, HostileFiles>> = {
  "org: blanks in a headline": file("a.org", `* ${PROSE}`, " ", `x\n\n${PROSE}\n`),
  "org: tags of a headline": file("a.org", `* ${PROSE} `, ":a", `-\n\n${PROSE}\n`),
  "org: brackets": file("a.org", "* Quay\n", "[["),
  "org: the name of a block": file("a.org", "#+BEGIN_", "a", `\n${PROSE}\n`),
  "rst: blanks behind colons": file("a.rst", `Quay\n====\n\n${PROSE}::`, " ", "x\n"),
  "rst: blanks before a note": file("a.rst", `Quay\n====\n\n${PROSE}`, " ", "[1]\n"),
  "rst: roles": file("a.rst", "Quay\n====\n\n", ":a:`b "),
  "rst: colons of a directive": file("a.rst", "Quay\n====\n\n.. a", ":", "x\n"),
  "rst: blanks of a directive": file("a.rst", "Quay\n====\n\n.. a::", " ", "\u2028x\n"),
  "feed: items that are cut": rss("<item "),
  "feed: elements left open": rss("<item><b>"),
  "feed: sections left open": rss("<item><title><![CDATA["),
  "feed: broken items behind a long head": (size) => ({
    "a.xml": `<rss><channel>${times("<a>b</a>", size)}${times("<item></b>", size)}`,
  }),
  "feed: line ends": rss("<item><b>\n"),
  "feed: an author's address": file(
    "a.xml",
    "<rss><channel><item><author>",
    "@",
    " (</author></item></channel></rss>",
  ),
  "wordpress: the type of an item": wxr(`<item><wp:post_type>${"news".repeat(200)}\n</wp:post_type></item>`),
  "wordpress: items left open": wxr("<item><title>a"),
  "csv: marks left open": file("a.csv", "title,text\n", '"y\n'),
  "csv: marks in pairs left open": file("a.csv", "title,text\n", '"a""\n'),
  "csv: marks inside fields": file("a.csv", "title,text\n", '"x,"y\n'),
  "csv: marks and old line ends": file("a.csv", "title,text\r", '"a"b\r'),
  "csv: a day in blanks": file("a.csv", 'title,text,date\nA,"a text",', " ", "x\n"),
  "jsonl: lines left open": file("a.jsonl", "", '{"title":"a\n'),
  "json: brackets": file("a.json", "", "["),
  "json: a text of tags": json("a.json", '[{"title":"A","text":"', "<a ", '"}]'),
  "json feed: an address": json(
    "a.json",
    '{"version":"https://jsonfeed.org/version/1","items":[{"content_text":"',
    "!",
    '"}]}',
  ),
  "ghost: a text of tags": json(
    "a.json",
    '{"db":[{"data":{"posts":[{"title":"A","html":"',
    "<p><b>",
    '"}]}}]}',
  ),
  "notebook: signs": json("a.ipynb", '{"cells":[{"cell_type":"markdown","source":"', "https://a.b/!", '"}]}'),
  "transcript: blank lines of a caption": file(
    "a.srt",
    "1\n00:00:01,000 --> 00:00:02,000\nA",
    "\u2028",
    "x\n",
  ),
  "email: a line of a mailbox": file(
    "a.mbox",
    "From a@b Wed Jul 8 2015\nSubject: A\n\nText\n\nFrom ",
    "a",
    "\n",
  ),
  "email: quoted lines": file("a.eml", "Subject: A\n\n", "> \n"),
  "email: line ends": file("a.eml", "Subject: A\n\nText", "\n", "Text\n"),
  "asciidoc: blanks of an attribute": file("a.adoc", "= Quay\n:a:", " ", `\u2028x\n\n${PROSE}\n`),
  "word: a long paragraph": (size) => ({ "a.docx": minimalDocx("Quay", times("a b ", size)) }),
  "pdf: a long line": (size) => ({ "a.pdf": minimalPdf(times("a b ", size)) }),
  "html: scripts left open": file("a.html", `<h1>Quay</h1><p>${PROSE}</p>`, "<script>"),
  "html: comments in plain text": file("a.html", "<xmp>", "<!--", ">"),
  "html: tags in plain text": file("a.html", "<plaintext>", "<a "),
  "html: a style of blanks": file("a.html", `<p style="`, "; ", `">${PROSE}</p>`),
  "notion: properties": file("Quay 0123456789abcdef0123456789abcdef.md", "# Quay\n\n", "A: \n"),
  "substack: rows of an index": (size) => ({
    "posts.csv": `post_id,title\n${times('"1.a,"b\n', size)}`,
    "posts/1.a.html": `<p>${PROSE}</p>`,
  }),
  "medium: classes": (size) => ({
    "posts/a.html": `<article class="h-entry"><h1 class="p-name"></h1><p class="graf--p">${times("<i class='", size)}</p></article>`,
  }),
  "index-table: an address of a row": (size) => ({
    "index.csv": `slug,title\n${times("/", size)}x,A\nb,B\n`,
    "b.html": `<p>${PROSE}</p>`,
  }),
  "markdown: front matter that opens with blanks": file("a.md", "---", " ", `x\n\n${PROSE}\n`),
  "markdown: a broken line of front matter": (size) => ({
    "a.md": `---\na${times(" ", Math.min(size, 30_000))}b: [\n---\n\n${PROSE}\n`,
  }),
  "markdown: blanks of headings": article(lines("# ", 990, "\u2028x")),
  "markdown: signs behind addresses": article(`https://a.b/${"!".repeat(1900)}x `),
  "markdown: an address of signs": file("a.md", `${PROSE}\n\nhttps://a.b/`, "!", "x\n"),
  "markdown: scripts left open": article("<script>"),
  "markdown: a name of signs": (size) => ({ [`license${".".repeat(Math.min(200, size))}x.md`]: PROSE }),
  "cleaning: attributes of a shortcode": article(lines(`[abc ${"a=&quot;x&quot; ".repeat(200)}`, 0, "!] b")),
  "cleaning: blanks of a shortcode": article(lines("[youtube ", 3900, '"]')),
  "cleaning: the link behind a shortcode": article(lines(`[abc](${"{{{}}".repeat(70)}`, 0, "(")),
  "cleaning: tags at a line's end": article("#a "),
  "cleaning: a titled note": article(lines("!!! note", 990, ".")),
  "cleaning: a long titled note": file("a.md", `${PROSE}\n\n!!! note`, " ", ".\n"),
  "cleaning: blanks of a division": file("a.md", `${PROSE}\n\n:::{}`, " ", ".\n"),
  "cleaning: attributes in braces": article("{.a} "),
  "cleaning: attributes behind brackets": article("(){a=1}"),
  "cleaning: formulas": article(`$$\\\\${"a".repeat(3900)}$$ `),
  "cleaning: apostrophes in code": file("a.md", `${PROSE}\n\n    `, "'’", "\n"),
  "cleaning: parts of ideographs": file("a.txt", "", "⺀"),
  "chunking: one sentence": file("a.txt", "", "word "),
  "chunking: sentences of one letter": file("a.txt", "", "A. "),
};
