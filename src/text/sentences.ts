/** A stretch of a text, as offsets into it; `end` is behind the last character that is not white space. */
export interface Span {
  start: number;
  end: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** A full stop after one of these seldom ends a sentence, though the Unicode rules take it for an end. */
const ABBREVIATION =
  /(?:^|[\s("'“‘])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|cf|approx|No|Fig|Inc|Ltd|(?:\p{L}\.)+\p{L})\.$/u;

/**
 * Characters segmented in one go. The segmenter's time grows with the square of the text's length (measured: 2.5 s for
 * 250,000 characters in one go), so long texts go through it window by window.
 */
const WINDOW = 4000;

/** The sentences of a text by Unicode's rules (UAX #29), with the commonest abbreviations mended. */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = [];
  let open: Span | undefined;
  for (const segment of segmentsOf(text)) {
    const trimmed = text.slice(segment.start, segment.end).trimEnd();
    const lead = trimmed.length - trimmed.trimStart().length;
    if (trimmed.length === lead) continue;
    open ??= { start: segment.start + lead, end: 0 };
    open.end = segment.start + trimmed.length;
    if (ABBREVIATION.test(trimmed)) continue;
    spans.push(open);
    open = undefined;
  }
  if (open) spans.push(open);
  return spans;
}

/** The segmenter's sentences, window by window; the last of a window may be cut off, so the next begins with it. */
function segmentsOf(text: string): Span[] {
  const out: Span[] = [];
  let from = 0;
  while (from < text.length) {
    const to = windowEnd(text, from);
    const sentences = Array.from(segmenter.segment(text.slice(from, to)), ({ segment, index }) => {
      return { start: from + index, end: from + index + segment.length };
    });
    if (to < text.length && sentences.length > 1) sentences.pop();
    out.push(...sentences);
    from = sentences.at(-1)?.end ?? to;
  }
  return out;
}

/** Behind the last white space of the window; in a word without end, not between two halves of a character. */
function windowEnd(text: string, from: number): number {
  const to = from + WINDOW;
  if (to >= text.length) return text.length;
  const space = text.slice(from, to).search(/\s\S*$/);
  if (space > 0) return from + space + 1;
  return /[\uDC00-\uDFFF]/.test(text.charAt(to)) ? to + 1 : to;
}
