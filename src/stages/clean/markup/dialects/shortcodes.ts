import { at } from "../../../../math/at.js";
import type { Dropped } from "../block-builder.js";
import type { Dialect } from "./edits.js";
import type { Outside } from "./code-ranges.js";
import type { Edit } from "./edits.js";

const TOKEN = /(?<![!\\])\[(\/?)([A-Za-z][\w-]{0,60})((?:\s[^[\]]{0,4000})?)\](?!:)/g;
const QUOTED =
  /(?:"[^"]*"|'[^']*'|[“”″«„][^“”″»]*[“”″»]|&(?:#82\d\d|quot|#34);[^&]*&(?:#82\d\d|quot|#34);)(?=[\s/]|$)/y;
const UNQUOTED = /[^\s"'“”″]+/y;
const ATTRIBUTE_NAME = /\s+[\w-]+=/y;
/** What a shortcode without names for its attributes may say: an address, numbers, a quoted text. */
const BARE_ATTRIBUTES =
  /^(?:https?:\/\/\S+|[\d|]+|"[^"]*"|[\w-]+\s*\/|\/)?(?:\s+(?:"[^"]*"|https?:\/\/\S+))?(?:\s*\/)?$/;
const LINK =
  /^\((?:\{\{[^{}\n]{0,300}\}\}|(?!\{\{[^{}\n]{0,300}\}\})[^()\s])*(?:\s+["'][^"'\n]{0,300}["'])?\)/;

const set = (names: string): ReadonlySet<string> => new Set(names.split(" "));
/** Shortcodes that stand by themselves, also in the middle of a line. */
const KNOWN = set(
  "caption gallery embed audio video playlist youtube vimeo toc more nextpage contact-form contact-form-7 sourcecode code newsletter " +
    "soundcloud twitter instagram archives recent-posts jetpack-related-posts subscribe2 mailpoet related-posts social-share",
);
/** What these enclose is shown as code. */
const CODE = set(
  "code sourcecode php css html javascript js xml python bash sql crayon vc_raw_html vc_raw_js fusion_code et_pb_code",
);
/** What these enclose is a picture, a player or its address. */
const MEDIA = set("caption wp_caption embed gallery audio video playlist contact-form youtube vimeo");
/** What a transcript writes in brackets. */
const SAID = set(
  "sic laughs laughter laughing applause music pause silence crosstalk inaudible sighs coughs cheers cheering redacted citation ref edit update note",
);

interface Token {
  from: number;
  to: number;
  closes: boolean;
  name: string;
  attributes: string;
  /** For an opening token, the index of the one that closes it; −1 where none does. */
  partner: number;
}

/** Behind the words of a reference link stands the label that its address is defined for: `[words][label]`. */
function isReference(text: string, to: number, defined: ReadonlySet<string>): boolean {
  const label = /^\[([^[\]\n]{1,100})\]/.exec(text.slice(to, to + 102))?.[1];
  return label !== undefined && defined.has(label.toLowerCase());
}

function tokensOf(text: string, outside: Outside, defined: ReadonlySet<string>): Token[] {
  const tokens: Token[] = [];
  const open = new Map<string, number[]>();
  for (const match of text.matchAll(TOKEN)) {
    const [whole, slash, name = "", attributes = ""] = match;
    const from = match.index;
    const to = from + whole.length;
    // `[[name]]` shows a shortcode, or is a link to another note.
    const isShown = text.charAt(from - 1) === "[" && text.charAt(to) === "]";
    const isLink = LINK.test(text.slice(to, to + 400)) || isReference(text, to, defined);
    if (isShown || !outside(from) || isLink) continue;
    const token: Token = {
      from,
      to,
      closes: slash === "/",
      name: name.toLowerCase(),
      attributes,
      partner: -1,
    };
    const openings = open.get(token.name) ?? [];
    open.set(token.name, openings);
    if (token.closes) {
      const opening = openings.pop();
      if (opening !== undefined) at(tokens, opening).partner = tokens.length;
    } else {
      openings.push(tokens.length);
    }
    tokens.push(token);
  }
  return tokens;
}

/** True for a token with nothing else on its line, or in its element. */
function isAlone(text: string, { from, to }: Token): boolean {
  const before = text.slice(Math.max(0, from - 40), from);
  const after = text.slice(to, to + 40);
  return /(?:^|[\n>\]])[ \t]*$/.test(before) && /^[ \t\r]*(?:$|[\n<[])/.test(after);
}

