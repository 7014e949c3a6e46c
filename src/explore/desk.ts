import { decisionsLog, readText, type DecisionsPlace } from "../decisions/decide.js";
import { readDecisions } from "../decisions/read.js";
import { readThemes, type ListedTheme } from "../decisions/report-themes.js";
import { UserError } from "../errors.js";
import { property } from "../io/json.js";
import { openRunFolder } from "../run/folder.js";
import { factsOf } from "../search/read-run.js";
import type { Files } from "../shapes/context.js";
import type { ThemeEntry } from "../shapes/decisions.js";
import type { Desk, DeskTheme, UnmetDecision } from "../shapes/editing.js";

/** What the page needs to decide about the report as it lies in its folder now. */
export async function deskOf(place: DecisionsPlace, files: Files): Promise<Desk> {
  const folder = await openRunFolder(place.out, { files });
  const { entries, fault } = await entriesIn(place.file);
  const themes = await readThemes(folder, entries);
  const log = await decisionsLog(place);
  const last = log.findLast(({ undone }) => !undone);
  const next = log.find(({ undone }) => undone);
  return {
    isPossible: true,
    run: factsOf(folder.record).key,
    file: place.file,
    themes: themes.map((theme) => deskTheme(theme, entries)),
    ...(last && { undo: last.decision }),
    ...(next && { redo: next.decision }),
    log: log.map(({ decision, at, undone }) => ({ decision, at, undone })).reverse(),
    unmet: unmetIn(folder.record),
    ...(fault !== undefined && { fault }),
  };
}

/** None where the file holds a mistake, which is told. */
async function entriesIn(file: string): Promise<{ entries: ThemeEntry[]; fault?: string }> {
  try {
    return { entries: readDecisions((await readText(file)) ?? "", file).decisions.themes };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { entries: [], fault: error.message };
  }
}

function deskTheme({ id, number, slug, label, pillar }: ListedTheme, all: readonly ThemeEntry[]): DeskTheme {
  const isCalled = (name: string | undefined): boolean => name?.toLowerCase() === label.toLowerCase();
  const entries = all.filter((entry) =>
    entry.id === undefined ? isCalled(entry.label) || isCalled(entry.rename) : entry.id === id,
  );
  const colour = entries.find((entry) => entry.colour !== undefined)?.colour;
  const note = entries.find((entry) => entry.note !== undefined)?.note;
  return {
    ...{ id, number, slug, label, pillar },
    hidden: entries.some(({ hidden }) => hidden),
    finished: entries.some(({ finished }) => finished),
    evergreen: entries.some(({ evergreen }) => evergreen),
    isRenamed: entries.some(({ rename }) => rename !== undefined),
    ...(colour !== undefined && { colour }),
    ...(note !== undefined && { note }),
  };
}

/** What a run could not meet, by its record. */
export function unmetIn(record: unknown): UnmetDecision[] {
  const outcomes = property(property(record, "decisions"), "outcomes");
  return (Array.isArray(outcomes) ? outcomes : []).flatMap((outcome: unknown) => {
    const { decision, line, status, reason } = outcome as Record<string, unknown>;
    if (status !== "unmet" || typeof decision !== "string" || typeof line !== "number") return [];
    return [{ decision, line, reason: typeof reason === "string" ? reason : "" }];
  });
}
