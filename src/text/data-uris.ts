import type { Range } from "./mapped-text.js";

/** A shorter payload costs nothing. */
const SHORTEST_PAYLOAD = 64;
const HEAD = /data:[^\s,"'()<>]{0,200},/g;

/** True for the characters of base64 and of percent-encoding. */
function isPayload(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 37 ||
    code === 43 ||
    code === 45 ||
    code === 47 ||
    code === 61 ||
    code === 95
  );
}

/** Behind the characters of a payload that stand in one run from `from` on. */
function runEnd(source: string, from: number): number {
  let end = from;
  while (end < source.length && isPayload(source.charCodeAt(end))) end++;
  return end;
}

/** Behind the payload that begins at `from`; base64 may be wrapped in lines. */
function payloadEnd(source: string, from: number): number {
  let end = runEnd(source, from);
  let length = end - from;
  while (length >= SHORTEST_PAYLOAD && /[\r\n]/.test(source.charAt(end))) {
    let next = end;
    while (/[ \t\r\n]/.test(source.charAt(next))) next++;
    const behind = runEnd(source, next);
    length = behind - next;
    // The last line is as short as it happens to be; what follows it tells it from prose.
    if (length < SHORTEST_PAYLOAD && !/["')>]/.test(source.charAt(behind))) break;
    end = behind;
  }
  return end;
}

/** Where the payloads of `data:` addresses stand in a text, from an offset on: pictures and fonts, which say nothing. */
export function* dataUris(text: string, from = 0): Generator<Range> {
  const head = new RegExp(HEAD);
  head.lastIndex = from;
  for (let match = head.exec(text); match !== null; match = head.exec(text)) {
    const payload = match.index + match[0].length;
    const end = payloadEnd(text, payload);
    if (end - payload < SHORTEST_PAYLOAD) continue;
    yield { from: payload, to: end };
    head.lastIndex = end;
  }
}
