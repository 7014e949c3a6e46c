/** Proposals on posts that stand: bring one up to date, make one of two, set links, answer a question. */
import { sha256 } from "../../io/hash.js";
import type { Evidence, Proposal } from "../../shapes/plan.js";
import type { DatedKind, Excerpt, Overlap, Refresh } from "../../shapes/planning.js";
import { dayOf } from "../../text/days.js";
import type { Candidate, MakeCandidates } from "./themes.js";
import { shortened, type Planned } from "./theme-posts.js";

const MOST_EXAMPLES = 3;
/** "This week" may be part of a story; these age for sure. */
const SURELY: ReadonlySet<DatedKind> = new Set(["year", "version"]);
const A_YEAR = /^(?:19|20)\d\d$/;

/** Old posts that matter, in the order in which they are worth the work. */
export const updates: MakeCandidates = (planned) => {
  const { refresh } = planned.report.postPlanning;
  const open = new Set(planned.open.map(({ id }) => id));
  return refresh.flatMap((one, rank): Candidate[] => {
    const aged = agedIn(one, planned.post(one.postId).date ?? "");
    if (!aged.some(({ kind }) => SURELY.has(kind)) || !open.has(one.themeId)) return [];
    const examples = [...new Set(aged.map(({ phrase }) => phrase.text))].slice(0, MOST_EXAMPLES);
    const [first] = aged;
    const evidence = first === undefined ? [] : [evidenceAt(planned, first.phrase, first.sentence)];
    const facts = { reasons: one.reasons, dated: aged.length, examples };
    const key = `update ${one.postId}`;
    const proposal: Proposal = {
      key,
      kind: "update",
      effort: "update",
      themeIds: [one.themeId],
      evidence,
      ...facts,
    };
    return [{ proposal, score: -rank }];
  });
};

/** What has aged; a post that speaks of years after its own date was brought up to date before. */
function agedIn({ dated }: Refresh, date: string): Refresh["dated"] {
  const isLater = ({ phrase }: Refresh["dated"][number]): boolean =>
    A_YEAR.test(phrase.text) && phrase.text > date.slice(0, 4);
  return dated.some(isLater) ? [] : dated;
}

/** Of less than this, in words, it matters little that it is said twice. */
const LEAST_WORDS = 120;
/** One post of two is worth the work where the other one has so much of one of them. */
const MUCH = 0.35;

export const merges: MakeCandidates = (planned) =>
  planned.report.postPlanning.overlaps.flatMap((overlap): Candidate[] => {
    const posts = overlap.postIds.map(planned.post);
    if (posts.some(({ words }) => words < LEAST_WORDS) || Math.max(...overlap.shares) < MUCH) return [];
    const key = `merge ${[...overlap.postIds].sort().join(" ")}`;
    const facts = { isVerbatim: overlap.kind === "verbatim", shares: overlap.shares };
    const themeIds = themesOf(planned, overlap);
    if (themeIds.length === 0) return [];
    const proposal: Proposal = {
      ...{ key, kind: "merge", effort: "merge", themeIds, ...facts },
      evidence: overlap.passages
        .slice(0, 1)
        .flatMap(({ first, second }) => [first, second].map((one) => evidenceAt(planned, one, one.text))),
    };
    const score = overlap.shares[0] + overlap.shares[1];
    return [{ proposal, score: areOfOneTime(posts) ? OF_ONE_TIME * score : score }];
  });

/** Days within which two posts are an announcement and its second, or parts of one story. */
const ONE_TIME = 31;
/** To take one of such two out is tidying; to make one of two that say the same a year apart is editing. */
const OF_ONE_TIME = 0.4;

function areOfOneTime([one, other]: readonly { date?: string }[]): boolean {
  if (one?.date === undefined || other?.date === undefined) return false;
  return Math.abs(dayOf(one.date) - dayOf(other.date)) <= ONE_TIME;
}

/** The themes of the two posts, those first that both are about. */
function themesOf(planned: Planned, { postIds }: Overlap): string[] {
  const open = new Set(planned.open.map(({ id }) => id));
  const largest = postIds.flatMap((id) =>
    planned
      .post(id)
      .themes.slice(0, 1)
      .map(({ themeId }) => themeId),
  );
  return [...new Set(largest)].filter((id) => open.has(id));
}

/** Fewer are no task of their own. */
const LEAST_LINKS = 3;

export const links: MakeCandidates = (planned) => {
  const { links: suggested, linked } = planned.report.postPlanning;
  if (suggested.length < LEAST_LINKS) return [];
  const targets = suggested.flatMap(({ targetId }) => planned.post(targetId).themes.slice(0, 1));
  if (targets.length === 0) return [];
  const facts = {
    links: suggested.length,
    posts: new Set(suggested.map(({ sentence }) => sentence.postId)).size,
    orphans: linked.filter(({ incoming }) => incoming === 0).length,
  };
  const proposal: Proposal = {
    ...{ key: "link posts", kind: "link", effort: "link", ...facts },
    themeIds: [...new Set(targets.map(({ themeId }) => themeId))].slice(0, MOST_EXAMPLES),
    evidence: suggested
      .slice(0, MOST_EXAMPLES)
      .map(({ sentence }) => evidenceAt(planned, sentence, sentence.text)),
  };
  return [{ proposal, score: suggested.length }];
};

/** A name within a question makes it one of that story, and of no other post. */
const NAMES = /[\p{Ll}\p{N},;:] \p{Lu}\p{Ll}/u;
/** Digits that tell one question from another. */
const KEY_LENGTH = 8;

export const answers: MakeCandidates = (planned) => {
  const open = new Set(planned.open.map(({ id }) => id));
  return planned.report.postPlanning.questions.flatMap(
    ({ question, themeId, nearest }, rank): Candidate[] => {
      if (themeId === undefined || !open.has(themeId) || NAMES.test(question.text)) return [];
      const key = `answer ${question.postId} ${sha256(question.text).slice(0, KEY_LENGTH)}`;
      const near = nearest === undefined ? [] : [evidenceAt(planned, nearest, nearest.text)];
      const evidence = [evidenceAt(planned, question, question.text), ...near];
      const facts = { themeIds: [themeId], evidence, question: question.text };
      const proposal: Proposal = { key, kind: "answer", effort: "new", ...facts };
      return [{ proposal, score: -rank }];
    },
  );
};

/** Words of a post, with the passage that holds them where one does. */
function evidenceAt(planned: Planned, { postId, start }: Excerpt, words: string): Evidence {
  const passage = planned.passageAt(postId, start);
  return { postId, ...(passage !== undefined && { passageId: passage.id }), quote: shortened(words) };
}