function isShortcode(
  text: string,
  token: Token,
  format: "markdown" | "html",
  defined: ReadonlySet<string>,
): boolean {
  const { closes, name, attributes, partner } = token;
  if (defined.has(name) || (name.length === 1 && partner < 0)) return false;
  if (closes) return attributes === "";
  if (partner >= 0) return true;
  if (areAttributes(attributes)) return true;
  if (!BARE_ATTRIBUTES.test(attributes.trim())) return false;
  if (KNOWN.has(name)) return true;
  const alone = isAlone(text, token);
  if (name.includes("_")) return alone || format === "html";
  return alone && attributes.trim() === "" && !SAID.has(name) && /^[a-z]/.test(text.charAt(token.from + 1));
}

/** True for one attribute or more, each with its value. */
function areAttributes(text: string): boolean {
  const end = text.replace(/\/$/, "").trimEnd().length;
  let from = 0;
  while (from < end) {
    const name = endOf(ATTRIBUTE_NAME, text, from);
    const value = name < 0 ? -1 : Math.max(endOf(QUOTED, text, name), endOf(UNQUOTED, text, name));
    if (value < 0) return false;
    from = value;
  }
  return end > 0;
}

/** Behind what a sticky pattern finds at `from`; −1 where it finds nothing. */
function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

/** The texts that reference links of Markdown are defined for. */
function definitions(text: string): ReadonlySet<string> {
  return new Set(
    Array.from(text.matchAll(/^ {0,3}\[([^[\]\n]{1,100})\]:/gm), ([, name = ""]) => name.toLowerCase()),
  );
}

/** What stands instead of shortcodes that follow one another: a space where they held two texts apart. */
function between(text: string, from: number, to: number, run: readonly Token[]): Edit {
  const before = text.charAt(from - 1);
  const after = text.charAt(to);
  const touches = /\S/.test(before) && /\S/.test(after);
  const apart = run.some((token, i) => token.closes && run[i + 1]?.closes === false);
  const ends = /[.?!:”"’)]/.test(before) && /[\p{L}\p{N}“"‘(]/u.test(after);
  if (touches && (apart || ends)) return { from, to, as: `${" ".repeat(to - from - 2)}\n\n` };
  // The text of a column begins its line, so that its own marks (a heading, a list) are read.
  const opens = before === "" || /\n\s*\n[ \t]*$/.test(text.slice(Math.max(0, from - 20), from));
  if (opens && /[^\S\n]|[#>*\-\d]/.test(after)) return { from, to, as: `${" ".repeat(to - from - 1)}\n` };
  return { from, to };
}

/** Edits for tokens that are shortcodes, those that touch each other together. */
function runEdits(text: string, tokens: readonly Token[]): Edit[] {
  const edits: Edit[] = [];
  let run: Token[] = [];
  const end = (): void => {
    const [first] = run;
    const last = run.at(-1);
    if (first !== undefined && last !== undefined) edits.push(between(text, first.from, last.to, run));
    run = [];
  };
  for (const token of tokens) {
    if (run.at(-1)?.to !== token.from) end();
    run.push(token);
  }
  end();
  return edits;
}

/**
 * WordPress shortcodes: `[row][column width="1/2"]…[/column][/row]`. What they enclose stays, save for code and for
 * captions. A word in brackets that nothing marks as a shortcode is the author's.
 */
export function shortcodeEdits(format: "markdown" | "html"): Dialect {
  return (text, outside) => {
    const defined = definitions(text);
    const tokens = tokensOf(text, outside, defined);
    const edits: Edit[] = [];
    const dropped: Dropped[] = [];
    const shown: Token[] = [];
    let behind = 0;
    for (const token of tokens) {
      if (token.from < behind || !isShortcode(text, token, format, defined)) continue;
      const reason = CODE.has(token.name) ? "code block" : MEDIA.has(token.name) ? "caption" : undefined;
      if (reason === undefined || token.partner < 0) {
        shown.push(token);
        continue;
      }
      const close = at(tokens, token.partner);
      behind = close.to;
      edits.push({ from: token.from, to: close.to });
      const content = text.slice(token.to, close.from);
      dropped.push({ reason, text: reason === "caption" ? content.replace(/<[^<>]*>/g, " ") : content });
    }
    return { edits: [...edits, ...runEdits(text, shown)], dropped };
  };
}
