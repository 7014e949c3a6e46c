import { at } from "../../math/at.js";
import { groupBy } from "../../text/group.js";
import type { Format } from "../../shapes/fit.js";
import type { Passage } from "../../shapes/passage.js";
import type { Holdings } from "./subjects/holdings.js";
import { cueKey } from "./subjects/vocabulary.js";

/** A section that stands in so many posts, and in such a share of all, is a recurring one. */
const LEAST_POSTS = 8;
const LEAST_SHARE = 0.04;
/** Where one theme has this share of its passages, it is what that theme is about. */
const OF_ONE_THEME = 0.5;

/**
 * Finds the recurring sections: those of many posts, spread over the themes, that are no subject of the vocabulary.
 *
 * @param assignment the theme of each passage, −1 for none
 * @returns in the most posts first
 */
export function formatsOf(
  passages: readonly Passage[],
  assignment: Int32Array,
  { subjects }: Holdings,
): Format[] {
  const subjectKeys = new Set(subjects.flatMap(({ cues }) => cues.map(cueKey)));
  const posts = new Set(passages.map(({ postId }) => postId)).size;
  const least = Math.max(LEAST_POSTS, LEAST_SHARE * posts);
  return [...sectionsOf(passages)]
    .filter(([key]) => key !== "" && !subjectKeys.has(key))
    .map(([key, sections]) => ({
      key,
      sections,
      posts: new Set(sections.map(({ i }) => at(passages, i).postId)).size,
    }))
    .filter(({ sections, posts: held }) => held >= least && isSpread(sections, assignment))
    .map(({ key, sections, posts: held }) => ({
      key,
      posts: held,
      heading: commonest(sections.map(({ heading }) => heading)),
    }))
    .sort((a, b) => b.posts - a.posts || (a.key < b.key ? -1 : 1));
}

interface Section {
  i: number;
  heading: string;
}

function sectionsOf(passages: readonly Passage[]): Map<string, Section[]> {
  const all = passages.flatMap(({ headingPath }, i) =>
    headingPath.map((heading): Section => ({ i, heading })),
  );
  return groupBy(all, ({ heading }) => cueKey(heading));
}

function isSpread(sections: readonly Section[], assignment: Int32Array): boolean {
  const themes = sections.map(({ i }) => at(assignment, i)).filter((theme) => theme >= 0);
  const most = Math.max(0, ...[...groupBy(themes, (theme) => theme).values()].map(({ length }) => length));
  return most < OF_ONE_THEME * themes.length;
}

function commonest(headings: readonly string[]): string {
  const counts = [...groupBy(headings, (heading) => heading)].map(([heading, { length }]) => ({
    heading,
    length,
  }));
  return at(
    counts.sort((a, b) => b.length - a.length || (a.heading < b.heading ? -1 : 1)),
    0,
  ).heading;
}
