import { at } from "../math/at.js";
import type { PostChange, PostFate, PostPart } from "../shapes/changes.js";
import type { Snapshot, SnapshotPost } from "../shapes/snapshot.js";
import type { Lineage } from "./lineage.js";
import type { Pairing } from "./pair.js";
import { movedBy } from "./why.js";

/** What a passage in no theme is in. */
const OTHER = "Other";

/** The posts that are not what and where they were: in the order of now, then those that are gone. */
export function postChanges(
  before: Snapshot,
  after: Snapshot,
  pairing: Pairing,
  lineage: Lineage,
  isSameFit: boolean,
): PostChange[] {
  const own = { before: passagesOf(before), after: passagesOf(after) };
  const wasAt = (i: number): number => at(pairing.passages, i);
  const isMoved = (i: number): boolean => {
    const [then, now] = [at(before.passages.theme, wasAt(i)), at(after.passages.theme, i)];
    return (then < 0 ? -1 : at(lineage.after, then)) !== now || (then >= 0 && now < 0);
  };
  const changes = after.posts.flatMap((post, p): PostChange[] => {
    const was = at(pairing.posts, p);
    const now = at(own.after, p);
    const to = partsOf(after, now);
    if (was < 0) return [{ ...told(post), change: "new", from: [], to }];
    const then = at(own.before, was);
    const known = now.filter((i) => wasAt(i) >= 0);
    const movesKnown = known.some(isMoved);
    const isCut = known.length < now.length || known.length < then.length;
    const change = fateOf({ isEdited: post.id !== at(before.posts, was).id, isCut, movesKnown });
    if (change === undefined) return [];
    const from = partsOf(before, then);
    const changes = movesKnown || !sameThemes(then, now, before, after, lineage);
    return [
      { ...told(post), change, from, to, ...(changes && { why: movedBy(change, movesKnown, isSameFit) }) },
    ];
  });
  const stays = new Set(pairing.posts);
  const gone = before.posts.flatMap((post, p): PostChange[] =>
    stays.has(p) ? [] : [{ ...told(post), change: "gone", from: partsOf(before, at(own.before, p)), to: [] }],
  );
  return [...changes, ...gone];
}

function fateOf(is: { isEdited: boolean; isCut: boolean; movesKnown: boolean }): PostFate | undefined {
  if (is.isEdited) return "edited";
  if (is.isCut) return "cut";
  return is.movesKnown ? "moved" : undefined;
}

/** Whether the passages of a post are in the same themes as before, in however many of each. */
function sameThemes(
  then: readonly number[],
  now: readonly number[],
  before: Snapshot,
  after: Snapshot,
  lineage: Lineage,
): boolean {
  const was = new Set(then.map((i) => at(before.passages.theme, i)));
  const successors = new Set(Array.from(was, (theme) => (theme < 0 ? -1 : at(lineage.after, theme))));
  const is = new Set(now.map((i) => at(after.passages.theme, i)));
  return successors.size === is.size && [...successors].every((theme) => is.has(theme));
}

function told({ id, path, record, title, date }: SnapshotPost): SnapshotPost {
  return {
    ...{ id, path, title },
    ...(record !== undefined && { record }),
    ...(date !== undefined && { date }),
  };
}

/** How many of some passages are in which themes, most first; those in none last. */
function partsOf({ themes, passages }: Snapshot, own: readonly number[]): PostPart[] {
  const counts = new Map<number, number>();
  for (const i of own) {
    const theme = at(passages.theme, i);
    counts.set(theme, (counts.get(theme) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, m], [b, n]) => Number(a < 0) - Number(b < 0) || n - m || a - b)
    .map(([theme, count]) => {
      if (theme < 0) return { label: OTHER, passages: count };
      const { id, label } = at(themes, theme);
      return { id, label, passages: count };
    });
}

/** The passages of each post, by their positions. */
function passagesOf({ posts, passages }: Snapshot): number[][] {
  const own = posts.map((): number[] => []);
  passages.post.forEach((post, i) => at(own, post).push(i));
  return own;
}
