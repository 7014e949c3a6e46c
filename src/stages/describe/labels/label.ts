import { familiesOf, familyOf, isAbstract } from "../../../text/word-forms.js";
import { asHeading } from "./headings.js";
import { isVague } from "../terms/phrases.js";
import { singular } from "../../../text/word-forms.js";
import { wordsOf } from "../../../text/words.js";
import { contains, nameWeight, soundness, type Candidate } from "../terms/terms.js";

/** A candidate with the cosines of its own embedding to the theme's centroid and to the nearest other one, −1…1. */
export interface Scored {
  candidate: Candidate;
  closeness: number;
  otherCloseness: number;
}

/** A name counts in full where so many of the theme's posts use it; a person named once or twice is no theme. */
const NAME_POSTS = 0.5;
/** Nearness to the centre tells the general word from the telling one: "game" from "hockey". */
const CLOSENESS_POWER = 1.5;
/** A word that could belong to any theme makes a poor heading by itself. */
const VAGUE = 0.35;
/** A phrase stands for its word where it makes up this share of the word's uses; for a vague word less will do. */
const EXPANDS = 0.22;
const EXPANDS_VAGUE = 0.1;
/** A phrase that most posts use stands for its word too, where it is about as near to the centre. */
const NEARLY_AS_CLOSE = 0.05;
/** A phrase of other words is the label where it scores so much of the best word. */
const PHRASE_FLOOR = 0.7;
/** A doing is the label instead of the doer where it has this share of the doer's uses: "leadership" for "leader". */
const ABSTRACT_SHARE = 0.12;
/** A label stands by itself where its words are in this share of the theme's passages; else a second is joined. */
const COVERS_ALONE = 0.5;
/** Else it must score at least so much of the first: nearly as much where the first covers the theme or is a phrase. */
const SECOND_FLOOR = 0.35;
const SECOND_NEARLY = 0.6;
/** The second part must stand in such a share of the theme's passages, and the first not. */
const SECOND_ADDS = 0.06;
/**
 * Where nothing scores so much: that share × √ its score as a part of the first's. Less is asked where the first is a word
 * that other themes use too, or in less than such a part of the passages.
 */
const LEAST_GAIN = 0.08;
const LEAST_GAIN_NEEDED = 0.04;
const PART = 0.15;
/** Letters from which a word's beginning is its short form. */
const SHORT = 3;
/** Distinctness from which a word is the theme's own, and under which it is no more than shared with others. */
const OWN = 0.6;
const SHARED = 0.5;
/** Most words of a label of two parts. */
const MOST_WORDS = 5;

/** What labels must keep clear of. */
export interface Taken {
  /** For each theme the name that the editor gave it, if any: that is its label. */
  names?: readonly (string | undefined)[];
  /** The label of the theme that these are the parts of. */
  parent?: string;
}

/**
 * Headings for all themes, no two alike: the word or noun phrase that is most typical of the theme, most used in it,
 * nearest to its centre and least at home elsewhere, where the author's headings and tags count most; two of them
 * joined by "and" where one alone leaves half of the theme out.
 *
 * @param themes the candidates of each theme, largest theme first; larger themes choose first
 */
export function labelsOf(
  themes: readonly (readonly Scored[])[],
  { names = [], parent = "" }: Taken = {},
): string[] {
  const taken = new Set(names.flatMap((name) => (name === undefined ? [] : [nameKey(name)])));
  return themes.map((scored, i) => {
    const name = names[i];
    if (name !== undefined) return name;
    const free = scored.filter(
      ({ candidate }) => !taken.has(familyKey(candidate)) && !repeats(candidate, parent),
    );
    const parts = chooseParts(free);
    for (const { candidate } of parts) taken.add(familyKey(candidate));
    return parts.length === 0
      ? `Theme ${i + 1}`
      : asHeading(parts.map(({ candidate }) => candidate.text).join(" and "));
  });
}

