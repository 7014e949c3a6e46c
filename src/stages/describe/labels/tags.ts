import { at } from "../../../math/at.js";
import { singular } from "../../../text/word-forms.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Post } from "../../../shapes/post.js";
import type { Members } from "../members.js";

/** A tag under the key of a phrase, "open source" for "open-source" and "Open Source". */
export function tagKey(tag: string): string {
  const words = tag
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, " ")
    .split(" ");
  const spaced = words.length === 1 ? at(words, 0).split("-") : words;
  return spaced.map((word, i) => (i === spaced.length - 1 ? singular(word) : word)).join(" ");
}

/** A tag that marks a theme. */
export interface FittingTag {
  key: string;
  /** As the first post writes it. */
  text: string;
  /**
   * How well it marks the theme, 0…1: the harmonic mean of the share of its passages that are in the theme and the
   * share of the theme's passages that bear it.
   */
  fit: number;
}

/**
 * The tags of each theme's passages: the author's own words for what a post is about, the best first.
 *
 * @param stopped true for a lower-case word that must not be in a tag; asked for the word as written and its singular
 */
export function tagsOf(
  posts: ReadonlyMap<string, Post>,
  passages: readonly Passage[],
  members: readonly Members[],
  stopped: (word: string) => boolean,
): FittingTag[][] {
  const total = new Map<string, number>();
  const forms = new Map<string, string>();
  const counts = members.map(({ distinct }) => {
    const tagsHere = new Map<string, number>();
    for (const i of distinct) {
      for (const [key, text] of keyedTags(posts.get(at(passages, i).postId))) {
        if (
          text
            .toLowerCase()
            .split(/[\s_-]+/)
            .some((word) => stopped(word) || stopped(singular(word)))
        )
          continue;
        tagsHere.set(key, (tagsHere.get(key) ?? 0) + 1);
        total.set(key, (total.get(key) ?? 0) + 1);
        if (!forms.has(key)) forms.set(key, text);
      }
    }
    return tagsHere;
  });
  return counts.map((own, t) => {
    const size = at(members, t).distinct.length;
    return [...own]
      .map(([key, count]) => {
        return { key, text: forms.get(key) ?? key, fit: (2 * count) / ((total.get(key) ?? count) + size) };
      })
      .sort((a, b) => b.fit - a.fit || (a.key < b.key ? -1 : 1));
  });
}

function keyedTags(post: Post | undefined): Map<string, string> {
  return new Map((post?.tags ?? []).map((tag) => [tagKey(tag), tag]));
}
