/** What differs between two runs, and what a report says of the run before it. */
import type { Account, Changes, Tally } from "../shapes/changes.js";
import type { Snapshot } from "../shapes/snapshot.js";
import { flowsOf } from "./flows.js";
import { lineageOf } from "./lineage.js";
import { pair } from "./pair.js";
import { postChanges } from "./post-changes.js";
import { pillarChanges, themeChanges } from "./theme-changes.js";

export interface ChangesOptions {
  /** Whether both runs go by one fit, so that only the editor moves what both know. @default false */
  isSameFit?: boolean;
}

/**
 * Compares two runs. Costs as much as there are passages, and then as many pairs of themes as share one.
 *
 * Passages are known by id, or by text where a post was edited. Themes are the same that have one id; those that are left are where
 * they share three tenths of their passages (Jaccard index of those that both runs know). A new theme was split from another where it
 * is more than a half made of it, and has a fifth of it at least; one that is gone was merged into the one that has more than a half of it.
 */
export function changesBetween(
  before: Snapshot,
  after: Snapshot,
  { isSameFit = false }: ChangesOptions = {},
): Changes {
  const pairing = pair(before, after);
  const flows = flowsOf(before, after, pairing.passages);
  const lineage = lineageOf(before, after, flows);
  return {
    before: tallyOf(before),
    after: tallyOf(after),
    themes: themeChanges(before, after, flows, lineage),
    pillars: pillarChanges(before, after),
    posts: postChanges(before, after, pairing, lineage, isSameFit),
  };
}

/** Whether nothing differs that an account would tell of. */
export function isNothing({ themes, pillars, posts }: Changes): boolean {
  return themes.length + pillars.length + posts.length === 0;
}

/** The run before this one, as far as it can be read back. */
export type LastReport =
  | {
      snapshot: Snapshot;
      /** What it said of the run before it; absent where it was written by a program that told nothing. */
      account?: Account;
    }
  /** It can't be compared with; why, in a sentence. */
  | { reason: string };

/**
 * What a report says of the run before it. Where nothing changed since then it says what that one said, so that a run over posts that
 * didn't change leaves every file as it is: an account tells of the last run that changed something.
 */
export function accountOf(
  last: LastReport | undefined,
  now: Snapshot,
  options: ChangesOptions = {},
): { account: Account; isUnchanged: boolean } {
  if (last === undefined) return { account: { kind: "first" }, isUnchanged: false };
  if ("reason" in last) return { account: { kind: "untold", reason: last.reason }, isUnchanged: false };
  const changes = changesBetween(last.snapshot, now, options);
  if (isNothing(changes)) return { account: last.account ?? { kind: "first" }, isUnchanged: true };
  return { account: { kind: "compared", ...changes }, isUnchanged: false };
}

function tallyOf({ posts, passages, pillars, themes }: Snapshot): Tally {
  return {
    posts: posts.length,
    passages: passages.id.length,
    pillars: pillars.length,
    themes: themes.length,
    unplaced: passages.theme.filter((theme) => theme < 0).length,
  };
}
