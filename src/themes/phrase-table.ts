import { phrasesOf, type Phrase } from "../language/phrases.js";
import type { Passage, Post } from "../types.js";
import type { Members } from "./members.js";

/** What is known of one phrase inside one theme. */
export interface ThemePhrase {
  key: string;
  count: number;
  passages: number;
  posts: Set<string>;
}

/** What is known of one phrase over the whole collection. */
export interface PhraseFacts {
  key: string;
  length: number;
  count: number;
  passages: number;
  /** How often each way of writing it was met. */
  forms: Map<string, number>;
  /** How often it was tagged as a proper name. */
  names: number;
}

export interface PhraseTable {
  /** One map per theme, in theme order. */
  themes: Map<string, ThemePhrase>[];
  facts: Map<string, PhraseFacts>;
  /** Number of distinct passages counted. */
  passages: number;
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
  let counted = 0;
  const themes = members.map(({ distinct }) => {
    const theme = new Map<string, ThemePhrase>();
    for (const i of distinct) {
      const passage = passages[i];
      if (!passage) continue;
      counted++;
      const phrases = phrasesOf(textWithHeadings(passage, posts.get(passage.postId)), stopped);
      countPassage(phrases, passage.postId, theme, facts);
    }
    return theme;
  });
  return { themes, facts, passages: counted };
}

function textWithHeadings(passage: Passage, post: Post | undefined): string {
  const title = passage.ordinal === 0 && post ? [post.title] : [];
  return [...title, ...passage.headingPath, passage.text].join(".\n");
}

function countPassage(
  phrases: readonly Phrase[],
  postId: string,
  theme: Map<string, ThemePhrase>,
  facts: Map<string, PhraseFacts>,
): void {
  const seen = new Set<string>();
  for (const phrase of phrases) {
    const { key, length, text, name } = phrase;
    const fact = facts.get(key) ?? newFacts(key, length);
    const entry = theme.get(key) ?? { key, count: 0, passages: 0, posts: new Set() };
    facts.set(key, fact);
    theme.set(key, entry);
    fact.count++;
    entry.count++;
    if (name) fact.names++;
    fact.forms.set(text, (fact.forms.get(text) ?? 0) + 1);
    entry.posts.add(postId);
    if (seen.has(key)) continue;
    seen.add(key);
    fact.passages++;
    entry.passages++;
  }
}

function newFacts(key: string, length: number): PhraseFacts {
  return { key, length, count: 0, passages: 0, forms: new Map(), names: 0 };
}

/** The commonest way of writing a phrase; of equally common ones the first in code-unit order. */
export function commonestForm({ forms }: PhraseFacts): string {
  return [...forms].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? "";
}
