import { at } from "../../../math/at.js";
import type { Language } from "../../../text/languages.js";
import { headingsOf } from "./headings-of.js";
import type { Phrase } from "./phrases.js";
import type { ReadText } from "./read-text.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Post } from "../../../shapes/post.js";
import { cueKey } from "../subjects/vocabulary.js";
import type { Members } from "../members.js";

/** What is known of one phrase inside one theme. */
export interface ThemePhrase {
  key: string;
  count: number;
  /** Indices of the theme's passages that hold it. */
  passages: Set<number>;
  posts: Set<string>;
  /** The theme's headings and titles in which it stands. */
  headed: Set<string>;
}

/** What is known of one phrase over the whole collection. */
export interface PhraseFacts {
  key: string;
  length: number;
  count: number;
  passages: number;
  /** How often each way of writing it was met where capitals are the author's choice. */
  forms: Map<string, number>;
  /** How often each was met where the place asks for a capital: at the start of a sentence, in a heading. */
  placedForms: Map<string, number>;
  /** How often it was tagged as a proper name. */
  names: number;
  /** Where it closes its run of nouns: uses in the plural; in the singular; of these without article; as one of several. */
  plural: number;
  singular: number;
  bare: number;
  counted: number;
}

export interface PhraseTable {
  /** One map per theme, in theme order. */
  themes: Map<string, ThemePhrase>[];
  /** Over the whole collection, also in a part of a table. */
  facts: Map<string, PhraseFacts>;
  /** How often each form was tagged as a verb over the whole collection, by its key: "fall" for "falls". */
  verbs: Map<string, number>;
  /** Number of distinct passages of the whole collection. */
  passages: number;
  /** Number of distinct passages of each theme. */
  sizes: number[];
  /** The different headings and titles of each theme. */
  headings: Set<string>[];
}

/**
 * Counts the words and noun phrases of every theme. A passage's headings count as part of it, and its post's title as
 * part of the first passage: there an author says what a text is about.
 *
 * @param formats headings of recurring sections, by their keys: these say nothing. @default none
 */
export function countPhrases(
  posts: ReadonlyMap<string, Post>,
  passages: readonly Passage[],
  members: readonly Members[],
  read: ReadText,
  languages: readonly Language[],
  formats: ReadonlySet<string> = new Set(),
): PhraseTable {
  const table: PhraseTable = {
    ...{ themes: [], facts: new Map(), verbs: new Map(), passages: 0, sizes: [], headings: [] },
  };
  const headed = new Set<string>();
  const readHeading = remembered((heading, language) => read(language, heading).phrases);
  for (const { distinct } of members) {
    const theme = new Map<string, ThemePhrase>();
    const headings = new Set<string>();
    for (const i of distinct) {
      const passage = passages[i];
      if (!passage) continue;
      const entries = new Entries(theme, table.facts, i, passage.postId);
      const language = at(languages, i);
      const { phrases, verbs } = read(language, passage.text);
      for (const phrase of phrases) entries.add(phrase);
      for (const verb of verbs) bump(table.verbs, verb);
      for (const heading of headingsOf(passage, posts.get(passage.postId))) {
        if (formats.has(cueKey(heading))) continue;
        const place = `${passage.postId}\n${heading}`;
        headings.add(place);
        entries.addHeading(readHeading(heading, language), place, !headed.has(place));
        headed.add(place);
      }
    }
    table.themes.push(theme);
    table.sizes.push(distinct.length);
    table.headings.push(headings);
    table.passages += distinct.length;
  }
  return table;
}

type ReadHeading = (heading: string, language: Language) => Phrase[];

/** A heading stands over many passages, and is read once. */
function remembered(read: ReadHeading): ReadHeading {
  const known = new Map<string, Phrase[]>();
  return (heading, language) => {
    const key = `${language} ${heading}`;
    const phrases = known.get(key) ?? read(heading, language);
    known.set(key, phrases);
    return phrases;
  };
}

/** A table in which each theme is made of several of another table's, given by their numbers. */
export function joinThemes(table: PhraseTable, groups: readonly (readonly number[])[]): PhraseTable {
  return {
    ...table,
    themes: groups.map((group) =>
      group.map((t) => table.themes[t] ?? new Map<string, ThemePhrase>()).reduce(joined, new Map()),
    ),
    sizes: groups.map((group) => group.reduce((sum, t) => sum + at(table.sizes, t), 0)),
    headings: groups.map((group) => new Set(group.flatMap((t) => [...(table.headings[t] ?? [])]))),
  };
}

/** The phrases of two themes as those of one; neither is changed. */
function joined(
  theme: Map<string, ThemePhrase>,
  other: ReadonlyMap<string, ThemePhrase>,
): Map<string, ThemePhrase> {
  if (theme.size === 0) return new Map(other);
  for (const [key, phrase] of other) {
    const own = theme.get(key);
    theme.set(
      key,
      own === undefined
        ? phrase
        : {
            key,
            count: own.count + phrase.count,
            passages: new Set([...own.passages, ...phrase.passages]),
            posts: new Set([...own.posts, ...phrase.posts]),
            headed: new Set([...own.headed, ...phrase.headed]),
          },
    );
  }
  return theme;
}

/** Adds the phrases of one passage to its theme and to the whole. */
class Entries {
  readonly #seen = new Set<string>();

  constructor(
    private readonly theme: Map<string, ThemePhrase>,
    private readonly facts: Map<string, PhraseFacts>,
    private readonly passage: number,
    private readonly postId: string,
  ) {}

  add(phrase: Phrase): void {
    const { fact } = this.#count(phrase);
    bump(phrase.opening ? fact.placedForms : fact.forms, phrase.text);
    if (!phrase.head) return;
    if (phrase.plural) {
      fact.plural++;
      return;
    }
    fact.singular++;
    if (phrase.determiner === "none") fact.bare++;
    if (phrase.determiner === "one") fact.counted++;
  }

  /** @param first false where this heading was counted with another passage */
  addHeading(phrases: readonly Phrase[], place: string, first: boolean): void {
    for (const phrase of phrases) {
      const { fact, entry } = this.#count(phrase);
      if (first && !entry.headed.has(place)) bump(fact.placedForms, phrase.text);
      entry.headed.add(place);
    }
  }

  #count({ key, length, name }: Phrase): { fact: PhraseFacts; entry: ThemePhrase } {
    const fact = getOrMake(this.facts, key, () => newFacts(key, length));
    const entry = getOrMake(this.theme, key, () => newEntry(key));
    fact.count++;
    entry.count++;
    if (name) fact.names++;
    entry.posts.add(this.postId);
    entry.passages.add(this.passage);
    if (!this.#seen.has(key)) {
      fact.passages++;
      this.#seen.add(key);
    }
    return { fact, entry };
  }
}

function getOrMake<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function newEntry(key: string): ThemePhrase {
  return { key, count: 0, passages: new Set(), posts: new Set(), headed: new Set() };
}

function newFacts(key: string, length: number): PhraseFacts {
  return {
    ...{ key, length, count: 0, passages: 0, names: 0, plural: 0, singular: 0, bare: 0, counted: 0 },
    forms: new Map(),
    placedForms: new Map(),
  };
}
