/** The beginning and the end of posts and of blocks, where boilerplate stands. */
import type { MappedText } from "../../text/mapped-text.js";
import { sentencesOf, type Span } from "../../text/sentences.js";
import { comparableText, type Unit } from "./boilerplate.js";
import type { RawBlock } from "./markup/block-builder.js";

/** A sentence of fewer words teaches nothing. */
const MIN_LEARNED_WORDS = 4;
/** Characters at each end of a block in which sentences are looked for. */
const LONGEST_END = 2000;

/** A sentence with its comparable form. */
export interface Sentence extends Span {
  key: string;
  words: number;
}

const comparable = new WeakMap<MappedText, string>();

/** The comparable form of a block's text, worked out once. */
export function keyOf({ text }: RawBlock): string {
  const known = comparable.get(text);
  if (known !== undefined) return known;
  const key = comparableText(text.text);
  comparable.set(text, key);
  return key;
}

/** How many blocks at the beginning and at the end of a post count as its edges. */
function edgesOf(blocks: number): { head: number; tail: number } {
  return { head: Math.min(3, Math.floor(blocks / 4)), tail: Math.min(5, Math.ceil(blocks / 3)) };
}

/** The blocks at the edges of a post. */
export function edgeBlocks(blocks: readonly RawBlock[]): RawBlock[] {
  const { head, tail } = edgesOf(blocks.length);
  return blocks.filter((_, i) => i < head || i >= blocks.length - tail);
}

/** The blocks of a post, for learning. */
export function blockUnits(blocks: readonly RawBlock[]): Unit[] {
  const { head, tail } = edgesOf(blocks.length);
  return blocks.map((block, i) => {
    const key = keyOf(block);
    return { key, words: key.split(" ").length, edge: i < head || i >= blocks.length - tail };
  });
}

function withKey(text: string, { start, end }: Span, shift = 0): Sentence {
  const key = comparableText(text.slice(start + shift, end + shift));
  return { start: start + shift, end: end + shift, key, words: key.split(" ").length };
}

/**
 * The sentences at the two ends of a text. What lies between them in a long text is one piece that no rule applies to:
 * nothing is cut there, and to find its sentences would take time.
 */
export function endSentences(text: string): Sentence[] {
  if (text.length <= 2 * LONGEST_END) return sentencesOf(text).map((span) => withKey(text, span));
  const tailAt = text.length - LONGEST_END;
  const head = sentencesOf(text.slice(0, LONGEST_END)).slice(0, -1);
  const tail = sentencesOf(text.slice(tailAt)).slice(1);
  const middle = {
    start: head.at(-1)?.end ?? 0,
    end: tailAt + (tail[0]?.start ?? LONGEST_END),
    key: "",
    words: 0,
  };
  return [
    ...head.map((span) => withKey(text, span)),
    middle,
    ...tail.map((span) => withKey(text, span, tailAt)),
  ];
}

const sentences = new WeakMap<MappedText, readonly Sentence[]>();

/** The sentences at the two ends of a block's text, worked out once. */
export function sentencesAtEnds({ text }: RawBlock): readonly Sentence[] {
  const known = sentences.get(text);
  if (known !== undefined) return known;
  const found = endSentences(text.text);
  sentences.set(text, found);
  return found;
}

/** The sentences of a block at the edge of a post, for learning. */
export function sentenceUnits(block: RawBlock): Unit[] {
  return sentencesAtEnds(block)
    .filter((sentence) => sentence.words >= MIN_LEARNED_WORDS)
    .map(({ key, words }) => ({ key, words, edge: true }));
}
