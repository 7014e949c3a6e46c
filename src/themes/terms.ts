import { classTfidf } from "../core/ctfidf.js";
import { familiesOf, familyOf } from "../language/families.js";
import type { Term } from "../types.js";
import type { PhraseTable, ThemePhrase } from "./phrase-table.js";
import type { FittingTag } from "./tags.js";
import { wordingOf, wordingOfTag } from "./wording.js";

/** A phrase that could describe a theme, with what speaks for it. */
export interface Candidate {
  key: string;
  /** As a heading would have it inside a sentence. */
  text: string;
  /** Number of words. */
  length: number;
  /** c-TF-IDF divided by the theme's largest, 0…1. */
  weight: number;
  /** Share of the theme's passages in which it stands, 0…1. */
  coverage: number;
  /** Share of the theme's posts that use it, 0…1. */
  postShare: number;
  /** Its coverage against that of the other theme that has most of it: 1 where none has it, ½ where one has as much. */
  distinctness: number;
  /** Share of its uses that were tagged as a proper name, 0…1. */
  nameShare: number;
  /** Share of the theme's headings and titles in which it stands, 0…1. */
  headed: number;
  /** How well a tag of these words marks the theme, 0…1. */
  tag: number;
  /** Uses in the theme. */
  count: number;
  /** Posts of the theme that use it. */
  posts: number;
  /** Indices of the theme's passages that hold it. */
  passages: ReadonlySet<number>;
}

/** Words, and longer phrases, looked at per theme; terms kept. */
const CANDIDATES = 60;
const TERMS = 10;
/** A phrase in more than this share of all passages, and mostly in those of other themes, says nothing about this one. */
const EVERYWHERE = 0.25;
const MOSTLY_HERE = 0.5;
/** From this fit on a tag is looked at, however seldom its words stand in the text. */
const TELLING_TAG = 0.15;

/**
 * The candidates of each theme, the most typical first: words and noun phrases by c-TF-IDF. A phrase of a single post
 * is left out where the theme has phrases that two posts share.
 *
 * @param sizes number of distinct passages of each theme
 * @param tags for each theme, the tags of its passages, as made by `tagsOf`
 */
export function candidatesOf(
  table: PhraseTable,
  sizes: readonly number[],
  tags: readonly (readonly FittingTag[])[],
): Candidate[][] {
  const weights = classTfidf(
    table.themes.map((theme) => new Map([...theme].map(([key, p]) => [key, p.count]))),
  );
  const coverage = (t: number, key: string): number =>
    (table.themes[t]?.get(key)?.passages.size ?? 0) / (sizes[t] ?? 1);
  return table.themes.map((theme, t) => {
    const kept = shared(theme, table)
      .map((phrase) => ({ phrase, weight: weights[t]?.get(phrase.key) ?? 0 }))
      .sort((a, b) => b.weight - a.weight || (a.phrase.key < b.phrase.key ? -1 : 1));
    const top = kept[0]?.weight ?? 1;
    const posts = new Set(kept.flatMap(({ phrase }) => [...phrase.posts])).size;
    let words = 0;
    let phrases = 0;
    const tagOf = tagFinder(tags[t] ?? []);
    return kept
      .filter(({ phrase }) => {
        const rank = phrase.key.includes(" ") ? phrases++ : words++;
        return rank < CANDIDATES || (tagOf(phrase.key)?.fit ?? 0) >= TELLING_TAG;
      })
      .map(({ phrase, weight }): Candidate => {
        const facts = table.facts.get(phrase.key);
        const tag = tagOf(phrase.key);
        const own = coverage(t, phrase.key);
        const others = table.themes.map((_, s) => (s === t ? 0 : coverage(s, phrase.key)));
        return {
          key: phrase.key,
          text: tag ? wordingOfTag(tag, table) : facts ? wordingOf(facts, table) : phrase.key,
          length: facts?.length ?? 1,
          weight: weight / top,
          coverage: own,
          postShare: phrase.posts.size / posts,
          distinctness: own / (own + Math.max(0, ...others)),
          nameShare: facts ? facts.names / facts.count : 0,
          headed: phrase.headed / Math.max(1, table.headings[t] ?? 0),
          tag: tag?.fit ?? 0,
          count: phrase.count,
          posts: phrase.posts.size,
          passages: phrase.passages,
        };
      });
  });
}

/** Finds the tag that a phrase says: the same words, or for a single word one of its family ("hire" for "hiring"). */
function tagFinder(tags: readonly FittingTag[]): (key: string) => FittingTag | undefined {
  const telling = tags.filter(({ fit }) => fit >= TELLING_TAG);
  const byKey = new Map(telling.map((tag) => [tag.key, tag]));
  const single = telling.filter(({ key }) => !key.includes(" "));
  const byFamily = new Map(single.toReversed().map((tag) => [familyOf(tag.key), tag]));
  return (key) => byKey.get(key) ?? (key.includes(" ") ? undefined : byFamily.get(familyOf(key)));
}

/** The phrases of at least two posts, or all where there are none; those that stand everywhere left out. */
function shared(theme: ReadonlyMap<string, ThemePhrase>, table: PhraseTable): ThemePhrase[] {
  const most = Math.max(4, EVERYWHERE * table.passages);
  const specific = [...theme.values()].filter(({ key, passages }) => {
    const everywhere = table.facts.get(key)?.passages ?? 0;
    return everywhere <= most || passages.size >= MOSTLY_HERE * everywhere;
  });
  const several = specific.filter(({ posts }) => posts.size >= 2);
  return several.length >= 3 ? several : specific;
}

/** True where one phrase stands in the other as whole words. */
export function contains(longer: string, shorter: string): boolean {
  return ` ${longer} `.includes(` ${shorter} `);
}

/** A phrase stands for a word of its own in this share of the word's uses. */
const STANDS_FOR = 0.6;

/** Ten terms that are typical of a theme and of no other, no two of which say the same in other words. */
export function pickTerms(candidates: readonly Candidate[]): Term[] {
  const relevance = ({ weight, distinctness }: Candidate): number => weight * distinctness;
  const ranked = candidates
    .filter((candidate) => !candidates.some((other) => standsFor(other, candidate)))
    .sort((a, b) => relevance(b) - relevance(a) || (a.key < b.key ? -1 : 1));
  const picked: Candidate[] = [];
  const texts = new Set<string>();
  for (const candidate of ranked) {
    if (picked.length === TERMS) break;
    if (texts.has(candidate.text) || picked.some((other) => saysTheSame(candidate.key, other.key))) continue;
    texts.add(candidate.text);
    picked.push(candidate);
  }
  const most = picked[0] ? relevance(picked[0]) : 1;
  return picked.map((candidate) => ({ text: candidate.text, weight: relevance(candidate) / most }));
}

/** True where the phrase holds most uses of the word: "technical debt" for "debt". */
function standsFor(phrase: Candidate, word: Candidate): boolean {
  return (
    phrase.length > word.length && contains(phrase.key, word.key) && phrase.count >= STANDS_FOR * word.count
  );
}

/** True where all words of one are in the other; words of one family count as the same. */
function saysTheSame(a: string, b: string): boolean {
  const [own, other] = [familiesOf(a), familiesOf(b)];
  return own.every((word) => other.includes(word)) || other.every((word) => own.includes(word));
}
