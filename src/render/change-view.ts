/** A comparison of two runs as every page shows it, in plain text: each escapes it in its own way. */
import type { Account } from "../shapes/changes.js";
import {
  accountSentence,
  byFate,
  labelOf,
  partsPhrase,
  pillarSentence,
  postPhrase,
  tallyRows,
  themeFacts,
} from "./change-words.js";
import { titleOf } from "./text.js";

export interface ChangeView {
  sentence: string;
  /** How many there were and are; this and all that follows is empty where nothing was compared. */
  tally: [name: string, before: number, after: number][];
  /** Themes that are not what they were; `id` is absent for one that is gone. */
  themes: { id?: string; label: string; facts: string[] }[];
  /** Sentences. */
  pillars: string[];
  /** Posts that are not what or where they were, and how many of their passages were and are in which themes. */
  posts: { id: string; title: string; fate: string; from: string; to: string }[];
  /** Posts beyond those that were asked for. */
  morePosts: number;
}

/** @param mostPosts of a page that is to stay small; the CSV has all of them */
export function changeView(account: Account, mostPosts = Infinity): ChangeView {
  const sentence = accountSentence(account);
  if (account.kind !== "compared") {
    return { sentence, tally: [], themes: [], pillars: [], posts: [], morePosts: 0 };
  }
  const posts = byFate(account.posts).slice(0, mostPosts);
  return {
    ...{ sentence, tally: tallyRows(account) },
    themes: account.themes.map((change) => ({
      ...(change.after && { id: change.after.id }),
      ...{ label: labelOf(change), facts: themeFacts(change) },
    })),
    pillars: account.pillars.map(pillarSentence),
    posts: posts.map((change) => ({
      ...{ id: change.id, title: titleOf(change), fate: postPhrase(change) },
      ...{ from: partsPhrase(change.from), to: partsPhrase(change.to) },
    })),
    morePosts: account.posts.length - posts.length,
  };
}
