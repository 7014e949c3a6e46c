/** What a theme that decisions made is called, and by which words: those of the themes that its passages come from. */
import { at } from "../../math/at.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Naming } from "../../shapes/fit.js";
import type { Passage } from "../../shapes/passage.js";
import type { Term, Theme } from "../../shapes/theme.js";
import { insideSentence } from "./labels/headings.js";

/** Terms of a theme at most, and the single words by which topic models are compared. */
const MOST_TERMS = 10;
const MOST_WORDS = 25;

export interface NamesBefore {
  /** Before the decisions. */
  clustering: Clustering;
  themes: readonly Pick<Theme, "label" | "terms" | "fit" | "topWords">[];
  named: { themes: readonly Naming[]; subthemes: readonly (readonly Naming[])[] };
  passages: readonly Passage[];
}

/** The name of a theme of the fit as it stands, also where a chat endpoint gave it. */
export function nameOf(theme: number, { themes, named }: NamesBefore): Naming {
  const { label, terms, fit } = at(themes, theme);
  return { ...at(named.themes, theme), label, terms, fit, wording: insideSentence(label) };
}

/**
 * Words of the themes and sub-themes that passages come from, by their weight there, how many of the passages come from there and
 * how many of them hold the word.
 *
 * @param rows the passages, each text once
 */
export function termsOf(rows: readonly number[], before: NamesBefore): Term[] {
  const { named, clustering, passages } = before;
  const { parents } = clustering.subthemes;
  const sources = sourcesOf(rows, clustering.assignment, (theme) => nameOf(theme, before).terms);
  const parts = sourcesOf(rows, clustering.subthemes.assignment, (sub) => {
    const theme = at(parents, sub);
    return named.subthemes[theme]?.[sub - parents.indexOf(theme)]?.terms ?? [];
  });
  return strongest([...sources, ...parts], rows, passages, MOST_TERMS);
}

/** As `termsOf`, for the single words. */
export function topWordsOf(rows: readonly number[], { themes, clustering, passages }: NamesBefore): Term[] {
  const sources = sourcesOf(rows, clustering.assignment, (theme) => at(themes, theme).topWords);
  return strongest(sources, rows, passages, MOST_WORDS);
}

/** A name that an editor gave to passages. */
export function namingOf(label: string, rows: readonly number[], before: NamesBefore): Naming {
  const terms = termsOf(rows, before);
  const held = shareHolding(label.toLowerCase(), rows, before.passages);
  return { label, wording: insideSentence(label), isNamed: true, terms, fit: held };
}

interface Source {
  terms: readonly Term[];
  /** Share of the passages that come from there, 0…1. */
  share: number;
}

function sourcesOf(
  rows: readonly number[],
  numbers: Int32Array,
  terms: (number: number) => readonly Term[],
): Source[] {
  const counts = new Map<number, number>();
  for (const i of rows) {
    const number = at(numbers, i);
    if (number >= 0) counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return [...counts].map(([number, count]) => ({ terms: terms(number), share: count / rows.length }));
}

function strongest(
  sources: readonly Source[],
  rows: readonly number[],
  passages: readonly Passage[],
  most: number,
): Term[] {
  const weights = new Map<string, number>();
  for (const { terms, share } of sources)
    for (const { text, weight } of terms) weights.set(text, (weights.get(text) ?? 0) + weight * share);
  const scored = [...weights]
    .map(([text, weight]) => ({ text, weight: weight * shareHolding(text.toLowerCase(), rows, passages) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))
    .slice(0, most);
  return scored.map(({ text, weight }) => ({ text, weight: weight / at(scored, 0).weight }));
}

/** The share of some passages that hold a text, 0…1. */
function shareHolding(lower: string, rows: readonly number[], passages: readonly Passage[]): number {
  const held = rows.filter((i) => at(passages, i).text.toLowerCase().includes(lower)).length;
  return rows.length === 0 ? 0 : held / rows.length;
}
