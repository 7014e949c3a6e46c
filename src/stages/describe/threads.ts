import { at } from "../../math/at.js";
import { contentId } from "../../io/hash.js";
import { groupBy } from "../../text/group.js";
import { familiesOf } from "../../text/word-forms.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";
import type { Pillar, Theme, Thread } from "../../shapes/theme.js";
import { contains } from "./terms/terms.js";
import { asHeading } from "./labels/headings.js";
import { holdingsOf, type Holdings } from "./subjects/holdings.js";
import { cueKey, type Subject } from "./subjects/vocabulary.js";

export interface ThreadInput {
  posts: readonly Post[];
  passages: readonly Passage[];
  clustering: Clustering;
  themes: readonly Theme[];
  pillars: readonly Pillar[];
  /** Which passages hold which subjects of the vocabulary. */
  holdings: Holdings;
  /** What the tags of these posts name. @default worked out */
  tags?: readonly Strand[];
}

/** A thread is told of where so many posts, and such a share of all, hold it; what most posts hold is no news. */
const LEAST_POSTS = 5;
const LEAST_SHARE = 0.02;
const MOST_SHARE = 0.2;
/** Posts dwell on it: of those that hold it, at least this share does so in two passages. */
const LEAST_DWELLING = 0.25;
/** It stands in so many themes, and no theme has more than this share of it. */
const LEAST_THEMES = 4;
const MOST_IN_ONE = 0.5;
const MOST_THREADS = 12;

/** What may run through the themes: a name, and the passages that speak of it. */
export interface Strand {
  label: string;
  source: Thread["source"];
  rows: readonly number[];
}

/**
 * Subjects that several themes hold and none is: the author's tags and the vocabulary's subjects that passages of many
 * themes speak of. Of many those on which posts dwell most, since what is only mentioned everywhere says nothing; in most
 * posts first.
 */
export function threadsOf(input: ThreadInput): Thread[] {
  const { posts, clustering, themes, pillars } = input;
  const taken = [...themes, ...pillars].map(({ label }) => sayingOf(label));
  const strands = new Map<string, Strand>();
  for (const strand of [...(input.tags ?? tagStrands(input)), ...subjectStrands(input)]) {
    const saying = sayingOf(strand.label);
    const before = strands.get(saying);
    if (taken.some((label) => contains(label, saying))) continue;
    // What a tag and the vocabulary both name is held by the passages of both.
    const rows = [...new Set([...(before?.rows ?? []), ...strand.rows])].sort((a, b) => a - b);
    strands.set(saying, { ...(before ?? strand), rows });
  }
  const least = Math.max(LEAST_POSTS, LEAST_SHARE * posts.length);
  return [...strands.values()]
    .map((strand) => ({
      ...strand,
      rows: strand.rows.filter((i) => at(clustering.assignment, i) >= 0),
    }))
    .filter(({ rows }) => rows.length > 0)
    .map((strand) => threadFrom(strand, input))
    .filter(({ posts: held, themes: parts, passageIds }) => {
      const most = at(parts, 0).passages;
      const cutsAcross = parts.length >= LEAST_THEMES && most <= MOST_IN_ONE * passageIds.length;
      return held >= least && held <= MOST_SHARE * posts.length && cutsAcross;
    })
    .map((thread) => ({ thread, dwelling: dwellingPosts(thread, input.passages) }))
    .filter(({ thread, dwelling }) => dwelling >= LEAST_THEMES && dwelling >= LEAST_DWELLING * thread.posts)
    .map(({ thread, dwelling }) => ({ thread, dwelling: dwelling / thread.posts }))
    .sort((a, b) => b.dwelling - a.dwelling || (a.thread.label < b.thread.label ? -1 : 1))
    .slice(0, MOST_THREADS)
    .map(({ thread }) => thread)
    .sort((a, b) => b.posts - a.posts || (a.label < b.label ? -1 : 1));
}

/** Posts that hold a thread in two passages or more. */
function dwellingPosts({ passageIds }: Thread, passages: readonly Passage[]): number {
  const ids = new Set(passageIds);
  const counts = groupBy(
    passages.filter(({ id }) => ids.has(id)),
    ({ postId }) => postId,
  );
  return [...counts.values()].filter(({ length }) => length >= 2).length;
}

/** Labels that say the same have the same. */
function sayingOf(label: string): string {
  return familiesOf(cueKey(label)).join(" ");
}

/** The passages of the posts with a tag that hold its words, and those of other posts that do. */
export function tagStrands({ posts, passages }: Pick<ThreadInput, "posts" | "passages">): Strand[] {
  const tags = new Map<string, string>();
  for (const tag of posts.flatMap((post) => post.tags)) {
    const key = cueKey(tag);
    if (key !== "" && !tags.has(key)) tags.set(key, tag);
  }
  const subjects = [...tags.values()].map((tag): Subject => ({
    name: nameOfTag(tag, passages),
    area: "",
    cues: [tag],
    broad: false,
  }));
  return strandsOf(holdingsOf(subjects, passages), subjects.length, "tag");
}

const LONGEST_ACRONYM = 4;

/** A tag as a name: an acronym in capitals where the texts write it so. */
function nameOfTag(tag: string, passages: readonly Passage[]): string {
  const capitals = tag.toUpperCase();
  const isShort = /^[a-z]+$/.test(tag) && tag.length <= LONGEST_ACRONYM;
  const isAcronym =
    isShort && passages.some(({ text }) => text.includes(capitals) && text.split(/\W+/).includes(capitals));
  return isAcronym ? capitals : tag.replaceAll(/[-_]+/g, " ");
}

/** Areas are left out: broad as they are, they run through everything. */
function subjectStrands({ holdings }: ThreadInput): Strand[] {
  return strandsOf(holdings, holdings.subjects.filter(({ broad }) => !broad).length, "subject");
}

/** @param count of the subjects that are looked at, the first ones */
function strandsOf({ subjects, sure }: Holdings, count: number, source: Thread["source"]): Strand[] {
  return subjects
    .slice(0, count)
    .map(({ name }, s) => ({ label: asHeading(name), source, rows: at(sure, s) }));
}

function threadFrom({ label, source, rows }: Strand, { passages, clustering, themes }: ThreadInput): Thread {
  const best = rows.toSorted((a, b) => at(clustering.confidence, b) - at(clustering.confidence, a) || a - b);
  const parts = groupBy(rows, (i) => at(themes, at(clustering.assignment, i)).id);
  return {
    id: contentId("thread", label),
    label,
    source,
    passageIds: best.map((i) => at(passages, i).id),
    posts: new Set(rows.map((i) => at(passages, i).postId)).size,
    themes: [...parts]
      .map(([id, own]) => ({ id, passages: own.length }))
      .sort((a, b) => b.passages - a.passages || (a.id < b.id ? -1 : 1)),
  };
}
