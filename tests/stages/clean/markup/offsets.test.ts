import { describe, expect, it } from "vitest";
import type { Random } from "../../../../src/shapes/random.js";
import { createRandom } from "../../../../src/math/random.js";
import type { MarkupDocument } from "../../../../src/stages/clean/markup/block-builder.js";
import { readHtml } from "../../../../src/stages/clean/markup/html.js";
import { readMarkdown } from "../../../../src/stages/clean/markup/markdown.js";
import { readText } from "../../../../src/stages/clean/markup/text.js";

/** What the entities in the fixtures stand for. */
const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&nbsp;": " ",
  "&#233;": "é",
  "&#x1F600;": "😀",
  "&hellip;": "…",
  "&copy": "©",
  "&NotEqualTilde;": "\u2242\u0338",
};

/** True where `char` is what stands at `at`, up to folding: white space, entities, breaks, NFC, replaced characters. */
function standsAt(source: string, at: number, char: string): boolean {
  const there = source.charAt(at);
  if (there === char) return true;
  if (char === " ") return /[\s<&]/.test(there);
  if (char === "\uFFFD") return there === "\0" || /[\uD800-\uDFFF]/.test(there);
  if (there === "&") {
    return Object.entries(ENTITIES).some(
      ([name, text]) => source.startsWith(name, at) && text.normalize().includes(char),
    );
  }
  return source
    .slice(at, at + 3)
    .normalize("NFC")
    .startsWith(char);
}

function expectExactOffsets(source: string, { blocks }: MarkupDocument): void {
  for (const { text } of blocks) {
    expect(text.starts.length).toBe(text.text.length);
    let previous = -1;
    for (let i = 0; i < text.text.length; i++) {
      const at = text.starts[i] ?? -1;
      if (at < previous || !standsAt(source, at, text.text.charAt(i))) {
        expect.unreachable(
          `unit ${i} of ${JSON.stringify(text.text)} points to ${at} (after ${previous}) in ${JSON.stringify(source)}`,
        );
      }
      expect(text.ends[i]).toBeGreaterThan(at);
      previous = at;
    }
  }
}

const WORDS = [
  "one",
  "two",
  "Straße",
  "cafe\u0301",
  "字字",
  "😀",
  "R&D",
  "a_b",
  "5%",
  "don’t",
  "\uD83D",
  "x*y",
];
const INLINE = [
  "&amp;", "&lt;", "&nbsp;", "&#233;", "&#x1F600;", "&hellip;", "&NotEqualTilde;", "&unknown;", "AT&T",
  "**bold**", "_em_", "`co*de`", "<b>tag</b>", "<br>", "<sup>3</sup>", "[link](https://x.example/a_b)", "![alt](a.png)",
  "https://x.example/?q=1", "{{ '/x' | url }}", "{% image 'a' %}", "\\*", "\\_\\_\\_", "\\[", "[", "](", "**", "_", "[^1]",
  "www.x.example", "me@x.example", "<span hidden>no</span>", "<!-- c -->", "~~s~~", "\u200B", "  ", "\t",
]; // prettier-ignore
const BREAKS = ["\n", "  \n", "\r\n", "\n\n", "\n\n- ", "\n\n> ", "\n> ", "\n\n1. ", "\n   ", "\n\n## ", "\n\n<div>\n", "\n</div>\n\n", "\n7.  ", "\n\n> - ", "\n\n    ", "\n\n| a | b |\n|---|---|\n| ", " | ", "\n\n<table><tr><td>", "</td></tr></table>\n\n", "\n\n<blockquote>\n  "]; // prettier-ignore

function pick(random: Random, list: readonly string[]): string {
  return list[random.int(list.length)] ?? "";
}

function nastySource(random: Random): string {
  const parts: string[] = [];
  const length = 4 + random.int(40);
  for (let i = 0; i < length; i++) {
    const kind = random.int(10);
    parts.push(kind < 5 ? pick(random, WORDS) : kind < 8 ? pick(random, INLINE) : pick(random, BREAKS));
    if (random.int(4) > 0) parts.push(" ");
  }
  return parts.join("");
}

describe("offsets", () => {
  it.each([
    ["markdown", readMarkdown],
    ["html", readHtml],
    ["text", readText],
  ] as const)("of %s point to the very characters, whatever the source", (name, read) => {
    const random = createRandom(11).fork(name);
    const frontMatter = "---\ntitle: x\n---\n";
    for (let round = 0; round < 300; round++) {
      const source = frontMatter + nastySource(random);
      expectExactOffsets(source, read(source, frontMatter.length, "x"));
    }
  });

  it("survive a byte order mark, Windows line ends and tabs", () => {
    const source =
      "\uFEFF# Title\r\n\r\nFirst\r\nline &amp; more.\r\n\r\n>\tquoted\r\n>\tlines\r\n\r\n-\titem\r\n\tgoes on\r\n";
    const document = readMarkdown(source, 0, "Title");
    expect(document.blocks.map((block) => block.text.text)).toEqual([
      "First line & more.",
      "quoted lines",
      "item goes on",
    ]);
    expectExactOffsets(source, document);
  });

  it("end behind an entity", () => {
    const source = "Wait&hellip;";
    const block = readMarkdown(source, 0, "").blocks[0];
    expect(block?.text.text).toBe("Wait…");
    expect(block?.text.ends.at(-1)).toBe(source.length);
  });

  it("take no text of Markdown for an entity that has no semicolon", () => {
    const source = "AT&amp On land, &copyright and &lt here";
    const [block] = readMarkdown(source, 0, "").blocks;
    expect(block?.text.text).toBe(source);
    expect([...(block?.text.starts ?? [])]).toEqual(Array.from({ length: source.length }, (_, i) => i));
  });

  it("of raw HTML in a quotation skip the marks of the quotation", () => {
    const source = "> <div>\n>   one &amp;\n> two\n> </div>\n";
    const document = readMarkdown(source, 0, "");
    expect(document.blocks[0]?.text.text).toBe("one & two");
    expect([...(document.blocks[0]?.text.starts ?? [])].map((at) => source.charAt(at)).join("")).toBe(
      "one &\ntwo",
    );
  });
});
