/** What to write next: proposals of different kinds, from what a report knows. */
import type { Context } from "../shapes/context.js";
import type { DismissEntry } from "../shapes/decisions.js";
import type { Plan, Proposal, ProposalKind } from "../shapes/plan.js";
import type { Report } from "../shapes/report.js";
import { dayOf } from "../text/days.js";
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
import { compareTexts } from "../text/order.js";
import { plannedFrom } from "./proposals/theme-posts.js";

/** A plan of more proposals is a list, and is not read. */
const MOST = 10;

interface Kind {
  make: MakeCandidates;
  /** How many it may give. */
  most: number;
  /** From which round on it is asked: what is weak comes where there is room. @default 0 */
  from?: number;
}

/** What to write, and what to do with what stands: in each the kinds in the order in which they are asked for their next best. */
const WRITE: readonly Kind[] = [
  { make: returns, most: 2 },
  { make: continues, most: 2 },
  { make: regulars, most: 3 },
  { make: performs, most: 1 },
  { make: seasons, most: 1 },
  { make: threads, most: 1 },
  { make: deepens, most: 2 },
  { make: bridges, most: 1, from: 2 },
];
const MEND: readonly Kind[] = [
  { make: updates, most: 1 },
  { make: answers, most: 1 },
  { make: merges, most: 1 },
  { make: finished, most: 1 },
  { make: links, most: 1 },
];
/** Two of what to write stand before one of the others. */
const WRITE_PER_MEND = 2;

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
  const made = [WRITE, MEND].map((kinds) =>
    kinds.map(({ make, ...kind }) => ({ ...kind, candidates: bestFirst(make(known)) })),
  );
  const all = made.flat().flatMap(({ candidates }) => candidates.map(({ proposal }) => proposal.key));
  const themes = new Set<string>();
  const [write = [], mend = []] = made.map((queues) =>
    inTurns(
      queues.map((queue) => ({
        ...queue,
        candidates: queue.candidates.filter(({ proposal }) => !away.has(proposal.key)),
      })),
      themes,
    ),
  );
  const proposals = interleaved(write, mend);
  const dismissed = [...away.values()]
    .filter(({ proposal }) => all.includes(proposal))
    .map(({ proposal, until }) => ({ key: proposal, ...(until !== undefined && { until }) }));
  const days = report.posts
    .flatMap(({ date }) => (date === undefined ? [] : dayOf(date)))
    .sort((a, b) => a - b);
  const { clock } = report;
  const calendar = calendarOf(proposals, { ...(clock && { clock }), days }, wanted);
  return { proposals, dismissed, ...(calendar && { calendar }) };
}

function bestFirst(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.score - a.score || compareTexts(a.proposal.key, b.proposal.key));
}

interface Queue extends Omit<Kind, "make"> {
  candidates: readonly Candidate[];
}

/**
 * The best of each kind, then the second best: no kind fills the plan while another has something to say.
 *
 * @param themes those that are proposed already; a theme is proposed once, whatever speaks for it
 */
function inTurns(queues: readonly Queue[], themes: Set<string>): Proposal[] {
  const taken: Proposal[] = [];
  const rounds = Math.max(0, ...queues.map(({ most, from = 0 }) => most + from));
  for (let round = 0; round < rounds; round++) {
    for (const { most, from = 0, candidates } of queues) {
      if (round < from || round >= most + from || taken.length >= MOST) continue;
      const next = candidates.find(({ proposal }) => isNew(proposal, themes, taken));
      if (next === undefined) continue;
      taken.push(next.proposal);
      if (isOnThemes(next.proposal)) for (const id of next.proposal.themeIds) themes.add(id);
    }
  }
  return taken;
}

/** Speaks of a theme itself: threads and bridges lie between themes, the others come out of single posts. */
const ON_THEME: ReadonlySet<ProposalKind> = new Set([
  ...(["return", "continue", "regular", "perform", "season", "deepen", "finished"] as const),
]);

function isOnThemes({ kind }: Proposal): boolean {
  return ON_THEME.has(kind);
}

function isNew(proposal: Proposal, themes: ReadonlySet<string>, taken: readonly Proposal[]): boolean {
  if (taken.some(({ key }) => key === proposal.key)) return false;
  const isFree = proposal.themeIds.every((id) => !themes.has(id));
  return !isOnThemes(proposal) || isFree;
}

function interleaved(write: readonly Proposal[], mend: readonly Proposal[]): Proposal[] {
  const [first, second] = [[...write], [...mend]];
  const mixed: Proposal[] = [];
  while (first.length + second.length > 0)
    mixed.push(...first.splice(0, WRITE_PER_MEND), ...second.splice(0, 1));
  return mixed.slice(0, MOST);
}
