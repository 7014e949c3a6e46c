/** Shorter ones, an icon say, are left to the cleaning. */
const LONG = 2_000;
const START = /data:[\w.+/-]{0,100}(?:;[\w=.+-]{1,100}){0,4},/g;
const ENCODED = /[^\w+/=%.~-]/g;

/**
 * A text without the long pictures and fonts that are written into it as `data:` addresses: they say nothing, and a document's
 * length would be judged by them. The text that is left is the document in which offsets count.
 */
export function withoutInlineData(text: string): string {
  const parts: string[] = [];
  let from = 0;
  START.lastIndex = 0;
  for (let match = START.exec(text); match !== null; match = START.exec(text)) {
    const begin = match.index + match[0].length;
    ENCODED.lastIndex = begin;
    const end = ENCODED.exec(text)?.index ?? text.length;
    if (end - begin >= LONG) {
      parts.push(text.slice(from, begin));
      from = end;
    }
    START.lastIndex = Math.max(end, begin);
  }
  return from === 0 ? text : parts.join("") + text.slice(from);
}
