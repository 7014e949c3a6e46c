import { planGroups } from "../../plan/coverage.js";
import type { AppPlanGroup, AppPlanView, AppProposal } from "../../render/app-data-types.js";
import {
  calendarSentence,
  countingSentence,
  dismissedSentence,
  undatedSentence,
} from "../../render/plan-words.js";
import { proposalWords } from "../../render/proposal-words.js";
import { type View, viewOf } from "../../render/view.js";
import type { Proposal } from "../../shapes/plan.js";
import type { Report, ReportTheme } from "../../shapes/report.js";

interface Positions {
  theme: (id: string | undefined) => number;
  post: (id: string | undefined) => number;
  passage: (id: string | undefined) => number;
}

/** The plan, as the page carries it. */
export function appPlanView(report: Report, positions: Positions): AppPlanView {
  const view = viewOf(report);
  const { plan } = report;
  const told = [
    countingSentence(report),
    undatedSentence(report),
    dismissedSentence(plan),
    ...report.postPlanning.notes,
  ];
  return {
    sentence: told.filter((sentence) => sentence !== "").join(" "),
    proposals: plan.proposals.map((proposal) => appProposal(proposal, view, positions)),
    rhythm: calendarSentence(plan),
    slots: (plan.calendar?.slots ?? []).map(({ date, proposal }) => ({
      date,
      proposal: plan.proposals.findIndex(({ key }) => key === proposal),
    })),
    groups: planGroups(report).map(({ title, hint, themes }): AppPlanGroup => ({
      ...{ title, hint },
      rows: themes.map((one) => ({ theme: positions.theme(one.id), ...strongestIn(one, positions) })),
    })),
  };
}

function appProposal(proposal: Proposal, view: View, positions: Positions): AppProposal {
  const { key, themeIds, evidence } = proposal;
  return {
    key,
    ...proposalWords(proposal, view),
    themes: themeIds.map(positions.theme),
    evidence: evidence.map(({ postId, passageId, quote }) => ({
      post: positions.post(postId),
      passage: positions.passage(passageId),
      ...(quote !== undefined && { quote }),
    })),
  };
}

function strongestIn({ plan, rankedPosts }: ReportTheme, positions: Positions) {
  const part = rankedPosts.find(({ postId }) => postId === plan.strongestPostId);
  const touching = plan.touchingPostIds.length;
  if (part === undefined) return { touching };
  return { touching, strongest: positions.post(part.postId), share: Math.round(part.share * 100) };
}
