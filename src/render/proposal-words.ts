/** What a proposal says, the same on every page: what to do, why, how much work it is, and what would speak against it. */
import type { Effort, Angle, Performance, PlanRow, Proposal, Season } from "../shapes/plan.js";
import { at } from "../math/at.js";
import { titleOf } from "./text.js";
import type { View } from "./view.js";
import { count, day, decimal, duration, integer, list, month, monthName, percent, span } from "./words.js";

export interface ProposalWords {
  /** A whole sentence. */
  title: string;
  /** Whole sentences, the weightiest first; at least one. */
  reasons: string[];
  /** What would change one's mind, a whole sentence. */
  doubt: string;
  effort: string;
}

const EFFORTS: Record<Effort, string> = {
  new: "a new post",
  update: "work on a post",
  merge: "one post out of two",
  link: "a few links",
  decide: "a word from you",
};

/** Finds the parts of a report that a proposal speaks of. */
export type Told = Pick<View, "theme" | "post">;

export function proposalWords(proposal: Proposal, told: Told): ProposalWords {
  return { ...saying(proposal, told), effort: EFFORTS[proposal.effort] };
}

type Saying = Omit<ProposalWords, "effort">;

function saying(proposal: Proposal, { theme, post }: Told): Saying {
  const titleAt = ({ evidence }: Proposal, i: number): string => titleOf(post(at(evidence, i).postId));
  const themes = proposal.themeIds.map(theme);
  const [first] = themes;
  if (first === undefined) throw new Error(`Expected a theme in the proposal "${proposal.key}", got none.`);
  const { label, plan } = first;
  switch (proposal.kind) {
    case "return":
      return {
        title: `Come back to “${label}”.`,
        reasons: [...silence(plan), ...angleReason(proposal.angle)],
        doubt: "Not if all is said: mark it as finished, and it will not be asked for again.",
      };
    case "continue":
      return {
        title: `Stay with “${label}”, which is rising.`,
        reasons: [...recencyReasons(plan), ...angleReason(proposal.angle)],
        doubt: "Not if the latest posts on it say the same as one another.",
      };
    case "regular":
      return {
        title: `Write the next post on “${label}”.`,
        reasons: [...regularReasons(plan), ...angleReason(proposal.angle)],
        doubt: "Nothing presses here: it can wait for anything that does.",
      };
    case "deepen":
      return {
        title: `Give “${label}” a post of its own.`,
        reasons: [touchedReason(plan)],
        doubt: "Not if it is only ever a means to something else.",
      };
    case "thread":
      return {
        title: `Give “${proposal.label}” a post of its own.`,
        reasons: [
          `It runs through ${count(proposal.posts, "post")} and ${count(proposal.themes, "theme")}, and stands in no title.`,
        ],
        doubt: "Not if your readers take it for granted.",
      };
    case "bridge":
      return {
        title: `Join ${list(themes.map((one) => `“${one.label}”`))} in one post.`,
        reasons: ["They are among the nearest of all pairs of themes, and no post touches both."],
        doubt: "Not if it is only their words that are alike.",
      };
    case "season":
      return {
        title: `Have a post on “${label}” ready for ${seasonName(proposal.season)}.`,
        reasons: [seasonReason(proposal.season)],
        doubt: "Not if the occasion does not return this year.",
      };
    case "perform":
      return {
        title: `Write more on “${label}”: its posts do better than others.`,
        reasons: [
          performanceReason(proposal.performance),
          ...(plan.lastCovered === undefined ? [] : silence(plan).slice(0, 1)),
        ],
        doubt: "Not if these posts were sent to other people, or told of elsewhere.",
      };
    case "update":
      return {
        title: `Bring “${titleAt(proposal, 0)}” up to date.`,
        reasons: [
          `It is still looked to: ${proposal.reasons.join("; ")}.`,
          `${count(proposal.dated, "place")} in it ${proposal.dated === 1 ? "has" : "have"} aged, such as ${list(proposal.examples.map((one) => `“${one}”`))}.`,
        ],
        doubt: "Not if it is read as a document of its day.",
      };
    case "merge":
      return {
        title: `Make one of “${titleAt(proposal, 0)}” and “${titleAt(proposal, 1)}”, or set them apart.`,
        reasons: [mergeReason(proposal)],
        doubt: "Not if they are parts of a series, or were written for different readers.",
      };
    case "link":
      return {
        title: `Set ${count(proposal.links, "link")} that sentences in ${count(proposal.posts, "post")} ask for.`,
        reasons: [
          "Each of these sentences says the very words that another post is about, and doesn't link to it: links.csv has all of them.",
          ...orphansReason(proposal.orphans),
        ],
        doubt: "Not where a reader would leave the post too early.",
      };
    case "answer":
      return {
        title: `Answer a question of your own: “${proposal.question}”`,
        reasons: [
          `It stands in “${titleAt(proposal, 0)}”, and no passage of another post seems to answer it.`,
        ],
        doubt: "Not if it was a figure of speech, or the answer stands where nobody looked for it.",
      };
    case "finished":
      return {
        title: `Say whether “${label}” is finished.`,
        reasons: [
          `${count(plan.posts, "post")} from ${span(proposal.first, proposal.last)}, and none since.`,
          `If it is, \`throughline themes finish ${first.number}\` keeps it out of the plan.`,
        ],
        doubt: "If it is not, mark it as evergreen, and it will be asked for when it is due.",
      };
  }
}

