import { singular } from "../../../text/word-forms.js";
import { wordsOf } from "../../../text/words.js";
import type { Passage } from "../../../shapes/passage.js";
import { areasOf, cueKey, type Subject } from "./vocabulary.js";

/** A passage holds an area where it holds so many of its subjects. */
const SUBJECTS_OF_AREA = 2;
/** The first cue is the name; without it, so many make sure. */
const NAME = 0;
const SURE_CUES = 2;

/** Which passages hold which subjects, by name or by cue. */
export interface Holdings {
  /** The subjects, then the areas. */
  subjects: readonly Subject[];
  /** For each subject the passages that hold it, ascending. */
  passages: readonly (readonly number[])[];
  /** For each subject those that surely speak of it: they hold its name, or two of its cues. */
  sure: readonly (readonly number[])[];
}

/** Reads every passage once; headings count as part of the passages under them. */
export function holdingsOf(subjects: readonly Subject[], passages: readonly Passage[]): Holdings {
  const areas = areasOf(subjects);
  const all = [...subjects, ...areas];
  const byCue = cueIndex(subjects);
  const areaRow = new Map(areas.map(({ name }, a) => [name, subjects.length + a]));
  const held = all.map((): number[] => []);
  const sure = all.map((): number[] => []);
  passages.forEach((passage, i) => {
    const ofArea = new Map<number, number>();
    for (const [s, cues] of subjectsIn(passage, byCue)) {
      held[s]?.push(i);
      if ((cues.has(NAME) && isTelling(all[s])) || cues.size >= SURE_CUES) sure[s]?.push(i);
      const area = areaRow.get(subjects[s]?.area ?? "");
      if (area !== undefined) ofArea.set(area, (ofArea.get(area) ?? 0) + 1);
    }
    for (const [area, count] of ofArea) if (count >= SUBJECTS_OF_AREA) held[area]?.push(i);
  });
  return { subjects: all, passages: held, sure };
}

/** A single word in -ing is a verb as often as a subject: "running". */
function isTelling(subject: Subject | undefined): boolean {
  return subject !== undefined && (subject.name.includes(" ") || !subject.name.endsWith("ing"));
}

interface Cue {
  subject: number;
  /** Its place among the subject's cues. */
  place: number;
  /** Its words behind the first. */
  rest: readonly string[];
}

/** Every cue by its first word. */
function cueIndex(subjects: readonly Subject[]): Map<string, Cue[]> {
  const index = new Map<string, Cue[]>();
  subjects.forEach(({ cues }, subject) => {
    // What bears a name of its own is held by that alone: "types" are not always TypeScript's.
    const telling = cues.slice(1).includes(cues[NAME] ?? "") ? cues.slice(NAME, NAME + 1) : cues;
    telling.forEach((cue, c) => {
      const [first = "", ...rest] = cueKey(cue).split(" ");
      index.set(first, [...(index.get(first) ?? []), { subject, place: c, rest }]);
    });
  });
  return index;
}

/** The subjects that a passage holds, each with the places of the cues by which it does. */
function subjectsIn(
  { text, headingPath }: Passage,
  index: ReadonlyMap<string, Cue[]>,
): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  for (const part of [text, ...headingPath]) {
    const words = wordsOf(part).map(singular);
    words.forEach((word, i) => {
      for (const { subject, place, rest } of index.get(word) ?? []) {
        if (!rest.every((next, n) => next === words[i + 1 + n])) continue;
        found.set(subject, (found.get(subject) ?? new Set()).add(place));
      }
    });
  }
  return found;
}
