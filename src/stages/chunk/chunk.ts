import { contentId } from "../../io/hash.js";
import { Turns } from "../../io/turn.js";
import { markDuplicates } from "./duplicates.js";
import { sentencesOf } from "../../text/sentences.js";
import { countWords } from "../../text/words.js";
import type { Block } from "../../shapes/block.js";
import type { Context } from "../../shapes/context.js";
import type { TokenLimit } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";

export interface ChunkOptions {
  /** Target words per passage. @default 120 */
  passageWords: number;
  /** The embedding model's limit; absent where any length will do. */
  limit?: TokenLimit;
}

/** A stretch of one block: the unit that is never cut, unless it alone is too long. */
interface Piece {
  block: Block;
  start: number;
  end: number;
  words: number;
}

/** Characters between two turns of the event loop, in which progress is drawn and signals arrive. */
const CHARACTERS_PER_TURN = 100_000;

/** A passage may be so much longer than the target before it is cut inside a sentence. */
const LONGEST = 2;

/**
 * Cuts blocks into passages: about `passageWords` words each, of even length within a section, never across a
 * heading, cut at sentence ends, never over the model's limit. Near and exact repetitions are marked, not dropped.
 *
 * @param blocks in post order, then reading order
 * @returns passages in the same order
 */
export async function chunk(
  blocks: readonly Block[],
  options: ChunkOptions,
  context: Context,
): Promise<Passage[]> {
  const progress = context.log.progress("Cutting into passages", blocks.length);
  const passages: Passage[] = [];
  const seen = new Map<string, number>();
  let postId = "";
  let ordinal = 0;
  context.signal.throwIfAborted();
  const turns = new Turns(context.signal, CHARACTERS_PER_TURN);
  for (const section of sectionsOf(blocks)) {
    await turns.after(section.reduce((sum, block) => sum + block.text.length, 0));
    const head = section[0];
    if (!head) continue;
    if (head.postId !== postId) ordinal = 0;
    postId = head.postId;
    for (const pieces of chunkSection(section, options)) {
      const passage = toPassage(pieces, ordinal++);
      const occurrence = seen.get(passage.id) ?? 0;
      seen.set(passage.id, occurrence + 1);
      passages.push(occurrence === 0 ? passage : { ...passage, id: `${passage.id}-${occurrence + 1}` });
    }
    progress.advance(section.length);
  }
  progress.done();
  return markDuplicates(passages);
}

/** Runs of blocks of one post under one heading. */
function sectionsOf(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [];
  let key = "";
  for (const block of blocks) {
    const place = JSON.stringify([block.postId, block.headingPath]);
    if (place === key) sections.at(-1)?.push(block);
    else sections.push([block]);
    key = place;
  }
  return sections;
}

/** Cuts one section into groups of pieces, one group a passage. */
function chunkSection(section: readonly Block[], options: ChunkOptions): Piece[][] {
  const longest = options.passageWords * LONGEST;
  const pieces = section.flatMap((block) => splitLong(sentencePieces(block), longest, options.limit));
  const total = pieces.reduce((sum, piece) => sum + piece.words, 0);
  const target = total / Math.max(1, Math.round(total / options.passageWords));
  return packPieces(pieces, target).flatMap((group) => withinLimit(group, options.limit));
}

function sentencePieces(block: Block): Piece[] {
  return sentencesOf(block.text).map((span) => toPiece(block, span.start, span.end));
}

function toPiece(block: Block, start: number, end: number): Piece {
  return { block, start, end, words: countWords(block.text.slice(start, end)) };
}

/** Halves pieces until each is within the word and token limits. */
function splitLong(pieces: readonly Piece[], longest: number, limit: TokenLimit | undefined): Piece[] {
  return pieces.flatMap((piece) => {
    const text = piece.block.text.slice(piece.start, piece.end);
    const tooLong =
      piece.words > longest || (limit !== undefined && limit.countTokens(text) > limit.maxTokens);
    return tooLong && text.length > 1 ? splitLong(halve(piece), longest, limit) : [piece];
  });
}

