/**
 * What a person may be shown of a text that somebody else wrote. Escaping for HTML, Markdown or SVG comes on top;
 * this takes away only what no page can show and what could make a page lie (right-to-left overrides).
 */

const LONE_SURROGATE = /\p{Surrogate}/gu;
const LINE_SEPARATOR = /[\u2028\u2029\u0085]/g;
const UNSHOWABLE = /[\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|(?![\t\n\r])\p{Cc}/gu;
/** Nothing of the kind can be among these, of which most texts are. */
const PLAIN = /^[\t\n\r -~\xa0-\xff\u2000-\u2027]*$/;
const WHITE_SPACE = /\s+/g;

/** The text without control characters and bidirectional overrides; lone surrogates become U+FFFD. */
export function plain(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(LONE_SURROGATE, "\ufffd").replace(LINE_SEPARATOR, " ").replace(UNSHOWABLE, "");
}

/** `plain` on one line. */
export function oneLine(text: string): string {
  return plain(text).replace(WHITE_SPACE, " ").trim();
}

/** A file name as it really is: what would be invisible or would disguise it is spelled out, `\u202e`. */
export function visiblePath(path: string): string {
  return path
    .replace(LONE_SURROGATE, "\ufffd")
    .replace(/[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cc}/gu, spellOut);
}

function spellOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The title of a post, or its file's path where it has none. */
export function titleOf({ title, path }: { title: string; path: string }): string {
  return title.trim() === "" ? visiblePath(path) : title;
}
