import type { Account } from "../../shapes/changes.js";
import type { AppChanges } from "../../render/app-data-types.js";
import {
  accountSentence,
  byFate,
  labelOf,
  partsPhrase,
  pillarSentence,
  postPhrase,
  tallyRows,
  themeFacts,
} from "../../render/change-words.js";
import { titleOf } from "../../render/text.js";

/** Posts that the page carries; the CSV has all of them. */
const MOST_POSTS = 500;

/** What changed, as the page carries it. */
export function appChanges(
  account: Account,
  themeAt: (id: string | undefined) => number,
  postAt: (id: string) => number,
): AppChanges {
  const { kind } = account;
  const sentence = accountSentence(account);
  if (account.kind !== "compared")
    return { kind, sentence, tally: [], themes: [], pillars: [], posts: [], morePosts: 0 };
  const posts = byFate(account.posts).slice(0, MOST_POSTS);
  return {
    ...{ kind, sentence, tally: tallyRows(account) },
    themes: account.themes.map((change) => ({
      ...{ theme: themeAt(change.after?.id), label: labelOf(change), facts: themeFacts(change) },
    })),
    pillars: account.pillars.map(pillarSentence),
    posts: posts.map((change) => ({
      ...{ post: postAt(change.id), title: titleOf(change), fate: postPhrase(change) },
      from: change.from.length === 0 ? "" : partsPhrase(change.from),
      to: change.to.length === 0 ? "" : partsPhrase(change.to),
    })),
    morePosts: account.posts.length - posts.length,
  };
}
