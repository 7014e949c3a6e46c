/** In which order the posts of a theme are best read: from broad to specific. */
import { dot, normalize, row } from "../../math/matrix.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { ReadingOrder } from "../../shapes/planning.js";
import type { ReportPassage, ReportPost, ReportTheme } from "../../shapes/report.js";
import { groupBy } from "../../text/group.js";
import { isAbout } from "../thresholds.js";

export interface ReadingInput {
  posts: readonly ReportPost[];
  themes: readonly ReportTheme[];
  /** In the order of the embeddings' rows. */
  passages: readonly ReportPassage[];
  embeddings: Embeddings;
}

/**
 * Of each theme the posts that are about it. Broad is what says most of the theme: near to the middle of all its passages, and with
 * passages in many of its sub-themes.
 */
export function readingOrders({ posts, themes, passages, embeddings }: ReadingInput): ReadingOrder[] {
  const order = new Map(posts.map(({ id }, i) => [id, i]));
  const rows = passages.map((passage, at) => ({ passage, at }));
  const rowsOfTheme = groupBy(rows, ({ passage }) => passage.themeId);
  return themes.map(({ id, subthemes }) => {
    const own = rowsOfTheme.get(id) ?? [];
    const middle = meanOf(
      embeddings,
      own.map(({ at }) => at),
    );
    const ofPost = groupBy(own, ({ passage }) => passage.postId);
    const about = posts.filter((post) =>
      post.themes.some((part, i) => part.themeId === id && isAbout({ ...part, rank: i + 1 })),
    );
    const found = about.map((post) => {
      const members = ofPost.get(post.id) ?? [];
      const parts = new Set(members.flatMap(({ passage }) => passage.subthemeId ?? []));
      const nearness = dot(
        meanOf(
          embeddings,
          members.map(({ at }) => at),
        ),
        middle,
      );
      return {
        postId: post.id,
        nearness,
        coverage: subthemes.length === 0 ? undefined : parts.size / subthemes.length,
      };
    });
    const [least, most] = [
      Math.min(...found.map((x) => x.nearness)),
      Math.max(...found.map((x) => x.nearness)),
    ];
    const steps = found.map(({ postId, nearness, coverage }) => {
      const near = most > least ? (nearness - least) / (most - least) : 1;
      return { postId, breadth: coverage === undefined ? near : (near + coverage) / 2 };
    });
    const at = (postId: string): number => order.get(postId) ?? -1;
    steps.sort((a, b) => b.breadth - a.breadth || at(a.postId) - at(b.postId));
    return { themeId: id, posts: steps };
  });
}

function meanOf(embeddings: Embeddings, rows: readonly number[]): Float32Array {
  const sum = new Float32Array(embeddings.dims);
  for (const i of rows) row(embeddings, i).forEach((value, d) => (sum[d] = (sum[d] ?? 0) + value));
  normalize(sum);
  return sum;
}
