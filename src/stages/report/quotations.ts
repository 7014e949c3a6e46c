/** Chooses the passages that prove a theme, and cuts each to a length that people read. */
import { sentencesOf } from "../../text/sentences.js";
import { isAside, pointsBack } from "../../text/standing.js";
import { countWords } from "../../text/words.js";
import type { Block } from "../../shapes/block.js";
import type { Passage } from "../../shapes/passage.js";
import type { Quotation } from "../../shapes/report.js";
import type { Theme } from "../../shapes/theme.js";

/** A quotation is whole sentences of at most this many words; a single longer sentence stays whole. */
const MOST_WORDS = 70;
const LEAST_WORDS = 12;
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
  const isWhole = passage.words <= MOST_WORDS && !opensBadly(passage.text);
  const { text, start, end } = isWhole ? whole : (excerpt(passage, terms, blocks) ?? whole);
  const section = sectionAround(start, end, blocks);
  return {
    ...{ passageId, postId, headingPath, text, start, end },
    before: sentenceBefore(start, section),
    after: sentenceAfter(end, section),
  };
}

/** The unbroken run of blocks under one heading that holds the characters from `start` to `end` of the source. */
function sectionAround(start: number, end: number, blocks: readonly Block[]): Block[] {
  const headings = (block: Block | undefined): string => JSON.stringify(block?.headingPath);
  let first = blocks.findIndex((block) => block.end > start);
  if (first < 0) return [];
  let last = Math.max(
    first,
    blocks.findLastIndex((block) => block.start < end),
  );
  while (first > 0 && headings(blocks[first - 1]) === headings(blocks[first])) first--;
  while (last < blocks.length - 1 && headings(blocks[last + 1]) === headings(blocks[last])) last++;
  return blocks.slice(first, last + 1);
}

/** The last sentence (or, where a passage begins inside one, its first part) that ends before `start`. */
function sentenceBefore(start: number, section: readonly Block[]): string {
  const block = section.findLast((each) => each.start < start);
  const text = block?.text.slice(0, indexAt(block, start)) ?? "";
  const span = sentencesOf(text).at(-1);
  return span === undefined ? "" : readable(block, text.slice(span.start, span.end));
}

/** The first sentence (or, where a passage ends inside one, its last part) that begins behind `end`. */
function sentenceAfter(end: number, section: readonly Block[]): string {
  const block = section.find((each) => each.end > end);
  const text = block?.text.slice(indexAt(block, end)) ?? "";
  const span = sentencesOf(text)[0];
  return span === undefined ? "" : readable(block, text.slice(span.start, span.end));
}

/** What helps to read a quotation: prose, and not longer than a quotation. */
function readable(block: Block | undefined, sentence: string): string {
  const isProse = block !== undefined && block.kind !== "table" && block.kind !== "code";
  return isProse && countWords(sentence) <= MOST_WORDS ? sentence : "";
}

/** The place in the block's text of the first character that stands at `at` in the source or behind it. */
function indexAt(block: Block, at: number): number {
  const index = block.offsets.findIndex((offset) => offset >= at);
  return index < 0 ? block.text.length : index;
}

/** True for what a reader can't take in without the sentences before, and for greetings and captions. */
function opensBadly(text: string): boolean {
  return pointsBack(text) || isAside(text);
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
  /** True where it can be taken in by itself and is long enough to prove anything. */
  stands: boolean;
  hits: number;
  words: number;
}

/** What stands by itself first, then more terms, then the longer text; the earlier of equals, as it was met first. */
function isBetter(run: Run, best: Run): boolean {
  if (run.stands !== best.stands) return run.stands;
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
    const stands = words >= LEAST_WORDS && !opensBadly(text);
    return {
      text,
      stands,
      words,
      hits,
      start: sourceStart(block, first.start),
      end: sourceEnd(block, last.end),
    };
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
