/** Themes after the editor's decisions: those that a decision touched are described anew, the others stay as they are. */
import { at } from "../../math/at.js";
import { nameOf, namingOf, termsOf, topWordsOf, type NamesBefore } from "./decided-names.js";
import type { Described } from "./describe.js";
import { membersOf, membersOfSubthemes, partsOf, type Members } from "./members.js";
import { relatedTo } from "./related.js";
import { ThemeMaker } from "./theme-maker.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Context } from "../../shapes/context.js";
import type { VectorOf } from "../../shapes/embedder.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Naming } from "../../shapes/fit.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";
import type { Theme } from "../../shapes/theme.js";
import { slugOf } from "./slug.js";

/** A theme after the decisions, as replaying them leaves it. */
export interface DecidedTheme {
  id: string;
  number: number;
  /** The theme that it is of those before; absent for one that a decision made. */
  theme?: number;
  /** Given by a decision. */
  name?: string;
  /** Another theme than the one before, not only with other passages. */
  remade: boolean;
  /** A theme before or a sub-theme of one, by its place in it; or a theme that a decision made. */
  parts: readonly ({ theme: number; index?: number } | { name: string })[];
}

export interface DescribeDecidedInput {
  posts: readonly Post[];
  passages: readonly Passage[];
  embeddings: Embeddings;
  /** After the decisions. */
  clustering: Clustering;
  /** One per cluster. */
  groups: readonly DecidedTheme[];
  /** What there was before them, with the clusters of then and the themes as they are labelled. */
  before: Described;
}

/** @returns the themes in the order of the clusters, without pillars */
export async function describeDecided(
  { posts, passages, embeddings, clustering, groups, before }: DescribeDecidedInput,
  { vectorOf }: { vectorOf: VectorOf },
  context: Context,
): Promise<Theme[]> {
  const members = membersOf(passages, clustering);
  const membersBefore = membersOf(passages, before.clustering);
  const parts = partsOf(passages, clustering);
  const names: NamesBefore = { ...before, passages };
  const named = groups.map((group, t) => themeNaming(group, at(members, t), names));
  const maker = new ThemeMaker({
    ...{ passages, embeddings, clustering, members, vectorOf, named },
    posts: new Map(posts.map((post) => [post.id, post])),
    ids: groups.map(({ id }) => id),
    topWords: groups.map(({ theme, remade }, t) =>
      theme === undefined || remade
        ? topWordsOf(at(members, t).distinct, names)
        : at(before.themes, theme).topWords,
    ),
    formats: new Set(before.formats.map(({ key }) => key)),
    subthemes: (t) => {
      const own = membersOfSubthemes(parts, t);
      const namings = at(groups, t).parts.map((part, p) => partNaming(part, at(own, p), names));
      return Promise.resolve({ members: own, named: namings });
    },
  });
  const themes: Theme[] = [];
  for (const [t, group] of groups.entries()) {
    context.signal.throwIfAborted();
    const last = group.theme === undefined ? undefined : at(before.themes, group.theme);
    const own = at(members, t).all;
    const isAsItWas =
      !group.remade && group.theme !== undefined && sameRows(own, at(membersBefore, group.theme).all);
    if (last !== undefined && isAsItWas) themes.push({ ...last, ...maker.standing(t) });
    else themes.push(labelled(await maker.theme(t), group, last ?? originOf(own, before)));
  }
  return themes.map((theme, t) => ({ ...theme, related: relatedTo(t, themes, clustering.centroids) }));
}

function sameRows(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}

/** The name and words of a theme: those of before where it is still the same. */
function themeNaming(
  { theme, name, remade }: DecidedTheme,
  { distinct }: Members,
  before: NamesBefore,
): Naming {
  if (theme === undefined) return namingOf(name ?? "", distinct, before);
  const last = nameOf(theme, before);
  if (name !== undefined) return namingOf(name, distinct, before);
  return remade ? { ...last, terms: termsOf(distinct, before) } : last;
}

function partNaming(part: DecidedTheme["parts"][number], { distinct }: Members, before: NamesBefore): Naming {
  if ("name" in part) return namingOf(part.name, distinct, before);
  if (part.index === undefined) return nameOf(part.theme, before);
  return at(at(before.named.subthemes, part.theme), part.index);
}

/** The theme before that most of some passages come from. */
function originOf(rows: readonly number[], { clustering, themes }: Described): Theme | undefined {
  const counts = new Map<number, number>();
  for (const i of rows) {
    const theme = at(clustering.assignment, i);
    if (theme >= 0) counts.set(theme, (counts.get(theme) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  return first && themes[first[0]];
}

/** What a theme keeps of the one that it was, or comes from. */
function labelled(made: Theme, { number, theme, name }: DecidedTheme, last: Theme | undefined): Theme {
  const pillar = last?.pillarId === undefined ? {} : { pillarId: last.pillarId };
  const numbered = { ...made, number, slug: slugOf(number, made.label), ...pillar };
  if (last === undefined || theme === undefined || name !== undefined)
    return { ...numbered, labelSource: "named" };
  const { labelSource, slug, summary } = last;
  return { ...numbered, labelSource, slug, ...(summary !== undefined && { summary }) };
}
