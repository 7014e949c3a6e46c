/** What could be tidied in the author's tags, and how they go with the themes. */
import { distance } from "fastest-levenshtein";
import type { TagFinding, TagFindingKind } from "../../shapes/planning.js";
import type { Report, ReportPost } from "../../shapes/report.js";
import { remembered } from "../../text/remembered.js";
import { singular } from "../../text/word-forms.js";
import { isAbout } from "../thresholds.js";
import type { Prose } from "./prose.js";

/** Tags on so many posts alike mean the same, from so many posts on. */
const SAME_POSTS = 0.8;
const FEWEST_SAME = 3;
/** A slip of the pen changes one letter of a long word. */
const SHORTEST_SLIP = 7;
/** A tag says enough of itself from so many posts on; one on more than this share of the posts says too little. */
const FEWEST_TAGGED = 3;
const MOST_TAGGED = 0.3;
/** A post deserves a tag that so much of its nearest posts have and that it names so often. */
const NEAREST = 10;
const LEAST_NEAREST = 0.4;
const LEAST_NAMED = 3;
/** Where less than half of them have it, it must be named so often a word. */
const HALF = 0.5;
const LEAST_DENSITY = 0.008;
const MOST_MISSING = 100;
/** From this agreement on (F1) a tag marks a theme. */
const MARKS = 0.3;
const FEWEST_ABOUT = 3;
/** Where fewer of the posts have a tag than this, the author hardly uses them. */
const FEWEST_USED = 0.2;

/** Short names that everybody uses for the long ones. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  ...{ js: "javascript", ts: "typescript", py: "python", k8s: "kubernetes", golang: "go", rstat: "r" },
  ...{
    ml: "machinelearning",
    ai: "artificialintelligence",
    ux: "userexperience",
    os: "opensource",
    db: "database",
  },
};

export interface TagInput {
  posts: readonly Omit<ReportPost, "themes">[];
  prose: Prose;
  /** For each post the positions of those nearest to it, nearest first. */
  nearest: readonly (readonly number[])[];
}

/** A tag with the positions of its posts. */
export interface Tag {
  name: string;
  posts: ReadonlySet<number>;
}

/** The tags, with what there is to say of them without the themes. */
export interface ReadTags {
  tags: readonly Tag[];
  /** Whether the author uses tags. */
  isUsed: boolean;
  /** Tags that mean the same, and tags that are missing. */
  sameAndMissing: readonly TagFinding[];
  once: readonly TagFinding[];
}

/** What the posts alone tell of their tags. */
export function readTags(input: TagInput): ReadTags {
  const tags = tagsOf(input.posts);
  const tagged = input.posts.filter((post) => post.tags.length > 0).length;
  const same = sameTags(tags);
  const isUsed = tags.length > 0 && tagged >= FEWEST_USED * input.posts.length;
  return {
    ...{ tags, isUsed },
    sameAndMissing: [...same, ...(isUsed ? missingTags(tags, same, input) : [])],
    once: usedOnce(tags, same, input.posts),
  };
}

/** Tags that mean the same, tags that are missing, themes and tags, tags used once. */
export function tagFindings(
  { tags, isUsed, sameAndMissing, once }: ReadTags,
  themes: Pick<Report, "posts" | "themes">,
): TagFinding[] {
  return [...sameAndMissing, ...(isUsed ? themesAndTags(tags, themes) : []), ...once];
}

/** Most used first. */
function tagsOf(posts: TagInput["posts"]): Tag[] {
  const tags = new Map<string, Set<number>>();
  posts.forEach((post, i) => {
    for (const tag of post.tags) tags.set(tag, (tags.get(tag) ?? new Set()).add(i));
  });
  return [...tags]
    .map(([name, own]) => ({ name, posts: own }))
    .sort((a, b) => b.posts.size - a.posts.size || (a.name < b.name ? -1 : 1));
}

/** What is left of a tag without case, hyphens, spaces and plurals. */
const keyOf = remembered((tag) => {
  const words = tag
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{N}+#]+/u)
    .filter((word) => word !== "");
  const key = words.map(singular).join("");
  return SHORT_NAMES[key] ?? key;
});

const initialsOf = remembered((tag) => {
  const words = tag.split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word));
  return words.length < 2 ? "" : words.map((word) => word.charAt(0).toLowerCase()).join("");
});

/** Two kinds of finding: tags that mean the same, and tags of which one never stands without the other. */
function sameTags(tags: readonly Tag[]): TagFinding[] {
  const taken = new Set<string>();
  const gathered = (
    kind: TagFindingKind,
    whyOf: (tag: Tag, other: Tag) => string | undefined,
  ): TagFinding[] =>
    tags.flatMap((tag, i): TagFinding[] => {
      if (taken.has(tag.name)) return [];
      const others = tags.slice(i + 1).flatMap((other) => {
        const why = taken.has(other.name) ? undefined : whyOf(tag, other);
        return why === undefined ? [] : [{ other, why }];
      });
      const [first] = others;
      if (first === undefined) return [];
      for (const { other } of others) taken.add(other.name);
      const group = [tag, ...others.map(({ other }) => other)];
      const all = new Set(group.flatMap(({ posts }) => [...posts]));
      const counts = group.map(({ name, posts }) => `“${name}” (${posts.size})`).join(", ");
      const names = group.map(({ name }) => name);
      return [{ kind, tags: names, posts: all.size, reason: `${counts}: ${first.why}.` }];
    });
  return [...gathered("same tag", whySame), ...gathered("always together", whyTogether)];
}

