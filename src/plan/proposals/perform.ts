/** Proposals from figures of the editor's own. */
import type { Performance, Proposal } from "../../shapes/plan.js";
import type { Candidate, MakeCandidates } from "./themes.js";
import { evidenceOf } from "./theme-posts.js";

/** Told where even the low end of the interval is better than others by this. */
const NOTABLY_BETTER = 1.1;

/** Themes whose posts do better than others of their time, by the figure where that is surest. */
export const performs: MakeCandidates = (planned) =>
  planned.open.flatMap((theme): Candidate[] => {
    const best = bestOf(theme.plan.performance ?? []);
    if (best === undefined) return [];
    const figure = ({ metrics }: { metrics?: Record<string, number> }): number => metrics?.[best.metric] ?? 0;
    const strongest = planned.about(theme).toSorted((a, b) => figure(b) - figure(a));
    const evidence = evidenceOf(
      theme,
      strongest.map(({ id }) => id),
    );
    const key = `perform ${theme.id}`;
    const facts = { themeIds: [theme.id], evidence, performance: best };
    const proposal: Proposal = { key, kind: "perform", effort: "new", ...facts };
    return [{ proposal, score: best.low }];
  });

function bestOf(performances: readonly Performance[]): Performance | undefined {
  return performances
    .filter(({ low }) => low >= NOTABLY_BETTER)
    .reduce<Performance | undefined>((best, one) => (best && best.low >= one.low ? best : one), undefined);
}
