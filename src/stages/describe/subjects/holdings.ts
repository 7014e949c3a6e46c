import { at } from "../../../math/at.js";
import { singular } from "../../../text/word-forms.js";
import { wordsOf } from "../../../text/words.js";
import type { Passage } from "../../../shapes/passage.js";
import { areasOf, bearsItsName, cueKey, type Subject } from "./vocabulary.js";

/** A passage holds an area where it holds so many of its subjects. */
const SUBJECTS_OF_AREA = 2;
/** The first cue is the name. */
const NAME = 0;
/** A passage speaks of a subject where it says so many of its cues, or so often the one that it has. */
const SURE_CUES = 2;
const SURE_TIMES = 2;

/** Which passages hold which subjects, by name or by cue. */
export interface Holdings {
  /** The subjects, then the areas. */
  subjects: readonly Subject[];
  /** For each subject the passages that hold it, ascending. */
  passages: readonly (readonly number[])[];
  /** For each subject those that surely speak of it: they hold a cue of several words, or two of its cues. */
  sure: readonly (readonly number[])[];
}

/** Reads every passage once; headings count as part of the passages under them. */
export function holdingsOf(subjects: readonly Subject[], passages: readonly Passage[]): Holdings {
  const areas = areasOf(subjects);
  const all = [...subjects, ...areas];
  const areaRow = new Map(areas.map(({ name }, a) => [name, subjects.length + a]));
  const held = all.map((): number[] => []);
  const sure = all.map((): number[] => []);
  const reader = new CueReader(cueIndex(subjects));
  passages.forEach((passage, i) => {
    const ofArea = new Map<number, number>();
    for (const [s, cues] of reader.subjectsIn(passage)) {
      held[s]?.push(i);
      if (speaksOf(at(subjects, s), cues)) sure[s]?.push(i);
      const area = areaRow.get(subjects[s]?.area ?? "");
      if (area !== undefined) ofArea.set(area, (ofArea.get(area) ?? 0) + 1);
    }
    for (const [area, count] of ofArea) if (count >= SUBJECTS_OF_AREA) held[area]?.push(i);
  });
  return { subjects: all, passages: held, sure };
}

/**
 * True for a passage that speaks of a subject and doesn't only mention a word of it: "goals", "events", "library".
 *
 * @param said how often it says each cue, by its place
 */
function speaksOf({ cues }: Subject, said: ReadonlyMap<number, number>): boolean {
  if (said.size >= SURE_CUES) return true;
  return [...said].some(([place, times]) => {
    const isPhrase = at(cues, place).includes(" ");
    return isPhrase || (bearsItsName(cues) && times >= SURE_TIMES);
  });
}

interface Cue {
  subject: number;
  /** Its place among the subject's cues. */
  place: number;
  /** Its words behind the first. */
  rest: readonly string[];
}

/** Every cue by its first word; what is the same but for its number once. */
function cueIndex(subjects: readonly Subject[]): Map<string, Cue[]> {
  const index = new Map<string, Cue[]>();
  subjects.forEach(({ cues }, subject) => {
    // What bears a name of its own is held by that alone: "types" are not always TypeScript's.
    const telling = bearsItsName(cues) ? cues.slice(NAME, NAME + 1) : cues;
    const keys = telling.map(cueKey);
    keys.forEach((key, c) => {
      if (keys.indexOf(key) < c) return;
      const [first = "", ...rest] = key.split(" ");
      index.set(first, [...(index.get(first) ?? []), { subject, place: c, rest }]);
    });
  });
  return index;
}

const NONE: readonly Cue[] = [];

/** Reads passages for cues; what recurs in them, words and headings, is looked at once. */
class CueReader {
  readonly #index: ReadonlyMap<string, readonly Cue[]>;
  /** The cues that begin with a word, by the word as it is written. */
  readonly #byWord = new Map<string, readonly Cue[]>();
  readonly #headings = new Map<string, readonly string[]>();

  constructor(index: ReadonlyMap<string, readonly Cue[]>) {
    this.#index = index;
  }

  /** The subjects that a passage holds, each with the places of the cues by which it does, and how often it says them. */
  subjectsIn({ text, headingPath }: Passage): Map<number, Map<number, number>> {
    const found = new Map<number, Map<number, number>>();
    this.#read(wordsOf(text), found);
    for (const heading of headingPath) this.#read(this.#wordsOfHeading(heading), found);
    return found;
  }

  #read(words: readonly string[], found: Map<number, Map<number, number>>): void {
    words.forEach((word, i) => {
      for (const { subject, place, rest } of this.#cuesOf(word)) {
        if (!rest.every((next, n) => next === singularAt(words, i + 1 + n))) continue;
        const said = found.get(subject) ?? new Map<number, number>();
        found.set(subject, said.set(place, (said.get(place) ?? 0) + 1));
      }
    });
  }

  #cuesOf(word: string): readonly Cue[] {
    let cues = this.#byWord.get(word);
    if (cues === undefined) {
      cues = this.#index.get(singular(word)) ?? NONE;
      this.#byWord.set(word, cues);
    }
    return cues;
  }

  #wordsOfHeading(heading: string): readonly string[] {
    let words = this.#headings.get(heading);
    if (words === undefined) {
      words = wordsOf(heading);
      this.#headings.set(heading, words);
    }
    return words;
  }
}

function singularAt(words: readonly string[], place: number): string | undefined {
  const word = words[place];
  return word === undefined ? undefined : singular(word);
}
