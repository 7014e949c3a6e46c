import { at } from "../../../math/at.js";
import type { SourceText } from "./align.js";

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

/**
 * The text of `source` from `bodyStart` on without the payloads of `data:` addresses. A picture of ten megabytes is no
 * long text, so it goes before length is judged.
 */
export function cutDataUris(source: string, bodyStart: number): SourceText {
  const kept: string[] = [];
  /** Where each kept part starts, in the text and in the source. */
  const starts = [0];
  const sources = [bodyStart];
  let length = 0;
  let from = bodyStart;
  HEAD.lastIndex = bodyStart;
  for (let match = HEAD.exec(source); match !== null; match = HEAD.exec(source)) {
    const payload = match.index + match[0].length;
    const end = payloadEnd(source, payload);
    if (end - payload < SHORTEST_PAYLOAD) continue;
    kept.push(source.slice(from, payload));
    length += payload - from;
    starts.push(length);
    sources.push(end);
    from = end;
    HEAD.lastIndex = end;
  }
  kept.push(source.slice(from));
  const toSource = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (at(starts, middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return at(sources, low) + offset - at(starts, low);
  };
  return { text: kept.join(""), toSource };
}