function whySame(tag: Tag, other: Tag): string | undefined {
  const [a, b] = [keyOf(tag.name), keyOf(other.name)];
  if (a === b && a !== "") return "they differ in writing alone";
  if (isSlip(a, b)) return "they differ in one letter";
  const isShort = (short: string, long: string): boolean => short.length > 1 && short === initialsOf(long);
  if (!isShort(a, other.name) && !isShort(b, tag.name)) return undefined;
  const shared = [...other.posts].some((post) => tag.posts.has(post));
  return shared ? undefined : "one seems to be short for the other";
}

/** Whether one word may be the other with a slip of the pen: no number, and not "rmarkdown" for "markdown". */
function isSlip(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < SHORTEST_SLIP || Math.abs(a.length - b.length) > 1) return false;
  return a.charAt(0) === b.charAt(0) && !/\d/.test(a + b) && distance(a, b) === 1;
}

function whyTogether(tag: Tag, other: Tag): string | undefined {
  if (other.posts.size < FEWEST_SAME) return undefined;
  const shared = [...other.posts].filter((post) => tag.posts.has(post)).length;
  const union = tag.posts.size + other.posts.size - shared;
  if (shared < SAME_POSTS * union) return undefined;
  return `they stand together at ${shared} of ${union} posts, so one of them tells little more`;
}

/** Posts that say a tag's words, among posts that have it. */
function missingTags(tags: readonly Tag[], same: readonly TagFinding[], input: TagInput): TagFinding[] {
  const { posts, prose, nearest } = input;
  const groupOf = new Map(
    same.flatMap(({ tags: [first = "", ...others] }) => others.map((name) => [name, first])),
  );
  const found = tags
    .filter(
      ({ name, posts: own }) =>
        own.size >= FEWEST_TAGGED && own.size <= MOST_TAGGED * posts.length && !groupOf.has(name),
    )
    .flatMap((tag) => {
      const words = prose.idsOf(tag.name);
      if (words === undefined) return [];
      return posts.flatMap((post, i): TagFinding[] => {
        if (tag.posts.has(i)) return [];
        const near = (nearest[i] ?? []).slice(0, NEAREST);
        const having = near.filter((other) => tag.posts.has(other)).length;
        if (having < LEAST_NEAREST * near.length || having < 2 || hasLike(post, tag.name, groupOf)) return [];
        const named = countOf(words, post.id, prose);
        const least =
          having < HALF * near.length ? Math.max(LEAST_NAMED, LEAST_DENSITY * post.words) : LEAST_NAMED;
        if (named < least) return [];
        const reason = `It says “${tag.name}” ${named} times, and ${having} of the ${near.length} posts nearest to it have the tag.`;
        return [
          {
            kind: "missing",
            tags: [tag.name],
            postId: post.id,
            posts: tag.posts.size,
            agreement: having / near.length,
            reason,
          },
        ];
      });
    });
  return found.sort((a, b) => (b.agreement ?? 0) - (a.agreement ?? 0)).slice(0, MOST_MISSING);
}

/** Whether a post has the tag in another writing, or one that holds its words. */
function hasLike(post: Pick<ReportPost, "tags">, tag: string, groupOf: ReadonlyMap<string, string>): boolean {
  const key = keyOf(tag);
  return post.tags.some(
    (own) => groupOf.get(own) === tag || keyOf(own).includes(key) || key.includes(keyOf(own)),
  );
}

function countOf(phrase: readonly number[], postId: string, prose: Prose): number {
  let count = 0;
  for (const { words } of prose.blocksOf(postId)) {
    for (let i = 0; i + phrase.length <= words.length; i++) {
      if (phrase.every((word, n) => words[i + n] === word)) count++;
    }
  }
  return count;
}

/** For each theme the tag that marks it best, or that none does. */
function themesAndTags(
  tags: readonly Tag[],
  { posts, themes }: Pick<Report, "posts" | "themes">,
): TagFinding[] {
  return themes.flatMap((theme): TagFinding[] => {
    const about = new Set(
      posts.flatMap((post, i) =>
        post.themes.some((part, rank) => part.themeId === theme.id && isAbout({ ...part, rank: rank + 1 }))
          ? [i]
          : [],
      ),
    );
    if (theme.hidden === true || about.size < FEWEST_ABOUT) return [];
    const [best] = tags
      .map((tag) => {
        const shared = [...tag.posts].filter((post) => about.has(post)).length;
        return { tag, shared, agreement: (2 * shared) / (tag.posts.size + about.size) };
      })
      .sort((a, b) => b.agreement - a.agreement);
    if (best === undefined) return [];
    const { tag, shared, agreement } = best;
    const counts = `Of the ${about.size} posts about it, ${shared} have “${tag.name}”, as have ${tag.posts.size - shared} others.`;
    const finding = { themeId: theme.id, posts: about.size, agreement };
    return agreement >= MARKS
      ? [{ ...finding, kind: "theme and tag", tags: [tag.name], reason: counts }]
      : [{ ...finding, kind: "theme without tag", tags: [], reason: `No tag marks it. ${counts}` }];
  });
}

function usedOnce(tags: readonly Tag[], same: readonly TagFinding[], posts: TagInput["posts"]): TagFinding[] {
  const known = new Set(same.flatMap((finding) => finding.tags));
  return tags
    .filter(({ name, posts: own }) => own.size === 1 && !known.has(name))
    .flatMap(({ name, posts: [position = -1] }): TagFinding[] => {
      const post = posts[position];
      if (post === undefined) return [];
      const others = post.tags.filter((tag) => tag !== name).map((tag) => `“${tag}”`);
      const reason =
        others.length === 0 ? "Its post has no other tag." : `Its post also has ${others.join(", ")}.`;
      return [{ kind: "used once", tags: [name], postId: post.id, posts: 1, reason }];
    });
}
