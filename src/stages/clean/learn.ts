/** Learns boilerplate from numbers for the texts, post by post: so do collections whose texts don't fit into memory. */
import { at } from "../../math/at.js";
import { NumberTable } from "../../math/number-table.js";
import { textNumber } from "../../text/text-number.js";
import type { Unit } from "./boilerplate.js";
import { COPIED, FEWEST_POSTS, find, TELLING_WORDS, threshold } from "./boilerplate-rule.js";

/** The texts of posts (blocks or sentences) as numbers, post after post. */
export interface TextNumbers {
  /** By `textNumber` of the comparable form. */
  numbers: Float64Array;
  words: Uint16Array;
  /** 1 near the beginning or the end of a post. */
  edges: Uint8Array;
  /** How many texts each post has. */
  counts: Uint32Array;
}

/** In how many posts a text stands, by its comparable form; undefined for one that is no boilerplate. */
export type PostsWith = (key: string) => number | undefined;

/** Looks up what `learnBoilerplate` learned. */
export function postsWith(learned: ReadonlyMap<number, number>): PostsWith {
  return (key) => learned.get(textNumber(key));
}

const MOST_WORDS = 0xffff;

export function textNumbersOf(posts: readonly (readonly Unit[])[]): TextNumbers {
  const units = posts.flat();
  return {
    numbers: Float64Array.from(units, ({ key }) => textNumber(key)),
    words: Uint16Array.from(units, ({ words }) => Math.min(words, MOST_WORDS)),
    edges: Uint8Array.from(units, ({ edge }) => Number(edge)),
    counts: Uint32Array.from(posts, ({ length }) => length),
  };
}

/** Texts of posts by their places in a table, with how many posts hold each. */
class Texts {
  /** Of each text. */
  readonly places: Int32Array;
  /** Where the texts of each post begin, and where the last one's end. */
  readonly starts: Uint32Array;
  readonly table: NumberTable;
  /** Posts that hold it, by place. */
  readonly holders: Uint32Array;

  constructor(readonly from: TextNumbers) {
    const { numbers, counts } = from;
    this.table = new NumberTable(numbers.length);
    this.places = Int32Array.from(numbers, (number) => this.table.placeOf(number));
    this.starts = new Uint32Array(counts.length + 1);
    counts.forEach((count, post) => (this.starts[post + 1] = at(this.starts, post) + count));
    this.holders = new Uint32Array(this.table.size);
    const last = new Int32Array(this.table.size).fill(-1);
    this.each((post, place) => {
      if (at(last, place) !== post) this.holders[place] = at(this.holders, place) + 1;
      last[place] = post;
    });
  }

  each(visit: (post: number, place: number, text: number) => void): void {
    for (let post = 0; post + 1 < this.starts.length; post++) this.eachOf(post, visit);
  }

  eachOf(post: number, visit: (post: number, place: number, text: number) => void): void {
    for (let i = at(this.starts, post); i < at(this.starts, post + 1); i++)
      visit(post, at(this.places, i), i);
  }
}

/**
 * Groups posts that are copies of one another, as `groupCopies` does; each post is compared with the first one and with the last one
 * before it that hold the same text.
 *
 * @returns for each post, the number of its group
 */
export function groupMany(blocks: TextNumbers): Int32Array {
  const texts = new Texts(blocks);
  const posts = blocks.counts.length;
  const common = Math.max(FEWEST_POSTS, Math.ceil(posts * 0.1));
  const parents = Int32Array.from({ length: posts }, (_, i) => i);
  const first = new Int32Array(texts.table.size).fill(-1);
  const last = new Int32Array(texts.table.size).fill(-1);
  for (let post = 0; post < posts; post++) {
    const shared = new Map<number, number>();
    let words = 0;
    texts.eachOf(post, (_, place, i) => {
      if (at(texts.holders, place) > common) return;
      words += at(blocks.words, i);
      for (const other of new Set([at(first, place), at(last, place)])) {
        if (other >= 0 && other !== post) shared.set(other, (shared.get(other) ?? 0) + at(blocks.words, i));
      }
    });
    texts.eachOf(post, (_, place) => {
      if (at(first, place) < 0) first[place] = post;
      last[place] = post;
    });
    for (const [other, own] of shared)
      if (own >= words * COPIED) parents[find(parents, post)] = find(parents, other);
  }
  return parents.map((_, post) => find(parents, post));
}

/**
 * Learns which texts are boilerplate from how many posts they stand in. Near the beginning or the end of a post fewer are needed than
 * in the middle, where an author may well use a passage in two or three posts.
 *
 * @param groups of the posts, from `groupCopies` or `groupMany`: those of one count once
 * @returns the numbers of the texts, each with how many posts hold it
 */
export function learnBoilerplate(from: TextNumbers, groups: ArrayLike<number>): Map<number, number> {
  const learned = new Map<number, number>();
  const voices = new Set(Array.from(groups)).size;
  if (voices < FEWEST_POSTS) return learned;
  const texts = new Texts(from);
  const { size } = texts.table;
  const [total, atEdge, heard, words] = [0, 0, 0, 0].map(() => new Uint32Array(size)) as Columns;
  texts.each((_, place, i) => {
    total[place] = at(total, place) + 1;
    atEdge[place] = at(atEdge, place) + at(from.edges, i);
    if (at(total, place) === 1) words[place] = at(from.words, i);
  });
  const last = new Int32Array(size).fill(-1);
  for (const post of byGroup(groups)) {
    texts.eachOf(post, (_, place) => {
      if (at(last, place) !== at(groups, post)) heard[place] = at(heard, place) + 1;
      last[place] = at(groups, post);
    });
  }
  from.numbers.forEach((number, i) => {
    const place = at(texts.places, i);
    const isEdge = at(atEdge, place) * 3 >= at(total, place) * 2;
    if (at(heard, place) >= threshold(voices, isEdge, at(words, place) >= TELLING_WORDS))
      learned.set(number, at(texts.holders, place));
  });
  return learned;
}

type Columns = [Uint32Array, Uint32Array, Uint32Array, Uint32Array];

/** Posts with those of one group behind one another. */
function byGroup(groups: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: groups.length }, (_, post) => post).sort(
    (a, b) => at(groups, a) - at(groups, b) || a - b,
  );
}
