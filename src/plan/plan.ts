/** What to write next: proposals of different kinds, from what a report knows. */
import type { Context } from "../shapes/context.js";
import type { DismissEntry } from "../shapes/decisions.js";
import type { Plan, ProposalKind } from "../shapes/plan.js";
import type { Report } from "../shapes/report.js";
import { dayNumber } from "../text/days.js";
import { withPerformance } from "./metrics/with-performance.js";
import { calendarOf, type CalendarOptions } from "./calendar.js";
import { bridges, finished, seasons } from "./proposals/between.js";
import {
  continues,
  deepens,
  regulars,
  returns,
  threads,
  type Candidate,
  type MakeCandidates,
} from "./proposals/themes.js";
import { answers, links, merges, updates } from "./proposals/posts.js";
import { performs } from "./proposals/perform.js";
import { compare, plannedFrom } from "./proposals/theme-posts.js";

/** A plan of more proposals is a list, and is not read. */
const MOST = 10;

/** In which order kinds are asked for their next best, and how many each may give. */
const KINDS: readonly (readonly [kind: ProposalKind, make: MakeCandidates, most: number])[] = [
  ["return", returns, 3],
  ["continue", continues, 2],
  ["perform", performs, 1],
  ["season", seasons, 1],
  ["thread", threads, 1],
  ["update", updates, 1],
  ["deepen", deepens, 2],
  ["answer", answers, 1],
  ["merge", merges, 1],
  ["link", links, 1],
  ["finished", finished, 1],
  ["regular", regulars, 3],
  ["bridge", bridges, 1],
];

/** As many days as people plan ahead: two months of weeks. */
export const SLOTS = 8;

export interface PlanOptions {
  /** What the editor does not want to be told again. @default nothing */
  dismissals?: readonly Pick<DismissEntry, "proposal" | "until">[];
  /** @default eight days at the rhythm of the posts */
  calendar?: CalendarOptions;
}

/** The report with how its themes do by the editor's figures, and with what to do next. */
export function planned(report: Report, options: PlanOptions, { random }: Pick<Context, "random">): Report {
  const measured = { ...report, themes: withPerformance(report, random.fork("plan")) };
  return { ...measured, plan: planOf(measured, options) };
}

/** What to do next. The same report and options give the same plan. */
export function planOf(
  report: Report,
  { dismissals = [], calendar: wanted = { slots: SLOTS } }: PlanOptions = {},
): Plan {
  const known = plannedFrom(report);
  const month = report.clock?.day.slice(0, 7) ?? "";
  const away = new Map(
    dismissals.filter(({ until }) => until === undefined || until > month).map((one) => [one.proposal, one]),
  );
  const queues = KINDS.map(([, make, most]) => ({ left: most, candidates: bestFirst(make(known)) }));
  const all = queues.flatMap(({ candidates }) => candidates.map(({ proposal }) => proposal.key));
  const proposals = inTurns(
    queues.map(({ left, candidates }) => ({
      left,
      candidates: candidates.filter(({ proposal }) => !away.has(proposal.key)),
    })),
  );
  const dismissed = [...away.values()]
    .filter(({ proposal }) => all.includes(proposal))
    .map(({ proposal, until }) => ({ key: proposal, ...(until !== undefined && { until }) }));
  const days = report.posts.flatMap(({ date }) => dayNumber(date) ?? []).sort((a, b) => a - b);
  const calendar = calendarOf(proposals, { ...(report.clock && { clock: report.clock }), days }, wanted);
  return { proposals, dismissed, ...(calendar && { calendar }) };
}

function bestFirst(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.score - a.score || compare(a.proposal.key, b.proposal.key));
}

/** The best of each kind, then the second best: no kind fills the plan while another has something to say. */
function inTurns(queues: readonly { left: number; candidates: readonly Candidate[] }[]): Plan["proposals"] {
  const taken: Plan["proposals"] = [];
  const themes = new Set<string>();
  const rounds = Math.max(0, ...queues.map(({ left }) => left));
  for (let round = 0; round < rounds && taken.length < MOST; round++) {
    for (const { left, candidates } of queues) {
      if (round >= left || taken.length >= MOST) continue;
      // A theme is proposed once, whatever speaks for it.
      const next = candidates.find(({ proposal }) => isNew(proposal, themes, taken));
      if (next === undefined) continue;
      taken.push(next.proposal);
      for (const id of next.proposal.themeIds) if (next.proposal.kind !== "thread") themes.add(id);
    }
  }
  return taken;
}

function isNew(
  { key, kind, themeIds }: Plan["proposals"][number],
  themes: ReadonlySet<string>,
  taken: Plan["proposals"],
): boolean {
  if (taken.some((one) => one.key === key)) return false;
  const isFree = (id: string): boolean => !themes.has(id);
  return kind === "bridge" || kind === "thread" ? true : themeIds.every(isFree);
}