/**
 * True where a part's label would say its theme's again, of one thing: "Open source software" under "Open source"; or
 * would set another thing of the name against it: "Financial debt" under "Technical debt".
 */
function repeats({ key }: Candidate, parent: string): boolean {
  const above = wordsOf(parent).map((word) => familyOf(singular(word)));
  if (above.length === 0 || above.includes("and")) return false;
  const family = familiesOf(key);
  const ofMany = above.length > 1 && family.length > 1;
  const [opening] = family;
  const head = above.at(-1);
  if (ofMany && (opening === head || family.at(-1) === head)) return true;
  if (ofMany && contains(family.join(" "), above.join(" "))) return true;
  return key.split(" ").every((word) => above.includes(familyOf(word)) || isVague(word));
}

function nameKey(name: string): string {
  return wordsOf(name).map(singular).map(familyOf).join(" ");
}

function familyKey({ key }: Candidate): string {
  return familiesOf(key).join(" ");
}

/** How good a heading a candidate is, ≥ 0; see `labelsOf`. */
export function score({ candidate, closeness, otherCloseness }: Scored): number {
  const { weight, coverage, postShare, distinctness, headed, tag } = candidate;
  const use = Math.sqrt(weight * (coverage + postShare));
  const home = closeness >= otherCloseness ? 1 : 0.6;
  const vague = candidate.length === 1 && isVague(candidate.key) ? VAGUE : 1;
  return (
    use *
    soundness(candidate) *
    distinctness *
    Math.max(0.05, closeness) ** CLOSENESS_POWER *
    home *
    nameWeight(candidate, NAME_POSTS) *
    vague *
    (1 + 3 * headed) *
    (1 + 12 * tag ** 2)
  );
}

function chooseParts(scored: readonly Scored[]): Scored[] {
  const ranked = [...scored].sort(
    (a, b) => score(b) - score(a) || (a.candidate.key < b.candidate.key ? -1 : 1),
  );
  const first = bestPart(ranked);
  if (!first) return [];
  const second = bestPart(joinable(first, ranked));
  if (!second || first.candidate.length + second.candidate.length + 1 > MOST_WORDS) return [first];
  return [first, second];
}

/**
 * What may stand beside the first part, the best first: other words that stand where the first does not, and are nearly as
 * good, or make up for it by how much of the theme they add.
 */
function joinable(first: Scored, ranked: readonly Scored[]): Scored[] {
  const covered = passagesOf(first, ranked);
  const size = first.candidate.passages.size / first.candidate.coverage;
  const others = ranked.filter(({ candidate }) => isOther(candidate, first.candidate));
  const added = ({ candidate }: Scored): number =>
    [...candidate.passages].filter((i) => !covered.has(i)).length / size;
  const whole =
    first.candidate.length > 1 || (covered.size >= COVERS_ALONE * size && !isVague(first.candidate.key));
  const [best = first] = ranked;
  const floor = (whole ? SECOND_NEARLY : SECOND_FLOOR) * score(isVague(best.candidate.key) ? first : best);
  const adding = others.filter((other) => added(other) >= SECOND_ADDS && score(other) >= floor);
  if (adding.length > 0 || whole) return adding;
  const gain = (other: Scored): number => added(other) * Math.sqrt(Math.min(1, score(other) / score(first)));
  const least = needsCompany(first) || covered.size < PART * size ? LEAST_GAIN_NEEDED : LEAST_GAIN;
  return others
    .filter((other) => gain(other) >= least && !needsCompany(other))
    .sort((a, b) => gain(b) - gain(a));
}

/** True for a part that names another thing than the first: other words, and neither the other's short form. */
function isOther(candidate: Candidate, first: Candidate): boolean {
  const families = new Set(familiesOf(first.key));
  if (familiesOf(candidate.key).some((family) => families.has(family))) return false;
  if (candidate.length === 1 && candidate.distinctness < SHARED) return false;
  return !isShortFor(candidate.key, first.key) && !isShortFor(first.key, candidate.key);
}

