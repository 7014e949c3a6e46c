import { ENGLISH, languageOf, type Language } from "./languages.js";
import { groupBy } from "./group.js";
import { at } from "../math/at.js";

/** What of a passage tells the language of its post. */
interface Told {
  postId: string;
  text: string;
}

/** The language of each passage: that of its whole post, which tells more than a passage does. */
export function languagesOf(passages: readonly Told[]): Language[] {
  const ofPost = new Map(
    [...groupBy(passages, ({ postId }) => postId)].map(([postId, own]) => [
      postId,
      languageOf(own.map(({ text }) => text).join("\n")),
    ]),
  );
  return passages.map(({ postId }) => ofPost.get(postId) ?? ENGLISH);
}

/** The language of most passages. */
export function commonestLanguage(languages: readonly Language[]): Language {
  const counts = [...groupBy(languages, (language) => language)].map(
    ([language, own]) => [language, own.length] as const,
  );
  if (counts.length === 0) return ENGLISH;
  return at(
    counts.toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
    0,
  )[0];
}
