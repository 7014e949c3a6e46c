import { asHeading } from "../language/headings.js";
import { contains, type Candidate } from "./terms.js";

/** A candidate with the cosine of its own embedding to the theme's centroid, −1…1. */
export interface Scored {
  candidate: Candidate;
  closeness: number;
}

/** A person's or product's name is seldom what a theme is about. */
const NAME_PENALTY = 0.3;
/** A phrase of several words is the label where it scores at least so much of the best single word. */
const PHRASE_FLOOR = 0.12;
/** A single word is a label by itself where it stands in this share of the theme's passages; else a second is joined. */
const COVERS_ALONE = 0.5;
/** The second word must score at least so much of the first. */
const SECOND_FLOOR = 0.4;

/**
 * Headings for all themes, no two alike: the noun phrase that is most typical of the theme, most used in it and
 * closest to its centre, where the theme has a telling one; else its best word, or its two best words joined by "and".
 *
 * @param themes the candidates of each theme, largest theme first; larger themes choose first
 */
export function labelsOf(themes: readonly (readonly Scored[])[]): string[] {
  const taken = new Set<string>();
  return themes.map((scored, i) => {
    const free = scored.filter(({ candidate }) => !taken.has(candidate.key));
    const used = chooseLabel(free);
    for (const { candidate } of used) taken.add(candidate.key);
    return used.length === 0
      ? `Theme ${i + 1}`
      : asHeading(used.map(({ candidate }) => candidate.text).join(" and "));
  });
}

/** c-TF-IDF × √coverage × √exclusivity × closeness to the centroid, less for names. */
export function score({ candidate, closeness }: Scored): number {
  const { weight, coverage, exclusivity, nameShare } = candidate;
  const name = 1 - (1 - NAME_PENALTY) * nameShare;
  return weight * Math.sqrt(coverage * exclusivity) * Math.max(0.05, closeness) * name;
}

function chooseLabel(scored: readonly Scored[]): Scored[] {
  const ranked = [...scored].sort(
    (a, b) => score(b) - score(a) || (a.candidate.key < b.candidate.key ? -1 : 1),
  );
  const word = ranked.find(({ candidate }) => candidate.length === 1);
  const phrase = ranked.find(({ candidate }) => candidate.length > 1);
  if (phrase && (!word || score(phrase) >= PHRASE_FLOOR * score(word))) return [longest(phrase, ranked)];
  if (!word) return [];
  const second = ranked.find(
    ({ candidate }) => candidate.key !== word.candidate.key && candidate.length === 1,
  );
  if (word.candidate.coverage >= COVERS_ALONE || !second || score(second) < SECOND_FLOOR * score(word))
    return [word];
  return [word, second];
}

/** The fuller form of a phrase where most of its uses are part of it: "minimum viable product" for "viable product". */
function longest(phrase: Scored, ranked: readonly Scored[]): Scored {
  const fuller = ranked.find(
    ({ candidate }) =>
      candidate.length > phrase.candidate.length &&
      contains(candidate.key, phrase.candidate.key) &&
      candidate.count >= 0.6 * phrase.candidate.count,
  );
  return fuller ?? phrase;
}
