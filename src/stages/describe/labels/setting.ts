/** In what surroundings a phrase stands: in sentences of ever other words, or in one and the same line, or in tables. */
import { at } from "../../../math/at.js";
import { isFunctionWord, type Language } from "../../../text/languages.js";
import { wordsOf } from "../../../text/words.js";
import type { Passage } from "../../../shapes/passage.js";

export interface Setting {
  /**
   * Share of its places that have something else before it, and behind it, than the commonest, the less of the two, 0…1:
   * near 0 for words of a signature, and for a word that is always part of one and the same phrase.
   */
  variety: number;
  /** Mean share of function words in the passages that hold it, 0…1: about 0.4 in prose, near 0 in tables and code. */
  prose: number;
  /** Share of its places where a colon follows, as behind the name of one who speaks, 0…1. */
  spoken: number;
  /** Mean share of numbers in these, 0…1: seldom above 0.1 but in tables. */
  figures: number;
}

/** What kind of text a passage is: its shares of function words and of numbers, 0…1. */
type Kind = Pick<Setting, "prose" | "figures">;

/** Passages that are looked at per phrase, and characters on either side of it that are compared. */
const SAMPLE = 24;
const AROUND = 12;
/** With fewer places nothing can be said of their variety. */
const FEW = 4;

/** Finds the surroundings of phrases; reads each passage once. */
export class Settings {
  readonly #texts = new Map<number, string>();
  readonly #kinds = new Map<number, Kind>();

  /** @param languages the language of each passage */
  constructor(
    private readonly passages: readonly Passage[],
    private readonly languages: readonly Language[],
  ) {}

  /**
   * @param key a phrase in lower case, its last word in the singular
   * @param holding indices of the passages that hold it
   */
  of(key: string, holding: ReadonlySet<number>): Setting {
    const sample = spread([...holding].sort((a, b) => a - b));
    const before: string[] = [];
    const behind: string[] = [];
    const kinds = sample.map((i) => this.#kindOf(i));
    const mean = (share: (kind: Kind) => number): number =>
      kinds.reduce((sum, kind) => sum + share(kind), 0) / Math.max(1, kinds.length);
    for (const i of sample) {
      const text = this.#textOf(i);
      const at = text.indexOf(key);
      if (at < 0) continue;
      before.push(text.slice(Math.max(0, at - AROUND), at));
      behind.push(text.slice(at + key.length, at + key.length + AROUND));
    }
    return {
      variety: before.length < FEW ? 1 : 1 - Math.max(commonestShare(before), commonestShare(behind)),
      prose: mean(({ prose }) => prose),
      figures: mean(({ figures }) => figures),
      spoken: behind.filter((text) => text.startsWith(":")).length / Math.max(1, behind.length),
    };
  }

  #textOf(i: number): string {
    const known = this.#texts.get(i);
    if (known !== undefined) return known;
    const text = at(this.passages, i).text.toLowerCase();
    this.#texts.set(i, text);
    return text;
  }

  #kindOf(i: number): Kind {
    const known = this.#kinds.get(i);
    if (known !== undefined) return known;
    const words = wordsOf(this.#textOf(i));
    const shareOf = (is: (word: string) => boolean): number =>
      words.filter(is).length / Math.max(1, words.length);
    const kind = {
      prose: shareOf((word) => isFunctionWord(word, at(this.languages, i))),
      figures: shareOf((word) => /^\p{N}/u.test(word)),
    };
    this.#kinds.set(i, kind);
    return kind;
  }
}

/** The share that equals the commonest, 0…1. */
function commonestShare(all: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return Math.max(0, ...counts.values()) / Math.max(1, all.length);
}

/** At most so many, evenly spread. */
function spread(sorted: readonly number[]): number[] {
  if (sorted.length <= SAMPLE) return [...sorted];
  return Array.from({ length: SAMPLE }, (_, n) => at(sorted, Math.floor((n * sorted.length) / SAMPLE)));
}
