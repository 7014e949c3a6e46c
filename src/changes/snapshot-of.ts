import { contentId } from "../io/hash.js";
import type { Report } from "../shapes/report.js";
import type { Snapshot } from "../shapes/snapshot.js";
import { textReadBack } from "../text/plain-cell.js";

/** What of a report is compared; reading it back from the tables gives the same. */
export function snapshotOf({ themes, pillars, posts, passages }: Omit<Report, "changes">): Snapshot {
  const themeAt = positionsOf(themes);
  const postAt = positionsOf(posts);
  return {
    themes: themes.map(({ id, number, label, labelSource, pillarId }) => ({
      ...{ id, number, label: textReadBack(label), labelSource },
      ...(pillarId !== undefined && { pillarId }),
    })),
    pillars: pillars.map(({ id, label }) => ({ id, label: textReadBack(label) })),
    posts: posts.map(({ id, path, record, title, date }) => ({
      ...{ id, path: textReadBack(path) },
      ...(record !== undefined && { record: textReadBack(record) }),
      title: textReadBack(title),
      ...(date !== undefined && { date }),
    })),
    passages: {
      id: passages.map(({ id }) => id),
      text: passages.map(({ text }) => textName(text)),
      post: passages.map(({ postId }) => known(postAt, postId)),
      theme: passages.map(({ themeId }) => (themeId === undefined ? -1 : known(themeAt, themeId))),
    },
  };
}

/** Names a text as a snapshot holds it. */
export function textName(text: string): string {
  return contentId("text", textReadBack(text));
}

export function positionsOf(items: readonly { id: string }[]): Map<string, number> {
  return new Map(items.map(({ id }, position) => [id, position]));
}

function known(positions: ReadonlyMap<string, number>, id: string): number {
  const position = positions.get(id);
  if (position === undefined) throw new Error(`Expected "${id}" among the themes and posts of the report.`);
  return position;
}
