import { nameWeight, soundness, type Candidate } from "../terms/terms.js";
import { isVague } from "../terms/phrases.js";

/** A candidate with what its own embedding says of it. */
export interface Scored {
  candidate: Candidate;
  /** Its cosines to the theme's centroid and to the nearest other one, −1…1. */
  closeness: number;
  otherCloseness: number;
  /** The average precision with which it finds the theme's passages, 0…1. */
  query: number;
}

/** A name counts in full where so many of the theme's posts use it; a person named once or twice is no theme. */
const NAME_POSTS = 0.5;
/** A word that could belong to any theme makes a poor heading by itself, and any single word one less good than a phrase. */
const VAGUE = 0.35;
const SINGLE = 0.8;
/** A person is seldom what a theme is about. */
const PERSON = 0.5;
/** A phrase that is nearer to another theme. */
const ABROAD = 0.6;
/** What the author's headings and tags add at most. */
const HEADED = 0.5;
const TAGGED = 1.5;
/** A subject of the vocabulary counts from the first closeness on, and in full from the second. */
const NEAR = 0.25;
const AT_HOME = 0.55;
/** In full it counts so much more than a phrase that fits as well: it is a name that people print. */
const PRINTABLE = 1.2;

/**
 * How good a heading a candidate is, ≥ 0: the geometric mean of how well its words mark the theme's passages and how well
 * its meaning finds them; less for what is no thing that texts speak of, more for what the author's headings and tags say.
 */
export function score(scored: Scored): number {
  const { candidate, closeness, otherCloseness, query } = scored;
  const home = closeness >= otherCloseness ? 1 : ABROAD;
  const base = Math.sqrt(candidate.fit * query) * home;
  if (candidate.subjectCloseness !== undefined) {
    const near = (candidate.subjectCloseness - NEAR) / (AT_HOME - NEAR);
    return base * PRINTABLE * Math.min(1, Math.max(0, near));
  }
  return (
    base * soundness(candidate) * nameWeight(candidate, NAME_POSTS) * formOf(candidate) * author(candidate)
  );
}

function formOf({ key, length, person }: Candidate): number {
  if (person) return PERSON;
  if (key.split(" ").every(isVague)) return VAGUE;
  return length > 1 ? 1 : SINGLE;
}

function author({ headed, tag }: Candidate): number {
  return 1 + Math.min(HEADED, headed) + TAGGED * tag ** 2;
}
