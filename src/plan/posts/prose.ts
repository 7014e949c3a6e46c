/** The prose of a collection, word by word, as all that is planned post by post looks at it. */
import type { Block } from "../../shapes/block.js";
import type { Passage } from "../../shapes/passage.js";
import type { Excerpt } from "../../shapes/planning.js";
import { groupBy } from "../../text/group.js";
import { isFunctionWord, languageOf, type Language } from "../../text/languages.js";
import { sentencesOf, type Span } from "../../text/sentences.js";
import { isStopWord } from "../../text/stop-words.js";
import { isWestern, WESTERN_DIGITS, WESTERN_LETTERS } from "../../text/western.js";
import { singular } from "../../text/word-forms.js";

/** A block with its words. */
export interface ProseBlock {
  block: Block;
  /** Its words as positions in `Prose.vocabulary`. */
  words: Int32Array;
  /** Where each word begins and ends in `block.text`. */
  starts: Int32Array;
  ends: Int32Array;
}

/** A passage with its row in the embeddings. */
export interface PassageAt {
  passage: Passage;
  row: number;
}

export interface Prose {
  /** Word forms, in the order in which they were met. */
  vocabulary: readonly string[];
  /** 1 for a word that carries grammar and no theme. */
  isFunction: Uint8Array;
  /** Paragraphs, list items and quotations of each post, in reading order. */
  blocksOf: (postId: string) => readonly ProseBlock[];
  /** The passages of each post, in reading order. */
  passagesOf: (postId: string) => readonly PassageAt[];
  /** The passage that holds an offset of a post's source; undefined between two. */
  passageAt: (postId: string, offset: number) => PassageAt | undefined;
  /** The words of a phrase as they are counted; undefined where the prose lacks one of them. */
  idsOf: (phrase: string) => number[] | undefined;
}

/** A word, or words held together by a hyphen, a point or an apostrophe: "cloud.gov", "open-source". */
const WORD = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;
const WESTERN_SIGN = `[${WESTERN_LETTERS}${WESTERN_DIGITS}]`;
const WESTERN_WORD = new RegExp(`${WESTERN_SIGN}+(?:['’.-]${WESTERN_SIGN}+)*`, "g");

/** One form for "Meetings" and "meeting". */
function formOf(word: string): string {
  return singular(word.toLowerCase().replaceAll("’", "'"));
}

/** Whether a block is written to be read on, so that a sentence of it can be quoted. */
function isProse({ kind }: Block): boolean {
  return kind === "paragraph" || kind === "list-item" || kind === "quote";
}

export function proseOf(blocks: readonly Block[], passages: readonly Passage[]): Prose {
  const ids = new Map<string, number>();
  // Words recur in the same writing far more often than in another.
  const known = new Map<string, number>();
  const idOf = (word: string): number => {
    let id = known.get(word);
    if (id !== undefined) return id;
    const form = formOf(word);
    id = ids.get(form) ?? ids.size;
    ids.set(form, id);
    known.set(word, id);
    return id;
  };
  const all = blocks.filter(isProse).map((block) => withWords(block, idOf));
  const vocabulary = [...ids.keys()];
  const language = languageAmong(all);
  const blocksOfPost = groupBy(all, ({ block }) => block.postId);
  const rows = passages.map((passage, row): PassageAt => ({ passage, row }));
  const passagesOfPost = groupBy(rows, ({ passage }) => passage.postId);
  return {
    vocabulary,
    isFunction: Uint8Array.from(vocabulary, (word) =>
      Number(isStopWord(word) || isFunctionWord(word, language)),
    ),
    blocksOf: (postId) => blocksOfPost.get(postId) ?? [],
    passagesOf: (postId) => passagesOfPost.get(postId) ?? [],
    passageAt: (postId, offset) =>
      passagesOfPost.get(postId)?.find(({ passage }) => passage.start <= offset && offset < passage.end),
    idsOf: (phrase) => {
      const found = (phrase.match(WORD) ?? []).map((word) => ids.get(formOf(word)));
      return found.length > 0 && found.every((id) => id !== undefined) ? found : undefined;
    },
  };
}

/** Blocks looked at for their language, spread over all of them. */
const SAMPLE = 40;

function languageAmong(blocks: readonly ProseBlock[]): Language {
  const step = Math.max(1, Math.floor(blocks.length / SAMPLE));
  const texts = blocks.filter((_, i) => i % step === 0).map(({ block }) => block.text.slice(0, 100));
  return languageOf(texts.join("\n"));
}

function withWords(block: Block, idOf: (word: string) => number): ProseBlock {
  const words: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const pattern = isWestern(block.text) ? WESTERN_WORD : WORD;
  pattern.lastIndex = 0;
  for (let found = pattern.exec(block.text); found !== null; found = pattern.exec(block.text)) {
    words.push(idOf(found[0]));
    starts.push(found.index);
    ends.push(pattern.lastIndex);
  }
  return {
    block,
    words: Int32Array.from(words),
    starts: Int32Array.from(starts),
    ends: Int32Array.from(ends),
  };
}

/** A stretch of a block, traced to the source. */
export function excerptOf(block: Block, { start, end }: Span): Excerpt {
  return {
    postId: block.postId,
    text: block.text.slice(start, end),
    start: sourceOffset(block, start),
    // Behind its last character; where the block ends there, that character may be an entity in the source.
    end:
      end >= block.text.length
        ? block.end
        : Math.min(sourceOffset(block, end), sourceOffset(block, end - 1) + 1),
  };
}

/** Where a character of a block stands in the source. */
function sourceOffset(block: Block, index: number): number {
  return block.offsets[index] ?? block.end;
}

/** The sentence of a block around a stretch of it; the whole block where that lies in none. */
export function sentenceAround(block: Block, { start, end }: Span): Span {
  const found = sentencesOf(block.text).find((span) => span.start <= start && end <= span.end);
  return found ?? { start: 0, end: block.text.length };
}

/** A whole passage as an excerpt. */
export function passageExcerpt({ postId, text, start, end }: Passage): Excerpt {
  return { postId, text, start, end };
}
