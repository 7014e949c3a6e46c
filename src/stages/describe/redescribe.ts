import { at } from "../../math/at.js";
import { countPlaced, extentOf, membersOf, membersOfSubthemes, partsOf, type Members } from "./members.js";
import { relatedTo } from "./related.js";
import { ThemeMaker } from "./theme-maker.js";
import type { Described } from "./describe.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Context } from "../../shapes/context.js";
import type { VectorOf } from "../../shapes/embedder.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Fit } from "../../shapes/fit.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";
import type { Pillar, Theme } from "../../shapes/theme.js";

export interface RedescribeInput {
  posts: readonly Post[];
  passages: readonly Passage[];
  embeddings: Embeddings;
  /** The fit's, with the passages of now. */
  clustering: Clustering;
  fit: Fit;
}

/**
 * Makes the themes of a fit anew for the passages of now: names, terms and pillars are the fit's, while sizes, quotations,
 * openings and timelines follow the passages. A theme whose passages are the same stays as it is.
 */
export async function redescribe(
  { posts, passages, embeddings, clustering, fit }: RedescribeInput,
  { vectorOf }: { vectorOf: VectorOf },
  context: Context,
): Promise<Described> {
  const members = membersOf(passages, clustering);
  const parts = partsOf(passages, clustering);
  const last = membersOfFit(fit);
  const maker = new ThemeMaker({
    ...{ passages, embeddings, clustering, members, vectorOf },
    posts: new Map(posts.map((post) => [post.id, post])),
    ids: fit.themes.map(({ id }) => id),
    named: fit.themes.map(({ label, terms, fit: fitness }, t) => ({
      ...at(fit.named.themes, t),
      ...{ label, terms, fit: fitness },
    })),
    topWords: fit.themes.map(({ topWords }) => topWords),
    formats: new Set(fit.formats.map(({ key }) => key)),
    subthemes: (t) =>
      Promise.resolve({
        members: membersOfSubthemes(parts, t),
        named: at(fit.named.subthemes, t),
      }),
  });
  const progress = context.log.progress("Looking at themes again", clustering.k);
  const themes: Theme[] = [];
  for (let t = 0; t < clustering.k; t++) {
    context.signal.throwIfAborted();
    const own = at(members, t).all.map((i) => at(passages, i).id);
    const before = at(fit.themes, t);
    const isAsItWas = own.length === at(last, t).size && own.every((id) => at(last, t).has(id));
    const made = isAsItWas ? { ...before, ...maker.standing(t) } : await maker.theme(t);
    themes.push({ ...made, ...labelledAs(before) });
    progress.advance();
  }
  progress.done();
  return {
    themes: themes.map((theme, t) => ({ ...theme, related: relatedTo(t, themes, clustering.centroids) })),
    pillars: fit.pillars.map((pillar) => sized(pillar, themes, members, passages)),
    clustering,
    formats: fit.formats,
    named: fit.named,
  };
}

/** What an update keeps of a theme's name. */
function labelledAs({ labelSource, slug, summary, pillarId }: Theme): Partial<Theme> {
  return {
    ...{ labelSource, slug },
    ...(summary !== undefined && { summary }),
    ...(pillarId !== undefined && { pillarId }),
  };
}

function membersOfFit({ clustering: { assignment, k }, passageIds }: Fit): Set<string>[] {
  const members = Array.from({ length: k }, () => new Set<string>());
  assignment.forEach((theme, i) => {
    if (theme >= 0) at(members, theme).add(at(passageIds, i));
  });
  return members;
}

/** A pillar with the passages that its themes have now. */
function sized(
  pillar: Pillar,
  themes: readonly Theme[],
  members: readonly Members[],
  passages: readonly Passage[],
): Pillar {
  const own = new Set(pillar.themeIds);
  const all = themes.flatMap(({ id }, t) => (own.has(id) ? at(members, t).all : []));
  return { ...pillar, ...extentOf(all, passages, countPlaced(members)) };
}
