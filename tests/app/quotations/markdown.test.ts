import { describe, expect, it } from "vitest";
import { quotationMarkdown } from "../../../src/app/quotations/markdown.js";
import { SMALL } from "../app-data.js";

describe("quotationMarkdown", () => {
  it("is a block quote with a link to the post on the web, its headings and its date", () => {
    expect(quotationMarkdown(SMALL, 1, "Say “no”.")).toBe(
      "> Say “no”.\n>\n> — [One](https://example.org/one) › Why › \\*Now\\*, 10 Jan 2024\n",
    );
  });

  it("names a post that is a file without a link that would lead nowhere", () => {
    expect(quotationMarkdown(SMALL, 2, "x")).toBe("> x\n>\n> — two, 1 Feb 2024\n");
    expect(quotationMarkdown(SMALL, 5, "x")).toBe("> x\n>\n> — posts/three.md\n");
  });

  it("keeps a text from becoming markup", () => {
    expect(quotationMarkdown(SMALL, 2, "# no\n> *heading* <b>")).toMatch(
      /^> \\# no &gt; \\\*heading\\\* &lt;b&gt;\n/,
    );
  });
});
