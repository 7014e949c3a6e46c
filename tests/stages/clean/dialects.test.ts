import { describe, expect, it } from "vitest";
import { readHtml } from "../../../src/stages/clean/markup/html.js";
import { readMarkdown } from "../../../src/stages/clean/markup/markdown.js";

/** The texts of a document's blocks; each stands in the source from its offsets on. */
function texts(source: string, path = "post.md"): string[] {
  const { blocks } = readMarkdown(source, 0, "Title", path);
  for (const { text } of blocks) {
    const [first = 0] = text.starts;
    expect(source.slice(first).trimStart().charAt(0)).not.toBe("");
  }
  return blocks.map(({ text }) => text.text);
}

const shown = (source: string, path?: string): string => texts(source, path).join(" | ");

describe("shortcodes of WordPress", () => {
  it.each([
    ["[vc_row][vc_column_text]The quay is empty.[/vc_column_text][/vc_row]", "The quay is empty."],
    ['[et_pb_section fb_built="1"]The quay is empty.[/et_pb_section]', "The quay is empty."],
    ["[dropcap]T[/dropcap]he quay is empty.", "The quay is empty."],
    ["[code]let boat = 1;[/code]\n\nThe quay is empty.", "The quay is empty."],
    ["[newsletter]\n\nThe quay is empty.", "The quay is empty."],
  ])("leave %j", (source, expected) => {
    expect(shown(source)).toBe(expected);
  });

  it.each([
    ['He said it was "bound [sic] to fail".', 'He said it was "bound [sic] to fail".'],
    ["She took [the long way](https://example.org) home.", "She took the long way home."],
    ["Ask [the notice][7] first.\n\n[7]: https://example.org", "Ask the notice first."],
    ["See [/Developer Program][6].\n\n[6]: https://example.org", "See /Developer Program."],
    [
      "A tool like [urlsize][10] and\n[rdbms][11]\n\n[10]: https://a.example\n[11]: https://b.example",
      "A tool like urlsize and rdbms",
    ],
    ['"so \\[I\\] can create", in \\[a\\] world', '"so [I] can create", in [a] world'],
    ['Learn\n[more]({{ "/join/" | url }}).', "Learn more."],
  ])("are none: %j", (source, expected) => {
    expect(shown(source)).toBe(expected);
  });
});

describe("notes of Obsidian and Bear", () => {
  it.each([
    ["See [[The notice|what it says]] and [[The quay#Morning]].", "See what it says and The quay."],
    ["![[boat.png]]\n\nThe quay is empty.", "The quay is empty."],
    ["The quay %%my own worry, not for you%% is empty.", "The quay is empty."],
    ["%%\nA secret\nof two lines\n%%\n\nThe quay is empty.", "The quay is empty."],
    ["mood:: grey\n\nThe quay is empty. ^b1", "The quay is empty."],
    ["The quay is ==quite empty==.", "The quay is quite empty."],
    ["> [!note]- Mind the gap\n> It is wide.", "Mind the gap | It is wide."],
    ["> [!NOTE]\n> It is wide.", "It is wide."],
  ])("read %j", (source, expected) => {
    expect(shown(source)).toBe(expected);
  });

  it.each([
    "It costs ~$50–~$60 a day.",
    "LatinR and [Posit::Conf](https://example.org) meet.",
    "Use std::vector, not a list.",
  ])("leave what only looks like them: %j", (source) => {
    expect(shown(source)).toBe(source.replace("[Posit::Conf](https://example.org)", "Posit::Conf"));
  });
});

describe("MDX", () => {
  it("leaves out imports, exports and components over several lines, and keeps the prose in them", () => {
    const source = [
      "import {",
      "  Chart,",
      '} from "../chart";',
      "",
      "export const meta = {",
      '  author: { name: "Ada" },',
      "};",
      "",
      '<Tabs values={[{ label: "One", value: { deep: [1] } }]}>',
      "",
      "The quay is empty.",
      "",
      "</Tabs>",
      "",
      "<Chart data={rows.map((row) => row.value > 2)} />",
      "",
      "{list.map((item) => <li>{item}</li>)}",
      "",
      "The boat is late.",
    ].join("\n");
    expect(shown(source, "post.mdx")).toBe("The quay is empty. | The boat is late.");
  });
});

describe("marks of editors and converters", () => {
  it.each([
    ["The {--old --}{++new ++}quay {~~is~>was~~} empty{>>why?<<}.", "The new quay was empty."],
    ["The [quay]{.underline} is empty.", "The quay is empty."],
    ["::: {.note}\nThe quay is empty.\n:::", "The quay is empty."],
    ["A ![quay](q.png){alt='a quay'} and a [link](/a_(b)){.x} with `code`{.r}.", "A and a link with code."],
    ["{: .lead}\nThe quay is empty.\n{: #end}", "The quay is empty."],
    ["The *quay*{: .big} is empty.", "The quay is empty."],
    ["The quay is empty. {.small}\n\nThe boat is late.", "The quay is empty. | The boat is late."],
    ["- {: .first} The quay is empty.", "The quay is empty."],
    ["| The quay\n| is empty.", "The quay is empty."],
    ["The quay is empty [@doe99, p. 7].", "The quay is empty."],
    ["The quay ^[on most days] is empty.", "The quay is empty."],
    ["The sum $\\sum_i x_i^2$ is known; $5 and $10 are prices.", "The sum is known; $5 and $10 are prices."],
    ["$$\nE = mc^2\n$$\n\nThe quay is empty.", "The quay is empty."],
  ])("leave %j", (source, expected) => {
    expect(shown(source).replace(/\s+/g, " ")).toBe(expected);
  });

  it.each([
    "Put {alt='a quay'} or {.wide} or {: .wide} behind a picture.",
    "Text in brackets (like this){alt='a quay'} has no attributes.",
    "A function f(x){.y} is no link.",
  ])("keep what an author tells of them: %s", (source) => {
    expect(shown(source)).toBe(source);
  });

  it.each(["# Quay {#quay .a}", "## Quay {: .a} ##", "Quay {#quay}\n===="])(
    "of a heading go: %j",
    (heading) => {
      const { blocks } = readMarkdown(`${heading}\n\nThe quay is empty.`, 0, "Title");
      expect(blocks[0]?.headingPath).toEqual(["Quay"]);
    },
  );
});

describe("HTML of offices and browsers", () => {
  const page = (body: string): string => `<html><head><title>T</title></head><body>${body}</body></html>`;
  const inHtml = (source: string): string =>
    readHtml(source, 0, "Title")
      .blocks.map(({ text }) => text.text)
      .join(" | ");

  it("leaves out what colleagues noted beside a document", () => {
    const body =
      '<p>The quay<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> is empty.</p><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>Is it? asks Bo.</p></div>';
    expect(inHtml(page(body))).toBe("The quay is empty.");
  });

  it("keeps the article of a page that marks none, and not what stands beside it", () => {
    const sentence =
      "The ferry leaves at nine, and whoever wants to learn how a timetable fails should stand on the quay and count.";
    const body = `<div class="cookie-banner">We use cookies to improve your visit. <button>Accept all</button></div><div class="menu"><a href="/">Home</a> <a href="/about">About</a></div><div class="post-content"><h1>On the quay</h1>${`<p>${sentence} ${sentence}</p>`.repeat(6)}</div><div class="comments"><h3>2 comments</h3><p>Bo: Great post, thank you for writing it!</p></div>`;
    const text = inHtml(page(body));
    expect(text).toContain(sentence);
    expect(text).not.toMatch(/cookies|About|Great post/);
  });
});
