import { at } from "../../../math/at.js";
import { dataUris } from "../../../text/data-uris.js";
import type { SourceText } from "./align.js";

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
  for (const payload of dataUris(source, bodyStart)) {
    kept.push(source.slice(from, payload.from));
    length += payload.from - from;
    starts.push(length);
    sources.push(payload.to);
    from = payload.to;
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
