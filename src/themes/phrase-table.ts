import { phrasesOf, type Phrase } from "../language/phrases.js";
import type { Passage, Post } from "../types.js";
import type { Members } from "./members.js";

/** What is known of one phrase inside one theme. */
export interface ThemePhrase {
  key: string;
  count: number;
  /** Indices of the theme's passages that hold it. */
  passages: Set<number>;
  posts: Set<string>;
  /** In how many of the theme's headings and titles it stands. */
  headed: number;
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
  facts: Map<string, PhraseFacts>;
  /** Number of distinct passages counted. */
  passages: number;
  /** Number of different headings and titles of each theme. */
  headings: number[];
}

/**
 * Counts the words and noun phrases of every theme. A passage's headings count as part of it, and its post's title as
 * part of the first passage: there an author says what a text is about.
 */
export function countPhrases(
  posts: ReadonlyMap<string, Post>,
  passages: readonly Passage[],
  members: readonly Members[],
  stopped: (lemma: string) => boolean,
): PhraseTable {
  const facts = new Map<string, PhraseFacts>();
  const headings: number[] = [];
  let counted = 0;
  const themes = members.map(({ distinct }) => {
    const theme = new Map<string, ThemePhrase>();
    const headed = new Set<string>();
    for (const i of distinct) {
      const passage = passages[i];
      if (!passage) continue;
      counted++;
      const entries = new Entries(theme, facts, i, passage.postId);
      for (const phrase of phrasesOf(passage.text, stopped)) entries.add(phrase);
      for (const heading of headingsOf(passage, posts.get(passage.postId))) {
        const first = !headed.has(`${passage.postId}\n${heading}`);
        headed.add(`${passage.postId}\n${heading}`);
        entries.addHeading(phrasesOf(heading, stopped), first);
      }
    }
    headings.push(headed.size);
    return theme;
  });
  return { themes, facts, passages: counted, headings };
}

function headingsOf(passage: Passage, post: Post | undefined): string[] {
  const title = passage.ordinal === 0 && post ? [post.title] : [];
  return [...title, ...passage.headingPath];
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
  addHeading(phrases: readonly Phrase[], first: boolean): void {
    const keys = new Set<string>();
    for (const phrase of phrases) {
      const { fact, entry } = this.#count(phrase);
      if (!first || keys.has(phrase.key)) continue;
      keys.add(phrase.key);
      entry.headed++;
      bump(fact.placedForms, phrase.text);
    }
  }

  #count({ key, length, name }: Phrase): { fact: PhraseFacts; entry: ThemePhrase } {
    const fact = this.facts.get(key) ?? newFacts(key, length);
    const entry = this.theme.get(key) ?? newEntry(key);
    this.facts.set(key, fact);
    this.theme.set(key, entry);
    fact.count++;
    entry.count++;
    if (name) fact.names++;
    entry.posts.add(this.postId);
    entry.passages.add(this.passage);
    if (!this.#seen.has(key)) fact.passages++;
    this.#seen.add(key);
    return { fact, entry };
  }
}

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function newEntry(key: string): ThemePhrase {
  return { key, count: 0, passages: new Set(), posts: new Set(), headed: 0 };
}

function newFacts(key: string, length: number): PhraseFacts {
  return {
    ...{ key, length, count: 0, passages: 0, names: 0, plural: 0, singular: 0, bare: 0, counted: 0 },
    forms: new Map(),
    placedForms: new Map(),
  };
}
