import type { Candidate } from "../terms/terms.js";
import type { SubjectName } from "../subjects/subject-names.js";
import { bearsItsName, cueKey, type Subject } from "../subjects/vocabulary.js";
import { insideSentence } from "./headings.js";

/**
 * A subject of the vocabulary as a candidate beside the phrases of the text.
 *
 * @param size passages of the group
 * @param wordingOf gives a phrase as the author writes it inside a sentence, undefined where the text doesn't have it
 */
export function subjectCandidate(
  { subject, passages, fit, closeness }: SubjectName,
  size: number,
  wordingOf: (key: string) => string | undefined,
): Candidate {
  const key = cueKey(subject.name);
  return {
    key,
    text: inAuthorsCase(subject, wordingOf(key)),
    query: subject.cues.join(". "),
    subjectCloseness: closeness,
    length: key.split(" ").length,
    fit,
    weight: 0,
    coverage: passages.size / Math.max(1, size),
    postShare: 0,
    distinctness: 1,
    nameShare: 0,
    headed: 0,
    tag: 0,
    verbShare: 0,
    setting: { variety: 1, prose: 1, figures: 0, spoken: 0 },
    byline: false,
    person: false,
    count: passages.size,
    posts: 0,
    passages,
  };
}

/**
 * The name with the author's capitals, where the text has these very words; their number stays that of the name. A product's
 * or a language's keeps its own: "React Native".
 */
function inAuthorsCase({ name, cues }: Subject, written: string | undefined): string {
  if (bearsItsName(cues)) return name;
  return written?.toLowerCase() === name.toLowerCase() ? written : insideSentence(name);
}
