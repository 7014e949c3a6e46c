import type { Candidate } from "../terms/terms.js";
import type { SubjectName } from "../subjects/subject-names.js";
import { cueKey } from "../subjects/vocabulary.js";

/** A subject of the vocabulary as a candidate beside the phrases of the text. */
export function subjectCandidate(
  { subject, passages, fit, closeness }: SubjectName,
  size: number,
): Candidate {
  const key = cueKey(subject.name);
  return {
    key,
    text: subject.name,
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
    setting: { variety: 1, prose: 1, figures: 0 },
    byline: false,
    person: false,
    count: passages.size,
    posts: 0,
    passages,
  };
}