/** True for "app" and "application", "TTS" and "Technology Transformation Services". */
function isShortFor(short: string, long: string): boolean {
  if (short.includes(" ") || short.length < SHORT) return false;
  const initials = long
    .split(" ")
    .map(([letter = ""]) => letter)
    .join("");
  return initials.startsWith(short) || (!long.includes(" ") && long.startsWith(short));
}

/** True for a single word that names nothing by itself, or that other themes use nearly as much. */
function needsCompany({ candidate }: Scored): boolean {
  return candidate.length === 1 && (isVague(candidate.key) || candidate.distinctness < OWN);
}

/** Passages that hold the part or a word of its family that heads it. */
function passagesOf({ candidate }: Scored, ranked: readonly Scored[]): Set<number> {
  const family = familyKey(candidate);
  return new Set(
    ranked.flatMap((other) => (familyKey(other.candidate) === family ? [...other.candidate.passages] : [])),
  );
}

function bestPart(ranked: readonly Scored[]): Scored | undefined {
  const word = ranked.find(({ candidate }) => candidate.length === 1);
  const phrase = ranked.find(({ candidate }) => candidate.length > 1);
  if (!word) return phrase && fuller(phrase, ranked);
  if (phrase && score(phrase) >= PHRASE_FLOOR * score(word)) return fuller(phrase, ranked);
  return expanded(abstractOf(word, ranked), ranked);
}

/** The member of the word's family that names the doing, where the author uses it. */
function abstractOf(word: Scored, ranked: readonly Scored[]): Scored {
  if (isAbstract(word.candidate.key)) return word;
  const family = familyOf(word.candidate.key);
  const relatives = ranked.filter(
    ({ candidate }) =>
      candidate.length === 1 &&
      familyOf(candidate.key) === family &&
      isAbstract(candidate.key) &&
      candidate.count >= ABSTRACT_SHARE * word.candidate.count,
  );
  return relatives[0] ?? word;
}

/**
 * The phrase that says better what the word is about: in which it mostly stands ("technical debt" for "debt"), or which
 * most posts of the theme use and which is nearer to its centre ("change management" for "change"). One that only adds
 * a vague noun says no more than the word ("roadmap item").
 */
function expanded(word: Scored, ranked: readonly Scored[]): Scored {
  const least = isVague(word.candidate.key) ? EXPANDS_VAGUE : EXPANDS;
  const [phrase] = ranked
    .filter(({ candidate }) => candidate.length > 1 && contains(candidate.key, word.candidate.key))
    .filter(({ candidate }) =>
      candidate.key.startsWith(word.candidate.key) ? !endsVaguely(candidate.key) : true,
    )
    .filter((other) => other.candidate.count >= least * word.candidate.count || isBetterKnown(other, word))
    .sort((a, b) => score(b) - score(a));
  return phrase ? fuller(phrase, ranked) : word;
}

function endsVaguely(key: string): boolean {
  return isVague(key.split(" ").at(-1) ?? "");
}

function isBetterKnown(phrase: Scored, word: Scored): boolean {
  return (
    phrase.candidate.postShare >= 0.5 &&
    phrase.candidate.count >= 0.1 * word.candidate.count &&
    phrase.closeness >= word.closeness - NEARLY_AS_CLOSE &&
    phrase.candidate.distinctness >= word.candidate.distinctness
  );
}

/** The fuller form of a phrase where most of its uses are part of it: "minimum viable product" for "viable product". */
function fuller(phrase: Scored, ranked: readonly Scored[]): Scored {
  const longer = ranked.find(
    ({ candidate }) =>
      candidate.length > phrase.candidate.length &&
      contains(candidate.key, phrase.candidate.key) &&
      candidate.count >= 0.6 * phrase.candidate.count,
  );
  return longer ?? phrase;
}
