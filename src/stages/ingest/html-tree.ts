import type { Nodes, Root } from "hast";
import { toText } from "hast-util-to-text";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { isShallowHtml, reopensFew } from "../../text/html-depth.js";

/** Deeper pages are not parsed: tree builders recurse, and running out of stack can end the whole process. */
const MAX_DEPTH = 400;

const documentParser = unified().use(rehypeParse);
const fragmentParser = unified().use(rehypeParse, { fragment: true });

/** Parses a whole page or a fragment; undefined where its elements nest too deeply, or are left open and multiply. */
export function parseHtml(text: string, kind: "document" | "fragment"): Root | undefined {
  if (!isShallowHtml(text, MAX_DEPTH) || !reopensFew(text)) return undefined;
  return (kind === "document" ? documentParser : fragmentParser).parse(text);
}

/** The text of a tree, without scripts and styles. */
export function textOfHtml(tree: Nodes): string {
  return toText(tree);
}
