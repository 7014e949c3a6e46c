/** The themes of a run as its editor wants them: decisions are applied to what was found, and never to what is kept for the next run. */
import type { Context } from "../shapes/context.js";
import type { DecisionsFile, Outcome } from "../shapes/decisions.js";
import type { Passage } from "../shapes/passage.js";
import type { Post } from "../shapes/post.js";
import type { Theme } from "../shapes/theme.js";
import { dismissedInWords } from "../text/decision-words.js";
import { takeNamed } from "../stages/cluster/take-named.js";
import { sizedPillars } from "../stages/describe/decided-pillars.js";
import { describeDecided } from "../stages/describe/describe-decided.js";
import { slugOf } from "../stages/describe/slug.js";
import { dress, pillarsAfter, type Dressed } from "../stages/reconcile/replay/dress.js";
import { replay } from "../stages/reconcile/replay/replay.js";
import type { Themes } from "./themes.js";

export interface DecidedThemes extends Themes {
  /** What became of each decision, by line. */
  outcomes: readonly Outcome[];
  /** Decisions that could not be met, in plain words. */
  decisionNotes: readonly string[];
}

/**
 * Applies the decisions of a file by rule: the same posts and the same file give the same themes.
 *
 * @throws UserError "config" with the lines of decisions that contradict one another
 */
export async function decidedThemes(
  found: Themes,
  { posts, passages, file }: { posts: readonly Post[]; passages: readonly Passage[]; file: DecisionsFile },
  context: Context,
): Promise<DecidedThemes> {
  const { decisions } = file;
  if (Object.values<readonly unknown[]>({ ...decisions }).every(({ length }) => length === 0))
    return { ...found, outcomes: [], decisionNotes: [] };
  const { embeddings, vectorOf } = found;
  const before = { ...found.described, themes: found.themes };
  const near = await takeNamed(
    passages,
    embeddings,
    { namedThemes: decisions.declare, vectorOf },
    quietly(context),
  );
  const replayed = replay({
    ...{ file, posts, passages, embeddings, near },
    ...{ clustering: before.clustering, themes: before.themes, named: before.named },
    phrases: await phrasesIn(file, vectorOf),
  });
  const { clustering, groups, outcomes } = replayed;
  const described = await describeDecided(
    { posts, passages, embeddings, clustering, groups, before },
    { vectorOf },
    context,
  );
  const dressed = dress(described, decisions, replayed, { slugOf });
  const named = pillarsAfter(dressed, before.pillars, decisions, outcomes);
  const labelsBefore = new Map(before.themes.map(({ id, label }) => [id, label]));
  const sized = { passages, clustering, themes: dressed, labelsBefore, before: before.pillars };
  const pillars = sizedPillars(named, sized);
  const themes = dressed.map((theme) => underPillar(theme, pillars));
  sayTexts(file, outcomes);
  file.decisions.dismiss.forEach((entry, i) => {
    outcomes.applied(["dismiss", i], dismissedInWords(entry));
  });
  const all = outcomes.all();
  const decisionNotes = all.flatMap((outcome) => noteOf(outcome, file.name));
  for (const note of decisionNotes) context.log.warn(note);
  return {
    ...found,
    described: { ...before, themes, pillars, clustering },
    themes,
    outcomes: all,
    decisionNotes,
  };
}

/** What is not found is told of by line, once. */
function quietly(context: Context): Context {
  return { ...context, log: { ...context.log, warn: () => undefined } };
}

async function phrasesIn(
  { decisions }: DecisionsFile,
  vectorOf: Themes["vectorOf"],
): Promise<Map<string, Float32Array>> {
  const phrases = decisions.split.flatMap(({ into }) => into.flatMap((part) => part.phrases ?? []));
  const vectors = new Map<string, Float32Array>();
  for (const phrase of phrases) vectors.set(phrase, await vectorOf(phrase));
  return vectors;
}

function underPillar(dressed: Dressed, pillars: Themes["described"]["pillars"]): Theme {
  const theme = { ...dressed };
  delete theme.pillar;
  delete theme.pillarId;
  const own = pillars.find(({ themeIds }) => themeIds.includes(theme.id));
  return own === undefined ? theme : { ...theme, pillarId: own.id };
}

/** Texts to keep and to remove were heeded when posts were cleaned. */
function sayTexts(
  { decisions }: DecisionsFile,
  outcomes: { applied: (path: readonly (string | number)[], words: string) => void },
): void {
  decisions.boilerplate.forEach(({ keep, remove }, i) => {
    const text = keep ?? remove ?? "";
    const start = text.length > 50 ? `${text.slice(0, 49)}…` : text;
    outcomes.applied(
      ["boilerplate", i],
      `${keep === undefined ? "always" : "never"} take out the text “${start}”`,
    );
  });
}

function noteOf({ decision, line, status, reason }: Outcome, name: string): string[] {
  if (status !== "unmet") return [];
  return [`A decision could not be met (${name}, line ${line}: ${decision}): ${reason ?? ""}.`];
}