/** "Two thirds of the first stand in the other, in nearly the same words." */
function mergeReason({ isVerbatim, shares }: Extract<Proposal, { kind: "merge" }>): string {
  const how = isVerbatim ? "in nearly the same words" : "in other words";
  return `${percent(shares[0])} of the first and ${percent(shares[1])} of the second say the same, ${how}.`;
}

function orphansReason(orphans: number): string[] {
  if (orphans === 0) return [];
  return [`${count(orphans, "post")} ${orphans === 1 ? "has" : "have"} no link from another post at all.`];
}

function silence(plan: PlanRow): string[] {
  const { lastCovered, daysSince, usualGap, postsSince, countedFrom } = plan;
  if (daysSince === undefined || lastCovered === undefined) return [regularCount(plan)];
  const ago = countedFrom === "newest" ? "before the newest post of all" : "ago";
  const usual = usualGap === undefined ? "" : `; usually ${duration(usualGap)} lie between two`;
  const since =
    postsSince === undefined || postsSince === 0
      ? []
      : [`${count(postsSince, "post")} ${postsSince === 1 ? "has" : "have"} come since without one on it.`];
  return [
    `The last post about it is of ${day(lastCovered)}, ${duration(daysSince)} ${ago}${usual}.`,
    ...since,
  ];
}

/** "6 of 24 posts since Nov 2023 are about it, 4 of 80 before; by chance alone that happens once in 50 times." */
function recencyReasons({ recency }: PlanRow): string[] {
  if (recency === undefined) return [];
  const { since, recent, before, chance } = recency;
  const seldom = Math.floor(1 / Math.max(chance, 1e-3));
  const often = chance < 1e-3 ? "hardly ever happens" : `happens once in ${integer(seldom)} times`;
  return [
    `${integer(recent.posts)} of ${count(recent.of, "post")} since ${month(since)} ${are(recent.posts)} about it, ` +
      `${integer(before.posts)} of ${integer(before.of)} before; by chance alone that ${often}.`,
  ];
}

function regularReasons(plan: PlanRow): string[] {
  const { recency } = plan;
  if (recency === undefined) return [regularCount(plan)];
  const { since, recent, before } = recency;
  return [
    `${integer(recent.posts)} of ${count(recent.of, "post")} since ${month(since)} ${are(recent.posts)} about it, ` +
      `${integer(before.posts)} of ${integer(before.of)} before: it keeps its place.`,
  ];
}

function regularCount({ posts }: PlanRow): string {
  return `${count(posts, "post")} ${are(posts)} about it.`;
}

function are(posts: number): string {
  return posts === 1 ? "is" : "are";
}

function touchedReason({ posts, touchingPostIds }: PlanRow): string {
  const touching = touchingPostIds.length;
  const about = posts === 0 ? "none is about it" : `only ${integer(posts)} ${are(posts)} about it`;
  return `${count(touching, "post")} ${touching === 1 ? "touches" : "touch"} it, ${about}.`;
}

function angleReason(angle: Angle | undefined): string[] {
  if (angle === undefined) return [];
  const { label, lastCovered } = angle;
  return lastCovered === undefined
    ? [`A part of it to take up: “${label}”.`]
    : [`The part that has waited longest is “${label}”, last touched in ${month(lastCovered)}.`];
}

/** "By opens they reach 1.8 times what was usual when they came (9 posts; 1.3 to 2.4 times, nine times in ten); their median is 1,200, that of all posts 800." */
export function performanceReason(performance: Performance): string {
  const { metric, posts, times, low, high, median, medianOfAll } = performance;
  const range = `${decimal(low, 1)} to ${decimal(high, 1)} times, nine times in ten`;
  return (
    `By “${metric}” they reach ${decimal(times, 1)} times what was usual when they came (${count(posts, "post")}; ${range}); ` +
    `their median is ${figure(median)}, that of all posts ${figure(medianOfAll)}.`
  );
}

function figure(value: number): string {
  return Number.isInteger(value) ? integer(value) : decimal(value, 1);
}

function seasonName({ from, until }: Season): string {
  return from === until ? monthName(from) : `${monthName(from)} to ${monthName(until)}`;
}

function seasonReason(season: Season): string {
  const { posts, of, years } = season;
  return `${integer(posts)} of ${count(of, "post")} on it came in ${seasonName(season)}, in ${count(years, "different year")}.`;
}
