import type { Nodes, Root } from "hast";
import { toText } from "hast-util-to-text";
import rehypeParse from "rehype-parse";
import { unified } from "unified";

/** Deeper pages are not parsed: tree builders recurse, and running out of stack can end the whole process. */
const MAX_DEPTH = 400;

const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const VOID = names("area base br col embed hr img input link meta param source track wbr");
/** Elements that close themselves, so that an open one says nothing about depth. */
const SELF_CLOSED = names(
  "a body button colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr",
);

const documentParser = unified().use(rehypeParse);
const fragmentParser = unified().use(rehypeParse, { fragment: true });

/** Parses a whole page or a fragment; undefined where its elements nest too deeply. */
export function parseHtml(text: string, kind: "document" | "fragment"): Root | undefined {
  if (!isShallow(text)) return undefined;
  return (kind === "document" ? documentParser : fragmentParser).parse(text);
}

/** The text of a tree, without scripts and styles. */
export function textOfHtml(tree: Nodes): string {
  return toText(tree);
}

/** Counts the elements that are open at once. An end tag without its start tag closes nothing. */
function isShallow(text: string): boolean {
  const open = new Map<string, number>();
  let depth = 0;
  for (const [, slash, written] of text.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const name = (written ?? "").toLowerCase();
    if (VOID.has(name) || SELF_CLOSED.has(name)) continue;
    const count = open.get(name) ?? 0;
    if (slash === "/" && count === 0) continue;
    const step = slash === "/" ? -1 : 1;
    open.set(name, count + step);
    depth += step;
    if (depth > MAX_DEPTH) return false;
  }
  return true;
}
