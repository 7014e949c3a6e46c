import { at } from "../../../math/at.js";
import { addTimes, dot, normalize } from "../../../math/matrix.js";
import type { VectorOf } from "../../../shapes/embedder.js";
import type { Candidate } from "../terms/terms.js";
import type { Subject } from "./vocabulary.js";
import type { Holdings } from "./holdings.js";

/** Looked at of a group where at least this share of its passages holds it. */
const LEAST_COVERAGE = 0.08;
/** A name weighs so many times as much as one of its cues. */
const NAME_WEIGHT = 2;
/** Terms of a group by which its place among the words is found. */
const TERMS = 40;
/** Subjects that are weighed for one group. */
const MOST = 12;

/** A subject that could name a group, with what speaks for it. */
export interface SubjectName {
  subject: Subject;
  /** The passages of the group that hold it. */
  passages: ReadonlySet<number>;
  /** Harmonic mean of the share of its passages that are in the group and the share of the group's that hold it, 0…1. */
  fit: number;
  /** Cosine between its words and the group's telling phrases in the word vectors, −1…1. */
  closeness: number;
}

/** Places the subjects among groups of passages; embeds every subject, and every phrase, once. */
export class SubjectNames {
  readonly #vectors = new Map<string, Float32Array>();

  constructor(
    private readonly holdings: Holdings,
    /** Embeds a phrase by what words mean in general, not by what this collection taught. */
    private readonly wordVectorOf: VectorOf,
  ) {}

  /**
   * The subjects that fit a group best.
   *
   * @param own the group's passages
   * @param among all passages that it is told apart from, its own too
   * @param terms its phrases, the most telling first
   * @param broad true where areas are wanted besides
   */
  async of(
    own: ReadonlySet<number>,
    among: ReadonlySet<number>,
    terms: readonly Candidate[],
    broad: boolean,
  ): Promise<SubjectName[]> {
    const fitting = this.holdings.subjects
      .map((subject, s) => ({ subject, ...fitOf(at(this.holdings.passages, s), own, among) }))
      .filter(
        ({ subject, passages }) => (broad || !subject.broad) && passages.size >= LEAST_COVERAGE * own.size,
      )
      .sort((a, b) => b.fit - a.fit)
      .slice(0, MOST);
    if (fitting.length === 0) return [];
    const place = await this.#placeOf(terms);
    const names: SubjectName[] = [];
    for (const name of fitting) {
      names.push({ ...name, closeness: dot(place, await this.#vectorOf(name.subject)) });
    }
    return names;
  }

  /** The mean of a group's telling phrases. */
  async #placeOf(terms: readonly Candidate[]): Promise<Float32Array> {
    const telling = terms
      .map((term) => ({ term, weight: term.weight * term.distinctness ** 2 }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, TERMS);
    const parts: [Float32Array, number][] = [];
    for (const { term, weight } of telling) parts.push([await this.wordVectorOf(term.text), weight]);
    return directionOf(parts);
  }

  async #vectorOf({ name, cues }: Subject): Promise<Float32Array> {
    const known = this.#vectors.get(name);
    if (known !== undefined) return known;
    const parts: [Float32Array, number][] = [];
    for (const [c, cue] of cues.entries()) {
      parts.push([await this.wordVectorOf(cue), c === 0 ? NAME_WEIGHT : 1]);
    }
    const vector = directionOf(parts);
    this.#vectors.set(name, vector);
    return vector;
  }
}

function fitOf(
  holding: readonly number[],
  own: ReadonlySet<number>,
  among: ReadonlySet<number>,
): { passages: Set<number>; fit: number } {
  const all = holding.filter((i) => among.has(i));
  const passages = new Set(all.filter((i) => own.has(i)));
  return { passages, fit: (2 * passages.size) / Math.max(1, all.length + own.size) };
}

/** The weighted sum, of length 1 or all zero. */
function directionOf(parts: readonly [Float32Array, number][]): Float32Array {
  const sum = new Float32Array(parts[0]?.[0].length ?? 0);
  for (const [vector, weight] of parts) addTimes(sum, vector, weight);
  normalize(sum);
  return sum;
}
