/** What the page says of a theme in sentences. */
import {
  count,
  day,
  duration,
  percent,
  rate,
  span,
  stabilityWord,
  trendWithArrow,
} from "../../render/words.js";
import type { AppTheme } from "../../render/app-data-types.js";

const STABILITY_MEANS = {
  solid: "It stands on its own.",
  fair: "Its heart is real; where it ends is a matter of judgement.",
  fragile: "Take it for a hint: other posts might have divided it in another way.",
};

/** "82% of it is found again when a fifth of the passages is missing. It stands on its own." */
export function stabilitySentence({ stability }: Pick<AppTheme, "stability">): string {
  const found = `${percent(stability)} of it is found again when a fifth of the passages is missing.`;
  return `${found} ${STABILITY_MEANS[stabilityWord(stability)]}`;
}

/** "54 passages in 12 posts, Feb 2023 to Nov 2024 · 18% of the passages · ↗ rising". */
export function factsLine({ passages, posts, share, firstSeen, lastSeen, trend }: AppTheme): string {
  const when = trend === "undated" ? "undated" : span(firstSeen, lastSeen);
  const size = `${count(passages, "passage")} in ${count(posts, "post")}, ${when}`;
  const parts = [size, `${percent(share)} of the passages`, trend === "undated" ? "" : trendWithArrow(trend)];
  return parts.filter((part) => part !== "").join(" · ");
}

/** "5 posts are about it, 3 a year; the last on 3 Sep 2024, 14 months before the newest post." */
export function coverageSentence({ plan }: Pick<AppTheme, "plan">): string {
  const { posts, lastCovered, daysSince, postsPerYear } = plan;
  if (posts === 0) return "No post is about it; it comes up in passing.";
  const often = postsPerYear === undefined ? "" : `, ${rate(postsPerYear)}`;
  const about = `${count(posts, "post")} ${posts === 1 ? "is" : "are"} about it${often}`;
  if (lastCovered === undefined) return `${about}.`;
  const ago =
    daysSince === undefined || daysSince === 0
      ? "the newest post of all"
      : `${duration(daysSince)} before the newest post`;
  return `${about}; the last on ${day(lastCovered)}, ${ago}.`;
}
