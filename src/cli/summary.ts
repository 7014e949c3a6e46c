import { join } from "node:path";
import { printable } from "../io/console.js";
import type { PipelineResult } from "../pipeline.js";
import { changeLine } from "../render/change-words.js";
import { headingOf, pillarGroups } from "../render/pillars.js";
import { stabilityWord } from "../render/words.js";

/** What `--json` prints: stable keys, for scripts. */
export function jsonSummary({ report, run, keptPages, isUnchanged }: PipelineResult, out: string) {
  return {
    out,
    version: run.version,
    embedder: report.model.embedder,
    model: report.model.model,
    modelReason: report.modelReason,
    counts: report.counts,
    themes: report.themes.map(
      ({ id, number, label, passages, posts, share, stability, subthemes, plan, slug }) => {
        const parts = subthemes.map((sub) => ({ id: sub.id, label: sub.label, share: round(sub.share) }));
        const sizes = { passages, posts, share: round(share), stability: round(stability) };
        return {
          id,
          number,
          label,
          ...sizes,
          subthemes: parts,
          trend: plan.trend,
          page: `themes/${slug}.md`,
        };
      },
    ),
    pillars: report.pillars.map(({ id, number, label, themeIds, share }) => ({
      ...{ id, number, label, themeIds, share: round(share) },
    })),
    threads: report.threads.map(({ id, label, source, posts, passageIds, themes }) => ({
      ...{ id, label, source, posts, passages: passageIds.length, themes },
    })),
    changes: isUnchanged ? { kind: "none" as const } : report.changes,
    skipped: report.skipped,
    keptPages,
    timings: run.timings,
  };
}

/** JSON that can't steer a terminal either: what `JSON.stringify` leaves as it is gets escaped too. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A value with four decimals in all of its numbers. */
export function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, own: unknown) => (typeof own === "number" ? round(own) : own)));
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** What a person sees at the end of a run. */
export function textSummary({ report, isUnchanged }: PipelineResult, out: string): string {
  const { counts } = report;
  const width = Math.max(...report.themes.map(({ label }) => label.length), 5);
  const themes = pillarGroups(report).flatMap((group) => {
    const heading = headingOf(group);
    const rows = group.themes.map(
      ({ number, label, posts, share, stability, plan }) =>
        `${String(number).padStart(3)}  ${label.padEnd(width)}  ${count(posts, "post").padStart(10)}  ` +
        `${String(Math.round(share * 100)).padStart(3)} %  ${stabilityWord(stability).padEnd(7)}  ${plan.isOverdue ? "overdue" : plan.trend}`,
    );
    return heading === undefined ? rows : [`  ${heading}`, ...rows];
  });
  const lines = [
    "",
    `${count(counts.themes, "theme")} in ${count(counts.passages, "passage")} of ${count(counts.postsClustered, "post")}:`,
    "",
    ...themes,
    "",
    ...leftOut(report),
    ...sinceLastRun(report, isUnchanged),
    `Open ${join(out, "report.html")}, or start with ${join(out, "report.md")}.`,
    "",
  ];
  return lines.map(printable).join("\n");
}

function sinceLastRun({ changes }: PipelineResult["report"], isUnchanged: boolean): string[] {
  if (isUnchanged) return ["Since the last run: nothing changed."];
  if (changes.kind === "untold") return [changes.reason];
  return changes.kind === "first" ? [] : [`Since the last run: ${changeLine(changes)}`];
}

function leftOut({ counts, skipped, threads }: PipelineResult["report"]): string[] {
  const lines: string[] = [];
  const byRule = skipped.filter(({ post, rule }) => post && rule !== undefined).length;
  const lost = counts.postsSkipped - byRule;
  if (threads.length > 0)
    lines.push(`Running through several themes: ${threads.map(({ label }) => label).join(", ")}.`);
  if (counts.unplaced > 0) {
    const share = Math.round((1000 * counts.unplaced) / counts.passages) / 10;
    lines.push(
      `Other: ${count(counts.unplaced, "passage")} in no theme (${share} %), with the reason in passages.csv.`,
    );
  }
  if (byRule > 0)
    lines.push(`${count(byRule, "post")} left out as drafts, copies and the like: see skipped.csv.`);
  if (lost > 0) lines.push(`${count(lost, "post")} could not be used: see skipped.csv.`);
  return lines;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
