/** Posts that say the same: in nearly the same words, or on the same ground. */
import { findNeighbors, finish } from "../../math/knn.js";
import { dotRows } from "../../math/matrix.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import type { Excerpt, Overlap } from "../../shapes/planning.js";
import type { ReportPost } from "../../shapes/report.js";
import { sentencesOf } from "../../text/sentences.js";
import { shinglesOf } from "../../text/shingles.js";
import { standsAlone } from "../../text/standing.js";
import { wordsOf } from "../../text/words.js";
import { excerptOf, passageExcerpt, type PassageAt, type Prose } from "./prose.js";

const NEIGHBORS = 10;
/** Letters of a long word. */
const LONG = 5;
/** Passages with fewer words say too little to be said twice. */
const FEWEST_WORDS = 25;
/** Runs of so many words in common are common wording. */
const SHINGLE = 5;
/** Share of the shorter passage's runs from which two are the same text. */
const VERBATIM = 0.4;
/** Share of the telling words in common from which two passages that are near say the same. */
const SAME_WORDS = 0.3;
/** A passage that so many other posts have too is the frame of a series, and says nothing of any of them. */
const FRAME = 3;
/** How much of the shorter post must be shared. */
const LEAST_VERBATIM = 0.25;
const LEAST_SAME = 0.3;
/** On the same ground one passage alone may be chance, unless it is most of a post. */
const LEAST_PASSAGES = 2;
const LEAST_ALONE = 0.6;
const MOST_SHOWN = 3;
const MOST = 100;

export interface OverlapInput {
  posts: readonly Pick<ReportPost, "id">[];
  passages: readonly Passage[];
  prose: Prose;
  embeddings: Embeddings;
  /** The cosine from which two passages are so near that they may say the same. */
  same: number;
}

/** Two rows that say the same. */
interface Pair {
  first: number;
  second: number;
  similarity: number;
  isVerbatim: boolean;
}

/** The largest overlaps first. */
export function overlapsOf(input: OverlapInput): Overlap[] {
  const { posts, passages } = input;
  const order = new Map(posts.map(({ id }, i) => [id, i]));
  const orderOf = (row: number): number => order.get(passages[row]?.postId ?? "") ?? -1;
  const byPosts = new Map<string, Pair[]>();
  for (const pair of withoutFrames(pairsOf(input), passages)) {
    const isInOrder = orderOf(pair.first) < orderOf(pair.second);
    const [first, second] = isInOrder ? [pair.first, pair.second] : [pair.second, pair.first];
    const key = `${orderOf(first)} ${orderOf(second)}`;
    byPosts.set(key, [...(byPosts.get(key) ?? []), { ...pair, first, second }]);
  }
  return [...byPosts.values()]
    .flatMap((pairs) => overlapOf(pairs, input) ?? [])
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, MOST);
}

function weight({ kind, shares }: Overlap): number {
  return Math.max(...shares) + Math.min(...shares) + (kind === "verbatim" ? 1 : 0);
}

/** Near passages of two posts that share their words. */
function pairsOf(input: OverlapInput): Pair[] {
  const { passages, embeddings, same } = input;
  const count = Math.min(NEIGHBORS, embeddings.rows - 1);
  if (count < 1) return [];
  const { indices, similarities } = finish(findNeighbors(embeddings, count, "fixed"));
  const likeness = new Likeness(passages);
  const pairs: Pair[] = [];
  for (let first = 0; first < embeddings.rows; first++) {
    for (let n = first * count; n < (first + 1) * count; n++) {
      const second = indices[n] ?? -1;
      if ((similarities[n] ?? 0) < same) break;
      const [a, b] = [passages[first], passages[second]];
      if (a === undefined || b === undefined || a.postId === b.postId) continue;
      // A pair is found from both sides where both have room for one another.
      if (second < first && isAmong(indices, count, second, first)) continue;
      if (a.words < FEWEST_WORDS || b.words < FEWEST_WORDS) continue;
      // Passages in common wording have their long words in common too.
      if (likeness.words(first, second) < SAME_WORDS) continue;
      const isVerbatim = likeness.wording(first, second) >= VERBATIM;
      pairs.push({ first, second, similarity: dotRows(embeddings, first, embeddings, second), isVerbatim });
    }
  }
  return pairs;
}

function isAmong(indices: Int32Array, count: number, row: number, sought: number): boolean {
  return indices.subarray(row * count, (row + 1) * count).includes(sought);
}

/** What the words of two passages have in common, each passage read once. */
class Likeness {
  readonly #words: (string[] | undefined)[] = [];
  readonly #shingles: (Set<number> | undefined)[] = [];
  readonly #passages: readonly Passage[];
  readonly #long: (Set<string> | undefined)[] = [];

  constructor(passages: readonly Passage[]) {
    this.#passages = passages;
  }

  #wordsOf(row: number): string[] {
    return (this.#words[row] ??= wordsOf(this.#passages[row]?.text ?? ""));
  }

  #shinglesOf(row: number): Set<number> {
    return (this.#shingles[row] ??= shinglesOf(this.#wordsOf(row), SHINGLE));
  }

