/** A stretch of a text, as offsets into it; `end` is behind the last character that is not white space. */
export interface Span {
  start: number;
  end: number;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** A full stop after one of these seldom ends a sentence, though the Unicode rules take it for an end. */
const ABBREVIATION =
  /(?:^|[\s("'“‘])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|vs|etc|e\.g|i\.e|cf|approx|No|Fig|Inc|Ltd|(?:\p{L}\.)+\p{L})\.$/u;

/** The sentences of a text by Unicode's rules (UAX #29), with the commonest abbreviations mended. */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = [];
  let open: Span | undefined;
  for (const { segment, index } of segmenter.segment(text)) {
    const trimmed = segment.trimEnd();
    if (trimmed === "") continue;
    const lead = segment.length - segment.trimStart().length;
    open ??= { start: index + lead, end: 0 };
    open.end = index + trimmed.length;
    if (ABBREVIATION.test(trimmed)) continue;
    spans.push(open);
    open = undefined;
  }
  if (open) spans.push(open);
  return spans;
}
