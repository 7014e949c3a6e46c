import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { describe, expect, it } from "vitest";
import { dangerouslyTrustedMarkup, escapeMarkup, html } from "../../src/render/html.js";
import { fromSubfolder, pathToHref, safeHref } from "../../src/text/links.js";
import { escapeMarkdown, markdownLink, markdownPage, markdownTable } from "../../src/render/markdown.js";
import { oneLine, plain, visiblePath } from "../../src/render/text.js";
import { HOSTILE } from "../helpers/sample-texts.js";

describe("plain", () => {
  it("drops control characters and direction overrides, and keeps everything that is text", () => {
    expect(plain("a\u0000b\u001b[31m\u202Ec\u2066d\u2028e\tf\ng")).toBe("ab[31mcd e\tf\ng");
    expect(plain("😀 naïve 日本語 \u200d")).toBe("😀 naïve 日本語 \u200d");
  });

  it("makes lone surrogates visible", () => {
    expect(plain("a\ud800b")).toBe("a\ufffdb");
  });

  it("folds to one line", () => {
    expect(oneLine("  a\r\n\n b\u2029c ")).toBe("a b c");
  });

  it("spells out what a file name hides", () => {
    expect(visiblePath("posts/\u202Etxt.exe\n\u001b")).toBe("posts/\\u202etxt.exe\\u000a\\u001b");
    expect(visiblePath("posts/naïve 日本.md")).toBe("posts/naïve 日本.md");
  });
});

describe("html", () => {
  it("escapes every value, in text and in attributes", () => {
    const hostile = `<b a="1" b='2'>&`;
    const escaped = "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;";
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
    expect(escapeMarkup(hostile)).toBe(escaped);
  });

  it("takes markup, numbers and lists as they are, and nothing for undefined", () => {
    const items = ["<", ">"].map((text) => html`<li>${text}</li>`);
    expect(html`${items}${0}${undefined}${html`<hr />`}`.text).toBe("<li>&lt;</li><li>&gt;</li>0<hr />");
  });

  it("takes unchecked markup only under a loud name", () => {
    expect(html`${dangerouslyTrustedMarkup("<i>")}`.text).toBe("<i>");
    expect(html`${"<i>"}`.text).toBe("&lt;i&gt;");
  });
});

describe("safeHref", () => {
  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    " javascript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
    "/etc/passwd",
    "\\\\evil\\x",
    "..\\x",
    "mailto:a@b.c",
    "http://",
    "",
    " ",
  ])("refuses %j", (href) => {
    expect(safeHref(href)).toBeUndefined();
  });

  it("takes http(s), normalised, and relative paths", () => {
    expect(safeHref('https://Example.org/a b?"<>')).toBe("https://example.org/a%20b?%22%3C%3E");
    expect(safeHref("HTTP://x.org")).toBe("http://x.org/");
    expect(safeHref("../posts/a%20b.md#part")).toBe("../posts/a%20b.md#part");
    expect(safeHref("#theme-1")).toBe("#theme-1");
  });
});

describe("paths as addresses", () => {
  it("encodes what an address can't hold", () => {
    expect(pathToHref("../a b/c#d?e%f:g.md")).toBe("../a%20b/c%23d%3Fe%25f%3Ag.md");
    expect(pathToHref("\ud800")).toBe("%EF%BF%BD");
  });

  it("looks the same from a subfolder", () => {
    expect([fromSubfolder("../a.md"), fromSubfolder("https://x.org/"), fromSubfolder("#a")]).toEqual([
      "../../a.md",
      "https://x.org/",
      "#a",
    ]);
  });
});

/** What a Markdown reader makes of a page: the kinds of nodes in it, and its text. */
function read(markdown: string): { kinds: Set<string>; text: string; links: string[] } {
  const kinds = new Set<string>();
  const links: string[] = [];
  let text = "";
  visit(unified().use(remarkParse).use(remarkGfm).parse(markdown), (node) => {
    kinds.add(node.type);
    if (node.type === "text") text += node.value;
    if (node.type === "link") links.push(node.url);
  });
  return { kinds, text, links };
}

const TRICKY = [
  ...Object.values(HOSTILE),
  "# heading",
  "C# and F#",
  "- item",
  "+ item",
  "1. item",
  "12) item",
  "> quote",
  "---",
  "===",
  "***",
  "~~~js",
  "```js",
  "| a | b |",
  "a `code` b",
  "*a* _b_ __c__ ~~d~~",
  "[a](b) ![c](d) [e]: f",
  "<b>bold</b> <!-- c --> &amp; &#60;",
  "a\\b \\* \\",
  "$x$ and $$y$$",
  "[^1] and [ ] [x]",
  "snake_case_name",
  "line one\n# line two",
];

describe("escapeMarkdown", () => {
  it.each(TRICKY)("reads %j as that very text", (text) => {
    const { kinds, text: shown } = read(escapeMarkdown(text));
    expect([...kinds].sort()).toEqual(["paragraph", "root", "text"]);
    expect(shown).toBe(oneLine(text));
  });

  it.each(TRICKY)("keeps %j inside one table cell", (text) => {
    const table = markdownTable(
      [{ title: "A" }, { title: "B", align: "right" }],
      [[escapeMarkdown(text), "end"]],
    );
    let cells: number[] = [];
    visit(unified().use(remarkParse).use(remarkGfm).parse(table), "tableRow", (row) => {
      cells = [...cells, row.children.length];
    });
    expect(cells).toEqual([2, 2]);
    expect(read(table).text).toBe(`AB${oneLine(text)}end`);
  });
});

describe("bare addresses", () => {
  const text = "See https://a.example/b_c, www.a.example and me@a.example, ftp://a.b or mailto:a@b.c.";

  it("show as they were written, and lead nowhere else", () => {
    const { text: shown, links } = read(escapeMarkdown(text));
    expect(shown).toBe(text);
    const seen = links.map((link) => link.replace(/^(mailto:|http:\/\/(?=www))/, ""));
    expect(seen.filter((link) => !text.includes(link))).toEqual([]);
  });

  it("hold no address that GitHub would link with the backslashes in it", () => {
    expect(escapeMarkdown(text)).not.toMatch(/https?:|www\./);
  });
});

describe("markdownLink", () => {
  it("links with an escaped label and an encoded address", () => {
    expect(markdownLink("A [b] | c", "../my posts/a(1).md")).toBe(
      "[A \\[b\\] \\| c](../my%20posts/a%281%29.md)",
    );
  });

  it.each(TRICKY)("labels a link with %j", (text) => {
    const { links, text: shown } = read(markdownLink(text, "https://example.org/?a=1&copy=(2)|`<>$"));
    expect(links).toEqual(["https://example.org/?a=1&copy=%282%29%7C%60%3C%3E%24"]);
    expect(shown).toBe(oneLine(text));
  });

  it("gives text where the address must not be a link", () => {
    expect(read(markdownLink("a", "javascript:alert(1)")).links).toEqual([]);
    expect(markdownLink("a", "javascript:alert(1)")).toBe("a");
  });
});

describe("markdownPage", () => {
  it("leaves out empty parts and ends with one line end", () => {
    expect(markdownPage(["a", "", "b"])).toBe("a\n\nb\n");
  });
});