  /** Share of the smaller one's runs of words that the other has too, 0…1. */
  wording(a: number, b: number): number {
    return shareOf(this.#shinglesOf(a), this.#shinglesOf(b));
  }

  /** The same of its long words, which carry most of the meaning in all languages. */
  words(a: number, b: number): number {
    return shareOf(this.#longOf(a), this.#longOf(b));
  }

  #longOf(row: number): Set<string> {
    return (this.#long[row] ??= new Set(this.#wordsOf(row).filter((word) => word.length >= LONG)));
  }
}

function shareOf<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const item of small) if (large.has(item)) shared++;
  return small.size === 0 ? 0 : shared / small.size;
}

/** Without the passages that stand in many posts alike: greetings, goals of the month, terms of a competition. */
function withoutFrames(pairs: readonly Pair[], passages: readonly Passage[]): Pair[] {
  const others = new Map<number, Set<string>>();
  const add = (row: number, other: number): void => {
    const known = others.get(row) ?? new Set();
    others.set(row, known.add(passages[other]?.postId ?? ""));
  };
  for (const { first, second } of pairs) {
    add(first, second);
    add(second, first);
  }
  const isFrame = (row: number): boolean => (others.get(row)?.size ?? 0) >= FRAME;
  return pairs.filter(({ first, second }) => !isFrame(first) && !isFrame(second));
}

function overlapOf(all: readonly Pair[], input: OverlapInput): Overlap | undefined {
  const { passages, prose } = input;
  const pairs = matched(all);
  const [first] = pairs;
  const a = passages[first?.first ?? -1]?.postId;
  const b = passages[first?.second ?? -1]?.postId;
  if (a === undefined || b === undefined) return undefined;
  const share = (postId: string, rows: readonly number[]): number => {
    const own = prose.passagesOf(postId);
    const words = own.reduce((sum, { passage }) => sum + passage.words, 0);
    return rows.reduce((sum, row) => sum + (passages[row]?.words ?? 0), 0) / words;
  };
  const sharesOf = (some: readonly Pair[]): [number, number] => [
    share(
      a,
      some.map((pair) => pair.first),
    ),
    share(
      b,
      some.map((pair) => pair.second),
    ),
  ];
  const isVerbatim = Math.max(...sharesOf(pairs.filter((pair) => pair.isVerbatim))) >= LEAST_VERBATIM;
  const shares = sharesOf(pairs);
  const largest = Math.max(...shares);
  const least = pairs.length >= LEAST_PASSAGES ? LEAST_SAME : LEAST_ALONE;
  if (!isVerbatim && largest < least) return undefined;
  return {
    ...{ postIds: [a, b], kind: isVerbatim ? "verbatim" : "same ground", shares },
    passages: pairs.slice(0, MOST_SHOWN).flatMap((pair) => {
      const [one, other] = [passages[pair.first], passages[pair.second]];
      if (one === undefined || other === undefined) return [];
      return [{ first: passageExcerpt(one), second: passageExcerpt(other), similarity: pair.similarity }];
    }),
    alone: [
      aloneIn(a, b, new Set(pairs.map((pair) => pair.first)), input),
      aloneIn(b, a, new Set(pairs.map((pair) => pair.second)), input),
    ],
  };
}

/** Each passage once, the nearest pairs first. */
function matched(pairs: readonly Pair[]): Pair[] {
  const [left, right] = [new Set<number>(), new Set<number>()];
  return pairs
    .toSorted((a, b) => b.similarity - a.similarity || a.first - b.first || a.second - b.second)
    .filter(({ first, second }) => {
      if (left.has(first) || right.has(second)) return false;
      left.add(first);
      right.add(second);
      return true;
    });
}

/** The sentence of a post that stands for what the other lacks: from the passage that is farthest from all of the other's. */
function aloneIn(
  postId: string,
  otherId: string,
  shared: ReadonlySet<number>,
  { prose, embeddings }: OverlapInput,
): Excerpt | undefined {
  const others = prose.passagesOf(otherId);
  const nearness = ({ row }: PassageAt): number =>
    Math.max(-1, ...others.map((other) => dotRows(embeddings, row, embeddings, other.row)));
  const ranked = prose
    .passagesOf(postId)
    .filter(({ row, passage }) => !shared.has(row) && passage.words >= FEWEST_WORDS)
    .map((at) => ({ at, near: nearness(at) }))
    .sort((x, y) => x.near - y.near || x.at.row - y.at.row);
  for (const { at } of ranked) {
    const sentence = sentenceIn(at.passage, prose);
    if (sentence !== undefined) return sentence;
  }
  return undefined;
}

/** The first sentence of a passage that a reader can take in by itself. */
function sentenceIn({ postId, start, end }: Passage, prose: Prose): Excerpt | undefined {
  for (const { block } of prose.blocksOf(postId)) {
    if (block.end <= start || block.start >= end) continue;
    for (const span of sentencesOf(block.text)) {
      const excerpt = excerptOf(block, span);
      if (excerpt.start >= start && excerpt.end <= end && standsAlone(excerpt.text)) return excerpt;
    }
  }
  return undefined;
}
