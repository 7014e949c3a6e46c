import type { Root } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { isShallowHtml, reopensFew } from "../../../text/html-depth.js";
import { MarkupError } from "./block-builder.js";

/** Deeper trees are not read: parsers recurse, and no page that people read is nested so deep. */
const MAX_HTML_DEPTH = 1000;
export const fragmentParser = unified().use(rehypeParse, { fragment: true });
const pageParser = unified().use(rehypeParse);

/** @throws MarkupError where the page is too deep to be parsed */
export function parseMarkup(html: string, kind: "page" | "fragment"): Root {
  if (!isShallowHtml(html, MAX_HTML_DEPTH)) {
    throw new MarkupError(`HTML nested deeper than ${MAX_HTML_DEPTH} levels`);
  }
  if (!reopensFew(html)) throw new MarkupError("HTML with very many elements of style that are never closed");
  try {
    return kind === "page" ? pageParser.parse(html) : fragmentParser.parse(html);
  } catch (error) {
    if (error instanceof RangeError)
      throw new MarkupError("HTML nested too deeply to be read", { cause: error });
    throw error;
  }
}
