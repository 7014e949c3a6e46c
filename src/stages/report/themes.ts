import { groupBy } from "../../text/group.js";
import { planRow, type PlanTimes } from "../../plan/coverage.js";
import { quotationsFor } from "./quotations.js";
import type { Passage } from "../../shapes/passage.js";
import type { ReportPassage, ReportPost, ReportTheme, ThemePost } from "../../shapes/report.js";
import type { Theme } from "../../shapes/theme.js";
import type { ReportInput } from "./input.js";

/** The themes by `number`, each with its quotations, its posts and its row of the plan. */
export function reportThemes(
  input: ReportInput,
  passages: readonly ReportPassage[],
  posts: readonly ReportPost[],
  times: PlanTimes,
): ReportTheme[] {
  const ranked = rankedPosts(posts);
  const postsById = new Map(posts.map((post) => [post.id, post]));
  const findPost = (id: string): ReportPost => {
    const post = postsById.get(id);
    if (post === undefined) throw new Error(`Expected a passage's post "${id}" among the posts.`);
    return post;
  };
  // Under the empty name are the passages without a theme, which no theme asks for.
  const passagesOfTheme = groupBy(passages, (passage) => passage.themeId ?? "");
  const passagesById = new Map(input.passages.map((passage) => [passage.id, passage]));
  const blocksOfPost = groupBy(input.blocks, (block) => block.postId);
  return input.themes
    .map((theme) => {
      const surest = (passagesOfTheme.get(theme.id) ?? []).toSorted((a, b) => b.confidence - a.confidence);
      const find = (id: string): Passage[] => [passagesById.get(id) ?? []].flat();
      const rankedOfTheme = ranked.get(theme.id) ?? [];
      return {
        ...theme,
        quotations: quotationsFor(
          theme,
          theme.exemplars.flatMap(find),
          surest
            .filter((passage) => passage.duplicateOf === undefined)
            .flatMap((passage) => find(passage.id)),
          (postId) => blocksOfPost.get(postId) ?? [],
        ),
        rankedPosts: rankedOfTheme,
        plan: planRow(theme.id, rankedOfTheme, findPost, times),
      };
    })
    .sort(asListed);
}

/** Those that the editor listed come first, the hidden ones last; else by number. */
function asListed(a: Theme, b: Theme): number {
  const hidden = Number(a.hidden ?? false) - Number(b.hidden ?? false);
  const [one, other] = [a.place ?? Infinity, b.place ?? Infinity];
  return hidden || (one === other ? a.number - b.number : one - other);
}

/** Per theme its posts, the largest share first, then the more words, then in canonical order. */
function rankedPosts(posts: readonly ReportPost[]): Map<string, ThemePost[]> {
  const ranked = new Map<string, ThemePost[]>();
  for (const post of posts) {
    for (const { themeId, passages, words, share } of post.themes) {
      const list = ranked.get(themeId) ?? [];
      list.push({ postId: post.id, passages, words, share });
      ranked.set(themeId, list);
    }
  }
  for (const list of ranked.values()) list.sort((a, b) => b.share - a.share || b.words - a.words);
  return ranked;
}
