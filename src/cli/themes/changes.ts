/** What a decision would change, for `--dry-run`: two reports over the same posts, one with it and one without. */
import { planGroups } from "../../plan/coverage.js";
import type { Report } from "../../shapes/report.js";

/** Lines of one kind that are printed. */
const MOST = 12;

/** In lines for people; a single one where nothing would change. */
export function changesBetween(before: Report, after: Report): string[] {
  const lines = [...themeChanges(before, after), ...moves(before, after), ...planChanges(before, after)];
  return lines.length === 0 ? ["Nothing in the report would change."] : lines;
}

function themeChanges(before: Report, after: Report): string[] {
  const was = new Map(before.themes.map((theme) => [theme.id, theme]));
  const is = new Map(after.themes.map((theme) => [theme.id, theme]));
  const pillarOf = (report: Report, id: string): string =>
    report.pillars.find(({ themeIds }) => themeIds.includes(id))?.label ?? "no pillar";
  return [
    ...after.themes.flatMap(({ id, label, passages, about }) => {
      const old = was.get(id);
      if (old === undefined) return [`new: “${label}”, ${count(passages, "passage")}`];
      const [from, to] = [pillarOf(before, id), pillarOf(after, id)];
      return [
        ...(old.label === label ? [] : [`renamed: “${old.label}” to “${label}”`]),
        ...(old.passages === passages ? [] : [`“${label}”: ${old.passages} passages, then ${passages}`]),
        ...(old.about === about ? [] : [`“${label}” is described anew: ${about}`]),
        ...(from === to ? [] : [`“${label}”: under “${from}”, then under “${to}”`]),
      ];
    }),
    ...before.themes.filter(({ id }) => !is.has(id)).map(({ label }) => `gone: “${label}”`),
  ];
}

function moves(before: Report, after: Report): string[] {
  const labels = (report: Report) => new Map(report.themes.map(({ id, label }) => [id, label]));
  const [was, is] = [labels(before), labels(after)];
  const nameIn = (names: ReadonlyMap<string, string>, id: string | undefined): string =>
    id === undefined ? "Other" : `“${names.get(id) ?? id}”`;
  const old = new Map(before.passages.map((passage) => [passage.id, passage.themeId]));
  const ways = new Map<string, number>();
  for (const { id, themeId } of after.passages) {
    const from = old.get(id);
    if (!old.has(id) || from === themeId) continue;
    const way = `${nameIn(was, from)} to ${nameIn(is, themeId)}`;
    ways.set(way, (ways.get(way) ?? 0) + 1);
  }
  const passages = [...ways].map(([way, moved]) => `${count(moved, "passage")} from ${way}`);
  const main = new Map(before.posts.map(({ id, themes }) => [id, themes[0]?.themeId]));
  const posts = after.posts.flatMap(({ id, title, themes }) => {
    const [from, to] = [main.get(id), themes[0]?.themeId];
    return from === to ? [] : [`the post “${title}” from ${nameIn(was, from)} to ${nameIn(is, to)}`];
  });
  return [...shortened(passages), ...shortened(posts)];
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
  return shortened(lines);
}

function shortened(lines: readonly string[]): string[] {
  if (lines.length <= MOST) return [...lines];
  return [...lines.slice(0, MOST), `… and ${lines.length - MOST} more`];
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
