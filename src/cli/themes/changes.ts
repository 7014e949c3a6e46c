/** What a decision would change, for `--dry-run`: two reports over the same posts, one with it and one without. */
import { changesBetween, isNothing } from "../../changes/changes-between.js";
import { snapshotOf } from "../../changes/snapshot-of.js";
import { planGroups } from "../../plan/coverage.js";
import { changeView } from "../../render/change-view.js";
import { proposalWords } from "../../render/proposal-words.js";
import { viewOf } from "../../render/view.js";
import { list } from "../../render/words.js";
import type { Report } from "../../shapes/report.js";

/** Lines of one kind that are printed. */
const MOST = 12;

/** In lines for people; a single one where nothing would change. */
export function wouldChange(before: Report, after: Report): string[] {
  const changes = changesBetween(snapshotOf(before), snapshotOf(after), { isSameFit: true });
  const { themes, pillars, posts } = changeView({ kind: "compared", ...changes });
  const lines = [
    ...themes.map(({ label, facts }) => `“${label}” ${facts.join("; ")}`),
    ...aboutChanges(before, after),
    ...pillars,
    ...grouped(before, after),
    ...reordered(before, after),
    ...shortened(posts.map(({ title, from, to }) => `the post “${title}”: ${from} → ${to}`)),
    ...planChanges(before, after),
  ];
  const isSame = isNothing(changes) && lines.length === 0;
  return isSame ? ["Nothing in the report would change."] : lines;
}

function aboutChanges(before: Report, after: Report): string[] {
  const was = new Map(before.themes.map(({ id, about }) => [id, about]));
  return after.themes
    .filter(({ id, about }) => was.has(id) && was.get(id) !== about)
    .map(({ label, about }) => `“${label}” is described anew: ${about}`);
}

/** Themes that come under a pillar, or out of one; those that go from one to another are told of with the theme. */
function grouped(before: Report, after: Report): string[] {
  const pillars = ({ pillars }: Report): Map<string, string> =>
    new Map(pillars.flatMap(({ label, themeIds }) => themeIds.map((id) => [id, label] as const)));
  const [was, is] = [pillars(before), pillars(after)];
  const lines = after.themes
    .filter(({ id }) => was.has(id) !== is.has(id))
    .map(({ id, label }) => `“${label}” stands under ${is.has(id) ? `“${is.get(id) ?? ""}”` : "no pillar"}`);
  return shortened(lines);
}

function reordered(before: Report, after: Report): string[] {
  const [was, is] = [before, after].map(({ themes }) => themes.map(({ id }) => id));
  const both = (ids: readonly string[] = [], others: readonly string[] = []): string =>
    ids.filter((id) => others.includes(id)).join(" ");
  if (both(was, is) === both(is, was)) return [];
  return [`the list begins with ${list(after.themes.slice(0, 3).map(({ label }) => `“${label}”`))}`];
}

function planChanges(before: Report, after: Report): string[] {
  const groups = (report: Report): Map<string, string> =>
    new Map(planGroups(report).flatMap(({ title, themes }) => themes.map(({ id }) => [id, title] as const)));
  const [was, is] = [groups(before), groups(after)];
  const lines = after.themes.flatMap(({ id, label }) => {
    const [from, to] = [was.get(id), is.get(id)];
    if (from === to) return [];
    return [`plan: “${label}” ${to === undefined ? "is left out" : `stands under “${to}”`}`];
  });
  return shortened([...lines, ...proposalChanges(before, after)]);
}

function proposalChanges(before: Report, after: Report): string[] {
  const titles = (report: Report): Map<string, string> => {
    const view = viewOf(report);
    return new Map(
      report.plan.proposals.map((proposal) => [proposal.key, proposalWords(proposal, view).title]),
    );
  };
  const [was, is] = [titles(before), titles(after)];
  const gone = [...was].filter(([key]) => !is.has(key)).map(([, title]) => `plan: no more “${title}”`);
  const made = [...is].filter(([key]) => !was.has(key)).map(([, title]) => `plan: now “${title}”`);
  return [...gone, ...made];
}

function shortened(lines: readonly string[]): string[] {
  if (lines.length <= MOST) return [...lines];
  return [...lines.slice(0, MOST), `… and ${lines.length - MOST} more`];
}
