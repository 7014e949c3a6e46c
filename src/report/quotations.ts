/** Chooses the passages that prove a theme, and cuts each to a length that people read. */
import { sentencesOf } from "../language/sentences.js";
import { countWords } from "../language/words.js";
import type { Block, Passage, Quotation, Theme } from "../types.js";

/** A quotation is whole sentences of at most this many words; a single longer sentence stays whole. */
const MOST_WORDS = 70;
const FEWEST = 2;
const MOST = 5;

/**
 * Two to five quotations for a theme (one where it has only one passage): its exemplars, best first, one from each
 * post before a second from any; filled up with `others` (its remaining passages, best first).
 */
export function quotationsFor(
  theme: Theme,
  exemplars: readonly Passage[],
  others: readonly Passage[],
  blocksOf: (postId: string) => readonly Block[],
): Quotation[] {
  const chosen = oneFromEachPostFirst(exemplars).slice(0, MOST);
  for (const passage of others) {
    if (chosen.length >= FEWEST) break;
    if (!chosen.includes(passage)) chosen.push(passage);
  }
  const terms = theme.terms.map((term) => term.text.toLowerCase());
  return chosen.map((passage) => quote(passage, terms, blocksOf(passage.postId)));
}

function oneFromEachPostFirst(passages: readonly Passage[]): Passage[] {
  const seen = new Set<string>();
  const [first, repeated]: [Passage[], Passage[]] = [[], []];
  for (const passage of passages) {
    (seen.has(passage.postId) ? repeated : first).push(passage);
    seen.add(passage.postId);
  }
  return [...first, ...repeated];
}

function quote(passage: Passage, terms: readonly string[], blocks: readonly Block[]): Quotation {
  const { id: passageId, postId, headingPath } = passage;
  const whole = { text: passage.text, start: passage.start, end: passage.end };
  const shown = passage.words <= MOST_WORDS ? whole : (excerpt(passage, terms, blocks) ?? whole);
  return { passageId, postId, headingPath, ...shown };
}

interface Excerpt {
  text: string;
  start: number;
  end: number;
}

interface Sentence extends Excerpt {
  words: number;
  /** How often it names a term of the theme. */
  hits: number;
}

/** The run of whole sentences that names the theme most; undefined where they can't be traced to the source. */
function excerpt(passage: Passage, terms: readonly string[], blocks: readonly Block[]): Excerpt | undefined {
  const runs = blocks
    .filter((block) => block.end > passage.start && block.start < passage.end)
    .flatMap((block) => runsOf(sentencesWithin(block, passage, terms), block));
  return runs.reduce<Run | undefined>(
    (best, run) => (best === undefined || isBetter(run, best) ? run : best),
    undefined,
  );
}

interface Run extends Excerpt {
  hits: number;
  words: number;
}

/** More terms first, then the longer text; the earlier of equals, as it was met first. */
function isBetter(run: Run, best: Run): boolean {
  return run.hits === best.hits ? run.words > best.words : run.hits > best.hits;
}

/** The longest run from each sentence on that keeps within the limit. */
function runsOf(sentences: readonly Sentence[], block: Block): Run[] {
  return sentences.map((first, index) => {
    let last = first;
    let { words, hits } = first;
    for (const next of sentences.slice(index + 1)) {
      if (words + next.words > MOST_WORDS) break;
      words += next.words;
      hits += next.hits;
      last = next;
    }
    const text = block.text.slice(first.start, last.end);
    return { text, words, hits, start: sourceStart(block, first.start), end: sourceEnd(block, last.end) };
  });
}

/** The sentences of a block that lie in the passage; start and end count in the block's text. */
function sentencesWithin(block: Block, passage: Passage, terms: readonly string[]): Sentence[] {
  return sentencesOf(block.text)
    .filter(({ start, end }) => {
      return sourceStart(block, start) >= passage.start && sourceEnd(block, end) <= passage.end;
    })
    .map(({ start, end }) => {
      const text = block.text.slice(start, end);
      const lower = text.toLowerCase();
      const hits = terms.filter((term) => lower.includes(term)).length;
      return { text, start, end, words: countWords(text), hits };
    });
}

function sourceStart(block: Block, index: number): number {
  return block.offsets[index] ?? block.end;
}

/** Behind the last character; where the block ends there, its own end (that character may be an entity in the source). */
function sourceEnd(block: Block, end: number): number {
  if (end >= block.text.length) return block.end;
  const last = block.offsets[end - 1] ?? block.start;
  return Math.min(block.offsets[end] ?? block.end, last + 1);
}