/** Cuts near the middle: behind a clause if one ends there, else at white space, else between two characters. */
function halve(piece: Piece): Piece[] {
  const { block, start, end } = piece;
  const text = block.text.slice(start, end);
  const cut = start + (nearMiddle(text, /[,;:—–)]\s/gu) ?? nearMiddle(text, /\s/gu) ?? middleOf(text));
  return [toTrimmedPiece(block, start, cut), toTrimmedPiece(block, cut, end)].filter((p) => p.end > p.start);
}

/** The end of the match nearest to the middle, if one lies in the middle half. */
function nearMiddle(text: string, pattern: RegExp): number | undefined {
  const middle = text.length / 2;
  let best: number | undefined;
  for (const match of text.matchAll(pattern)) {
    const at = match.index + match[0].length;
    if (best === undefined || Math.abs(at - middle) < Math.abs(best - middle)) best = at;
  }
  return best !== undefined && Math.abs(best - middle) <= text.length / 4 ? best : undefined;
}

/** The middle, moved by one where it would part a surrogate pair. */
function middleOf(text: string): number {
  const middle = Math.max(1, text.length >> 1);
  return /[\uDC00-\uDFFF]/.test(text.charAt(middle)) && middle + 1 < text.length ? middle + 1 : middle;
}

function toTrimmedPiece(block: Block, start: number, end: number): Piece {
  const text = block.text.slice(start, end);
  const lead = text.length - text.trimStart().length;
  return toPiece(block, start + lead, start + Math.max(lead, text.trimEnd().length));
}

/** Fills groups up to the target, closing one where the next piece would take it further away than it is. */
function packPieces(pieces: readonly Piece[], target: number): Piece[][] {
  const groups: Piece[][] = [];
  let group: Piece[] = [];
  let words = 0;
  for (const piece of pieces) {
    const grown = words + piece.words;
    if (group.length > 0 && grown - target > target - words) {
      groups.push(group);
      group = [];
      words = 0;
    }
    group.push(piece);
    words += piece.words;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

/** Halves a group between pieces until each half is within the model's limit; single pieces are within it. */
function withinLimit(group: Piece[], limit: TokenLimit | undefined): Piece[][] {
  if (!limit || group.length < 2 || limit.countTokens(textOf(group)) <= limit.maxTokens) return [group];
  const middle = group.length >> 1;
  return [...withinLimit(group.slice(0, middle), limit), ...withinLimit(group.slice(middle), limit)];
}

/** Sentences of one block stand as they did; blocks are put on lines of their own. */
function textOf(group: readonly Piece[]): string {
  let text = "";
  let last: Piece | undefined;
  for (const piece of group) {
    if (last && last.block !== piece.block) text += "\n";
    else if (last) text += piece.block.text.slice(last.end, piece.start);
    text += piece.block.text.slice(piece.start, piece.end);
    last = piece;
  }
  return text;
}

function toPassage(group: readonly Piece[], ordinal: number): Passage {
  const first = group[0];
  const last = group.at(-1);
  if (!first || !last) throw new RangeError("Expected a passage of at least one sentence, got none.");
  const text = textOf(group);
  const { postId, headingPath } = first.block;
  return {
    id: contentId(postId, text),
    postId,
    ordinal,
    headingPath,
    text,
    start: first.block.offsets[first.start] ?? first.block.start,
    end: sourceEnd(last),
    words: countWords(text),
  };
}

/** The source offset behind a piece. Inside a block it is that of the last character's first source character, plus one. */
function sourceEnd({ block, end }: Piece): number {
  if (end >= block.offsets.length) return block.end;
  const last = block.offsets[end - 1] ?? block.start;
  return Math.min(block.offsets[end] ?? block.end, last + 1);
}
