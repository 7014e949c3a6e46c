import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../../../src/math/random.js";
import { markdownTree } from "../../../../src/stages/clean/markup/markdown-tree.js";

/** The whole of GFM, whatever the document holds. */
const whole = unified().use(remarkParse).use(remarkGfm, { singleTilde: false });

const DOCUMENTS: readonly string[] = [
  "Write to jane.doe@example.org, or _jane_@example.org, or <jane@example.org>.",
  "a@b.c at the start, and -dash@x.org, (in@brackets.org), 1@2.three",
  "See http://example.org/a_b_c and HTTPS://EXAMPLE.ORG, or www.example.org/x_y_.",
  "Heroes write words, and http is no address; www neither.",
  "a | b\n--|--\n1 | 2",
  "a\n:-\nb",
  "a\n-:\nb",
  "> | a | b |\n> | - | - |\n> | 1 | 2 |",
  "- | a | b |\n  | :-- | --: |\n  | 1 | 2 |",
  "a\n- | -\nb",
  "Heading\n---\n\nText\n===",
  "- [x] done\n- [ ] to do\n- [X] done too\n- [\t] tab\n- [y] not one",
  "A note[^1] and ![^1].\n\n[^1]: The note.\n    It goes on.",
  "~~gone~~ and ~kept~ and *~~both~~* and ~~~\nnothing\n~~~",
  "a~*b*~c *a*~ *~a*",
  "&commat; jane&#64;example.org ht&#116;p://example.org",
  "jane\\@example.org http\\://example.org www\\.example.org",
];

/** Pieces that mean something to some construct, alone or behind one another. */
const PIECES: readonly string[] = [
  ..."a|b |@|x@y.zz|_|*|**|~~|`|[|]|(|)|](c)|![|[^a]|[^a]: n|[x] |- |1. |> |\t|http://a.b|www.a.b|&amp;|&#64;|\\|<b>|<|# |-|:-".split(
    "|",
  ),
  ...["|", "|-|", "| a | b |\n|---|:-:|\n", "\n", "\n\n", "\r\n", "    ", "===", "---", "[a]: c\n", "```\n"],
];

describe("markdownTree", () => {
  it.each(DOCUMENTS)("finds all of GFM in %j", (source) => {
    expect(markdownTree(source)).toEqual(whole.parse(source));
  });

  it("finds the same as the whole parser in documents of any pieces", () => {
    const random = createRandom(1);
    const pick = (): string => PIECES[random.int(PIECES.length)] ?? "";
    for (let i = 0; i < 300; i++) {
      const source = Array.from({ length: 1 + random.int(20) }, pick).join("");
      expect(JSON.stringify(markdownTree(source)), JSON.stringify(source)).toBe(
        JSON.stringify(whole.parse(source)),
      );
    }
  });
});
