/** The tree of a Markdown document, by a parser that looks only for what the document can hold. */
import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

type Syntax = ReturnType<typeof gfm>;
type Constructs = NonNullable<Syntax["text"]>;
type Construct = Extract<Constructs[number], { tokenize: unknown }>;

/** True where a construct may be tried at a character of the document. */
type Wanted = (construct: Construct, code: string) => boolean;

const GFM = gfm({ singleTilde: false });
const NODES = gfmFromMarkdown();

/** True where a line may be the second of a table: bars, colons and dashes, and not dashes alone. */
function mayHoldTable(source: string): boolean {
  for (const [line] of source.matchAll(/^[ \t>|:-]+$/gm)) {
    if (line.includes("-") && (line.includes("|") || line.includes(":"))) return true;
  }
  return false;
}

const mayHoldNote = (source: string): boolean => source.includes("[^");
const mayStrike = (source: string): boolean => source.includes("~");

/** Whether a document may hold a construct of GFM, by the construct's name. */
const MAY_HOLD: Readonly<Record<string, (source: string) => boolean>> = {
  protocolAutolink: (source) => /https?:\/\//i.test(source),
  wwwAutolink: (source) => /www\./i.test(source),
  table: mayHoldTable,
  tasklistCheck: (source) => /\[[\sXx]/.test(source),
  gfmFootnoteDefinition: mayHoldNote,
  gfmFootnoteCall: mayHoldNote,
  gfmPotentialFootnoteCall: mayHoldNote,
  strikethrough: mayStrike,
};

const IN_ADDRESS = /[-+.\w]/;

/** The characters, as codes, with which what stands in front of an `@` begins, each the first of its run. */
function addressStarts(source: string): Set<string> {
  const codes = new Set<string>();
  for (let at = source.indexOf("@"); at >= 0; at = source.indexOf("@", at + 1)) {
    let start = at;
    while (IN_ADDRESS.test(source.charAt(start - 1))) start--;
    if (start < at) codes.add(String(source.charCodeAt(start)));
  }
  return codes;
}

function wantedIn(source: string): Wanted {
  const tests = Object.entries(MAY_HOLD);
  const absent = new Set(tests.flatMap(([name, mayHold]) => (mayHold(source) ? [] : [name])));
  const starts = addressStarts(source);
  return ({ name = "" }, code) => (name === "emailAutolink" ? starts.has(code) : !absent.has(name));
}

function filtered(constructs: Constructs | undefined, isWanted: Wanted): Constructs {
  const entries = Object.entries(constructs ?? {}).map(([code, found]) => {
    const list = [found ?? []].flat().filter((construct) => isWanted(construct, code));
    return [code, list] as const;
  });
  return Object.fromEntries(entries.filter(([, list]) => list.length > 0));
}

/**
 * The parser stops at every character with which a construct may begin, and tries it; e-mail addresses may begin with any
 * letter, so that it would read every word twice. What a document can't hold is left out.
 */
function syntaxFor(source: string): Syntax {
  const isWanted = wantedIn(source);
  const { insideSpan, attentionMarkers, document, flow, text } = GFM;
  return {
    document: filtered(document, isWanted),
    flow: filtered(flow, isWanted),
    text: filtered(text, isWanted),
    ...(mayStrike(source) && { insideSpan, attentionMarkers }),
  };
}

/**
 * Parses CommonMark and GFM (strikethrough with two tildes only).
 *
 * @throws RangeError where it is nested too deeply for the stack.
 */
export function markdownTree(source: string): Root {
  return fromMarkdown(source, { extensions: [syntaxFor(source)], mdastExtensions: [NODES] });
}
