/** How posts are divided at each level: among pillars, themes and sub-themes. */
import { agreement, type Agreement } from "../math/agreement.js";
import type { StoredPassage, StoredRun } from "./read-run.js";

export type Level = "pillars" | "themes" | "sub-themes";
const LEVELS: readonly Level[] = ["pillars", "themes", "sub-themes"];

/** The groups of one level against categories; posts in none are one more group. */
export interface LevelAgreement extends Pick<Agreement, "ami" | "fowlkesMallows"> {
  level: Level;
  /** Groups that hold most of some post. */
  groups: number;
}

/**
 * Against the categories of posts, level by level. A post counts for the group with most of its words: of themes that is its
 * primary one, as the run says; a theme that is not divided stands for its sub-theme. A run without pillars lacks that level.
 *
 * @param categories of posts, by their ids
 */
export function agreementByLevel(
  { posts, passages, themes, pillars }: Pick<StoredRun, "posts" | "passages" | "themes" | "pillars">,
  categories: ReadonlyMap<string, string>,
): LevelAgreement[] {
  const pillarOf = new Map(themes.map(({ id, parentId }) => [id, parentId]));
  const groupOf: Readonly<Record<Level, ReadonlyMap<string, string>>> = {
    pillars: mostOf(passages, ({ themeId }) => (themeId === undefined ? undefined : pillarOf.get(themeId))),
    themes: new Map(
      posts.flatMap(({ id, primaryThemeId }) => (primaryThemeId ? [[id, primaryThemeId]] : [])),
    ),
    "sub-themes": mostOf(passages, ({ themeId, subthemeId }) => subthemeId ?? themeId),
  };
  const known = posts.filter(({ id }) => categories.has(id));
  return LEVELS.filter((level) => level !== "pillars" || pillars.length > 0).map((level) => {
    const groups = known.map(({ id }) => groupOf[level].get(id) ?? "");
    const { ami, fowlkesMallows } = agreement(
      groups,
      known.map(({ id }) => categories.get(id)),
    );
    return { level, groups: new Set(groups.filter((group) => group !== "")).size, ami, fowlkesMallows };
  });
}

/** For each post the group with most of its words, of equals the first; posts without any are left out. */
function mostOf(
  passages: readonly StoredPassage[],
  groupOf: (passage: StoredPassage) => string | undefined,
): Map<string, string> {
  const words = new Map<string, Map<string, number>>();
  for (const passage of passages) {
    const group = groupOf(passage);
    if (group === undefined) continue;
    const own = words.get(passage.postId) ?? new Map<string, number>();
    own.set(group, (own.get(group) ?? 0) + passage.words);
    words.set(passage.postId, own);
  }
  return new Map(
    [...words].flatMap(([post, own]) => {
      const [first] = [...own].sort(([, m], [, n]) => n - m);
      return first === undefined ? [] : [[post, first[0]]];
    }),
  );
}
