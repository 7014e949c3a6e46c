import type { Dropped } from "./block-builder.js";
import type { SourceText } from "./align.js";
import { cutDataUris } from "./data-uris.js";
import { admonitionEdits } from "./dialects/admonitions.js";
import { codeInHtml, codeInMarkdown, type Outside, outsideOf } from "./dialects/code-ranges.js";
import { criticEdits } from "./dialects/critic.js";
import { applyEdits, type Dialect } from "./dialects/edits.js";
import { formulaEdits } from "./dialects/formulas.js";
import { isMdx, mdxEdits } from "./dialects/mdx.js";
import { commentEdits, obsidianEdits } from "./dialects/obsidian.js";
import { pandocEdits } from "./dialects/pandoc.js";
import { shortcodeEdits } from "./dialects/shortcodes.js";

/** What of a document a parser reads: no part of a dialect that it does not know is left. */
export interface Prepared extends SourceText {
  dropped: Dropped[];
}

const MARKDOWN: readonly Dialect[] = [
  obsidianEdits,
  criticEdits,
  pandocEdits,
  admonitionEdits,
  formulaEdits,
  shortcodeEdits("markdown"),
];

function edited(
  text: string,
  outside: Outside,
  dialects: readonly Dialect[],
): { text: string; dropped: Dropped[] } {
  const found = dialects.map((dialect) => dialect(text, outside));
  return {
    text: applyEdits(
      text,
      found.flatMap(({ edits }) => edits),
    ),
    dropped: found.flatMap(({ dropped }) => dropped ?? []),
  };
}

/** The body of a Markdown document without comments, pictures that stand in it, and marks of dialects. */
export function prepareMarkdown(source: string, bodyStart: number, path: string): Prepared {
  const { text, toSource } = cutDataUris(source, bodyStart);
  // Comments first, by themselves: what an author hid from the reader must not be shown, whatever else stands in it.
  const shown = applyEdits(text, commentEdits(text, outsideOf(codeInMarkdown(text))));
  const dialects = isMdx(shown, path) ? [mdxEdits, ...MARKDOWN] : MARKDOWN;
  return { ...edited(shown, outsideOf(codeInMarkdown(shown)), dialects), toSource };
}

/** The body of an HTML document without pictures that stand in it, shortcodes and formulas. */
export function prepareHtml(source: string, bodyStart: number): Prepared {
  const { text, toSource } = cutDataUris(source, bodyStart);
  const outside = outsideOf(codeInHtml(text));
  return { ...edited(text, outside, [shortcodeEdits("html"), formulaEdits]), toSource };
}

/** A plain text without shortcodes. */
export function prepareText(source: string): { text: string; dropped: Dropped[] } {
  return edited(source, outsideOf([]), [shortcodeEdits("markdown")]);
}
