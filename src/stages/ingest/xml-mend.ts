/** Gives an element the name by which readers know it, whatever prefix its namespace has in this document. */
export type Names = (name: string) => string;

export interface Mended {
  text: string;
  names: Names;
  /** How many characters were left out. */
  mended: number;
  /** Blank lines before the prolog, left out as well. */
  blankLines: number;
}

/** The prefixes by which readers know the namespaces of feeds and exports; Atom has none in a document of its own. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/purl\.org\/rss\/1\.0\/modules\/content\/?$/, "content:"],
  [/^https?:\/\/purl\.org\/dc\/(?:elements\/1\.1|terms)\/?$/, "dc:"],
  [/^https?:\/\/www\.itunes\.com\/dtds\/podcast-1\.0\.dtd$/i, "itunes:"],
  [/^https?:\/\/search\.yahoo\.com\/mrss\/?$/, "media:"],
  [/^https?:\/\/wordpress\.org\/export\/[\d.]+\/excerpt\/?$/, "excerpt:"],
  [/^https?:\/\/wordpress\.org\/export\/[\d.]+\/?$/, "wp:"],
  [/^https?:\/\/www\.w3\.org\/2005\/Atom\/?$/, "atom:"],
];

/** Namespaces are declared at the top. */
const HEAD = 16 * 1024;
const DECLARATION = /\sxmlns:([\w.-]+)\s*=\s*["']([^"']{1,200})["']/g;
/** What XML 1.0 forbids, but for lone surrogates; also written as a reference. */

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const FORBIDDEN_REFERENCE = /&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));/gi;
const BARE_AMPERSAND = /&(?!(?:#\d{1,8}|#x[\da-f]{1,8}|[\w.:-]{1,40});)/gi;
const CDATA = { open: "<![CDATA[", close: "]]>" };

/**
 * Mends what exports and feeds get wrong and every reader can tell: characters that XML forbids, an `&` on its own, blank lines
 * before the prolog, a prefix of the document's own for a known namespace.
 */
export function mendXml(text: string): Mended {
  let mended = 0;
  const drop = (): string => {
    mended++;
    return "";
  };
  // Line ends as XML reads them, so that offsets are those of the parser.
  const lines = text.replace(/\r\n?/g, "\n");
  const blank = /^[\s\uFEFF]+(?=<)/.exec(lines)?.[0] ?? "";
  const blankLines = blank.split("\n").length - 1;
  const trimmed = lines.slice(blank.length);
  const parts = partsOf(trimmed).map(({ part, isCdata }) => {
    const allowed = part.replace(FORBIDDEN, drop);
    if (isCdata) return allowed;
    return allowed.replace(FORBIDDEN_REFERENCE, drop).replace(BARE_AMPERSAND, "&amp;");
  });
  return { text: parts.join(""), names: namesIn(trimmed.slice(0, HEAD)), mended, blankLines };
}

/** A document's CDATA sections and what stands between them; one that is never closed is none. */
function partsOf(text: string): { part: string; isCdata: boolean }[] {
  const parts: { part: string; isCdata: boolean }[] = [];
  let from = 0;
  for (let open = text.indexOf(CDATA.open); open >= 0; open = text.indexOf(CDATA.open, from)) {
    const close = text.indexOf(CDATA.close, open + CDATA.open.length);
    if (close < 0) break;
    const behind = close + CDATA.close.length;
    parts.push({ part: text.slice(from, open), isCdata: false });
    parts.push({ part: text.slice(open, behind), isCdata: true });
    from = behind;
  }
  parts.push({ part: text.slice(from), isCdata: false });
  return parts;
}

function namesIn(head: string): Names {
  const isAtom = /<(?:[\w.-]+:)?feed[\s>]/.test(head) && !/<rss[\s>]|<rdf:RDF[\s>]/.test(head);
  const prefixes = new Map<string, string>();
  for (const [, prefix = "", uri = ""] of head.matchAll(DECLARATION)) {
    const known = PREFIXES.find(([pattern]) => pattern.test(uri))?.[1];
    if (known !== undefined) prefixes.set(`${prefix}:`, known === "atom:" && isAtom ? "" : known);
  }
  return (name) => {
    const colon = name.indexOf(":") + 1;
    const prefix = prefixes.get(name.slice(0, colon));
    return prefix === undefined ? name : prefix + name.slice(colon);
  };
}
