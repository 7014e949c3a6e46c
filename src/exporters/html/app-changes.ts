import type { Account } from "../../shapes/changes.js";
import type { AppChanges } from "../../render/app-data-types.js";
import { changeView } from "../../render/change-view.js";
import { NO_PARTS } from "../../render/change-words.js";

/** Posts that the page carries; the CSV has all of them. */
const MOST_POSTS = 500;

/** What changed, as the page carries it. */
export function appChanges(
  account: Account,
  themeAt: (id: string | undefined) => number,
  postAt: (id: string) => number,
): AppChanges {
  const { themes, posts, ...view } = changeView(account, MOST_POSTS);
  const shown = (parts: string): string => (parts === NO_PARTS ? "" : parts);
  return {
    ...{ kind: account.kind, ...view },
    themes: themes.map(({ id, label, facts }) => ({ theme: themeAt(id), label, facts })),
    posts: posts.map(({ id, title, fate, from, to }) => ({
      ...{ post: postAt(id), title, fate, from: shown(from), to: shown(to) },
    })),
  };
}
