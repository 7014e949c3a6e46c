import { classTfidf } from "../core/ctfidf.js";
import { maximalMarginalRelevance } from "../core/mmr.js";
import type { Term } from "../types.js";
import { commonestForm, type PhraseTable, type ThemePhrase } from "./phrase-table.js";

/** A phrase that could describe a theme, with what speaks for it. */
export interface Candidate {
  key: string;
  /** As the author writes it most often. */
  text: string;
  /** Number of words. */
  length: number;
  /** c-TF-IDF divided by the theme's largest, 0…1. */
  weight: number;
  /** Share of the theme's passages in which it stands, 0…1. */
  coverage: number;
  /** Share of all passages with the phrase that are in this theme, 0…1. */
  exclusivity: number;
  /** Share of its uses that were tagged as a proper name, 0…1. */
  nameShare: number;
  /** Uses in the theme. */
  count: number;
  /** Posts of the theme that use it. */
  posts: number;
}

/** Candidates looked at and terms kept per theme. */
const CANDIDATES = 80;
const TERMS = 10;
/** A phrase in more than this share of all passages, and mostly in those of other themes, says nothing about this one. */
const EVERYWHERE = 0.25;
const MOSTLY_HERE = 0.5;
/** Weight of relevance against difference when picking terms. */
const LAMBDA = 0.7;

/**
 * The candidates of each theme, the most typical first: words and noun phrases by c-TF-IDF. A phrase of a single post
 * is left out where the theme has phrases that two posts share.
 *
 * @param sizes number of distinct passages of each theme
 */
export function candidatesOf(table: PhraseTable, sizes: readonly number[]): Candidate[][] {
  const weights = classTfidf(
    table.themes.map((theme) => new Map([...theme].map(([key, p]) => [key, p.count]))),
  );
  return table.themes.map((theme, t) => {
    const kept = shared(theme, table)
      .map((phrase) => ({ phrase, weight: weights[t]?.get(phrase.key) ?? 0 }))
      .sort((a, b) => b.weight - a.weight || (a.phrase.key < b.phrase.key ? -1 : 1))
      .slice(0, CANDIDATES);
    const top = kept[0]?.weight ?? 1;
    return kept.map(({ phrase, weight }) => toCandidate(phrase, table, weight / top, sizes[t] ?? 1));
  });
}

/** The phrases of at least two posts, or all where there are none; those that stand everywhere left out. */
function shared(theme: ReadonlyMap<string, ThemePhrase>, table: PhraseTable): ThemePhrase[] {
  const most = Math.max(4, EVERYWHERE * table.passages);
  const specific = [...theme.values()].filter(({ key, passages }) => {
    const everywhere = table.facts.get(key)?.passages ?? 0;
    return everywhere <= most || passages >= MOSTLY_HERE * everywhere;
  });
  const several = specific.filter(({ posts }) => posts.size >= 2);
  return several.length >= 3 ? several : specific;
}

function toCandidate(phrase: ThemePhrase, table: PhraseTable, weight: number, size: number): Candidate {
  const facts = table.facts.get(phrase.key);
  return {
    key: phrase.key,
    text: facts ? commonestForm(facts) : phrase.key,
    length: facts?.length ?? 1,
    weight,
    coverage: phrase.passages / size,
    exclusivity: phrase.passages / (facts?.passages ?? phrase.passages),
    nameShare: facts ? facts.names / facts.count : 0,
    count: phrase.count,
    posts: phrase.posts.size,
  };
}

/** True where one phrase stands in the other as whole words. */
export function contains(longer: string, shorter: string): boolean {
  return ` ${longer} `.includes(` ${shorter} `);
}

/** Ten terms that are typical of a theme and different from one another; a word inside a picked phrase is left out. */
export function pickTerms(candidates: readonly Candidate[]): Term[] {
  const order = maximalMarginalRelevance(
    candidates.map((candidate) => candidate.weight),
    (a, b) => wordOverlap(candidates[a]?.key ?? "", candidates[b]?.key ?? ""),
    TERMS,
    LAMBDA,
  );
  return order.flatMap((i) => {
    const candidate = candidates[i];
    return candidate ? [{ text: candidate.text, weight: candidate.weight }] : [];
  });
}

/** Share of words that two phrases have in common, of the shorter one: 0…1. */
function wordOverlap(a: string, b: string): number {
  const own = new Set(a.split(" "));
  const other = b.split(" ");
  const common = other.filter((word) => own.has(word)).length;
  return common / Math.min(own.size, other.length);
}
