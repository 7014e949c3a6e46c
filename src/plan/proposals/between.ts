/** Proposals that come of how themes stand to one another, to the year, and to the whole time. */
import type { Proposal } from "../../shapes/plan.js";
import type { ReportTheme } from "../../shapes/report.js";
import { dayNumber } from "../../text/days.js";
import { TOUCH_SHARE } from "../thresholds.js";
import { quantile } from "../../math/quantiles.js";
import type { Candidate, MakeCandidates } from "./themes.js";
import { evidenceOf } from "./theme-posts.js";

/** Which part of all pairs of themes counts as near. */
const NEAREST_PAIRS = 0.95;
/** Of smaller themes it says little that no post joins them. */
const LEAST_POSTS = 4;

/** Near themes that no post touches both of. */
export const bridges: MakeCandidates = (planned) => {
  const pairs = pairsOf(planned.open);
  const near = quantile(
    pairs.map(({ similarity }) => similarity),
    NEAREST_PAIRS,
  );
  if (near === undefined) return [];
  return pairs.flatMap(({ one, other, similarity }): Candidate[] => {
    if (similarity < near || Math.min(one.plan.posts, other.plan.posts) < LEAST_POSTS) return [];
    if (planned.report.posts.some(({ themes }) => touches(themes, one) && touches(themes, other))) return [];
    const evidence = [one, other].flatMap((theme) => evidenceOf(theme, [theme.plan.strongestPostId]));
    const ids = [one.id, other.id].sort();
    const key = `bridge ${ids.join(" ")}`;
    const proposal: Proposal = { key, kind: "bridge", effort: "new", themeIds: ids, evidence, similarity };
    return [{ proposal, score: similarity }];
  });
};

interface Pair {
  one: ReportTheme;
  other: ReportTheme;
  similarity: number;
}

function pairsOf(themes: readonly ReportTheme[]): Pair[] {
  const byId = new Map(themes.map((theme) => [theme.id, theme]));
  return themes.flatMap((one) =>
    one.related.flatMap(({ id, similarity }) => {
      const other = byId.get(id);
      return other === undefined || other.number <= one.number ? [] : [{ one, other, similarity }];
    }),
  );
}

function touches(themes: readonly { themeId: string; share: number }[], { id }: ReportTheme): boolean {
  return themes.some(({ themeId, share }) => themeId === id && share >= TOUCH_SHARE);
}

const MONTHS = 12;
/** So many months ahead a post can be prepared. */
const AHEAD = 2;

/** Themes whose time of the year begins soon, or is now. */
export const seasons: MakeCandidates = (planned) => {
  const { clock } = planned.report;
  if (clock === undefined) return [];
  const month = Number(clock.day.slice(5, 7));
  return planned.open.flatMap((theme): Candidate[] => {
    const { season } = theme.plan;
    if (season === undefined) return [];
    const length = (season.until - season.from + MONTHS) % MONTHS;
    const isNow = (month - season.from + MONTHS) % MONTHS <= length;
    const isSoon = (season.from - month + MONTHS) % MONTHS <= AHEAD;
    if (!isNow && !isSoon) return [];
    const evidence = evidenceOf(
      theme,
      planned.about(theme).map(({ id }) => id),
    );
    const key = `season ${theme.id}`;
    const proposal: Proposal = { key, kind: "season", effort: "new", themeIds: [theme.id], evidence, season };
    return [{ proposal, score: season.posts }];
  });
};

/** A theme that keeps to so small a part of the whole time looks like a project. */
const PROJECT_SPAN = 1 / 3;

/** Themes that came, had their posts, and went; said as a question, as only the editor knows. */
export const finished: MakeCandidates = (planned) => {
  const { firstDate, lastDate } = planned.report;
  const whole = daysBetween(firstDate, lastDate);
  return planned.open.flatMap((theme): Candidate[] => {
    if (theme.plan.trend !== "dormant" || theme.standing === "evergreen") return [];
    const dated = planned.about(theme).flatMap(({ id, date }) => (date === undefined ? [] : [{ id, date }]));
    const [newest, oldest] = [dated[0], dated.at(-1)];
    if (dated.length < LEAST_POSTS || newest === undefined || oldest === undefined) return [];
    if (daysBetween(oldest.date, newest.date) > PROJECT_SPAN * whole) return [];
    const evidence = evidenceOf(theme, [newest.id, oldest.id]);
    const facts = { first: oldest.date, last: newest.date, themeIds: [theme.id], evidence };
    const proposal: Proposal = { key: `finished ${theme.id}`, kind: "finished", effort: "decide", ...facts };
    return [{ proposal, score: dated.length }];
  });
};

function daysBetween(first: string | undefined, last: string | undefined): number {
  const [from, to] = [dayNumber(first), dayNumber(last)];
  return from === undefined || to === undefined ? 0 : to - from;
}
