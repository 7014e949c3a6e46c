/** What a content audit says of each post. */
import type { Report } from "../shapes/report.js";
import { dayNumber } from "../text/days.js";
import { HUB_LINKS, TOUCH_SHARE } from "./thresholds.js";

/** `strongest`: of its theme. `overlaps`: says what another post says. `dated`: matters, and something in it has aged. */
export type PostSignal =
  | "strongest"
  | "refresh"
  | "overlaps"
  | "orphan"
  | "hub"
  | "dead link"
  | "could link"
  | "lacks a tag"
  | "no theme"
  | "several themes";

export interface Audited {
  /** Days to the plan's day; absent where the post has no date. */
  age?: number;
  signals: PostSignal[];
}

const SEVERAL = 3;

/** @returns by the id of a post */
export function signalsOf(report: Report): Map<string, Audited> {
  const { linked, dead, links, overlaps, refresh, tags } = report.postPlanning;
  const found: readonly (readonly [PostSignal, ReadonlySet<string>])[] = [
    ["strongest", new Set(report.themes.flatMap(({ plan }) => plan.strongestPostId ?? []))],
    ["refresh", new Set(refresh.map(({ postId }) => postId))],
    ["overlaps", new Set(overlaps.flatMap(({ postIds }) => postIds))],
    ["orphan", new Set(linked.flatMap(({ postId, incoming }) => (incoming === 0 ? [postId] : [])))],
    ["hub", new Set(linked.flatMap(({ postId, incoming }) => (incoming >= HUB_LINKS ? [postId] : [])))],
    ["dead link", new Set(dead.map(({ postId }) => postId))],
    ["could link", new Set(links.map(({ sentence }) => sentence.postId))],
    [
      "lacks a tag",
      new Set(tags.flatMap(({ kind, postId }) => (kind === "missing" && postId ? [postId] : []))),
    ],
    ["no theme", new Set(report.posts.flatMap(({ id, themes }) => (themes.length === 0 ? [id] : [])))],
    ["several themes", new Set(report.posts.flatMap((post) => (isMixed(post) ? [post.id] : [])))],
  ];
  const today = dayNumber(report.clock?.day);
  return new Map(
    report.posts.map(({ id, date }) => {
      const day = dayNumber(date);
      const age = today === undefined || day === undefined ? undefined : Math.max(0, today - day);
      const signals = found.flatMap(([signal, ids]) => (ids.has(id) ? [signal] : []));
      return [id, { signals, ...(age !== undefined && { age }) }];
    }),
  );
}

function isMixed({ themes }: Report["posts"][number]): boolean {
  return themes.filter(({ share }) => share >= TOUCH_SHARE).length >= SEVERAL;
}
