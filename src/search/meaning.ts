import { at } from "../math/at.js";
import { addTimes, isZero, normalize, row } from "../math/matrix.js";
import { INTERRUPTED } from "../run/folder.js";
import { silentLog } from "../io/silent-log.js";
import { chunk } from "../stages/chunk/chunk.js";
import type { Context } from "../shapes/context.js";
import type { FoundBy, Matches, Target } from "../shapes/exploration.js";
import { originalRows } from "../text/distinct.js";
import { version } from "../version.js";
import { closenessOf, type Found, gradesOf, nearestGroups, similarityTo } from "./nearest.js";
import { blocksOf } from "./pasted.js";
import { rankingsOf } from "./rankings.js";
import { keptFit } from "./kept-fit.js";
import { readExploredRun, type ExploredRun } from "./read-run.js";
import { vectorsOf, type RunVectors } from "./vectors.js";
import { vectorsName } from "./vectors-name.js";

/** Which passages may be found, by position. */
export type Passes = (position: number) => boolean;

/** The passages of one run, to be searched by meaning and, for a query, by word. */
export interface Meaning {
  /** The same for two runs of one fit whose passages have the same vectors. @default not known */
  readonly vectors?: string;
  /** Undefined where the run has no such passage. Of passages that repeat one another the first that passes stands for all. */
  nearest(target: Target, limit: number, passes?: Passes): Promise<Matches | undefined>;
  close(): Promise<void>;
}

export interface MeaningOptions {
  folder: string;
  /** Takes the place of the folder that the run found its model in. */
  modelDir?: string;
}

/**
 * Takes the vectors of a run from what it kept, or makes them again: the same passages, the same embedder, the same random numbers.
 *
 * @throws UserError "config" where the folder holds no report, "model" where its embedder can't be had
 */
export async function openMeaning(
  { folder, modelDir }: MeaningOptions,
  effects: Omit<Context, "random">,
): Promise<Meaning> {
  const run = await readExploredRun(folder, effects, modelDir);
  tellOf(run, effects);
  return meaningOf(run, await vectorsOf(run, await keptFit(folder, run), effects));
}

/** Warns of what makes a report another one than its run wrote. */
export function tellOf(run: ExploredRun, { log }: Pick<Context, "log">): void {
  for (const warning of warningsOf(run)) log.warn(warning);
}

function warningsOf(run: ExploredRun): string[] {
  const edited = run.interrupted
    ? `The report may be of two runs. ${INTERRUPTED}`
    : "passages.csv was edited since the run; it is searched as it is now.";
  const other = `The report was written by throughline ${run.version}, this is ${version}; what is near may differ from what its themes were made of. Run again to have both alike.`;
  return [...(run.edited || run.interrupted ? [edited] : []), ...(run.version === version ? [] : [other])];
}

/** The passages of a run with their vectors, made ready to be searched. */
export function meaningOf(
  { passages, passageWords }: Pick<ExploredRun, "passages" | "passageWords">,
  { embedder, adapted: { embeddings: vectors, vectorOf }, context }: RunVectors,
): Meaning {
  const positions = new Map(passages.map(({ id }, position) => [id, position]));
  const groups = Array.from(originalRows(passages));
  const grades = gradesOf(vectors, context.random.fork("closeness"));
  const members = membersOf(groups);
  const rank = rankingsOf(passages, groups, vectors);

  async function pasted(text: string): Promise<Float32Array> {
    const limit = embedder.limit && { limit: embedder.limit };
    const silent = { ...context, log: silentLog };
    const sum = new Float32Array(vectors.dims);
    for (const part of await chunk(blocksOf(text), { passageWords, ...limit }, silent)) {
      addTimes(sum, await vectorOf(part.text), part.words);
    }
    normalize(sum);
    return sum;
  }

  const idOf = (position: number): string => at(passages, position).id;

  function matchesOf(to: Float32Array, found: readonly (Found & { foundBy: FoundBy })[]): Matches {
    return {
      understood: !isZero(to),
      matches: found.map(({ passage, similarity, repeats, foundBy }) => ({
        passageId: idOf(passage),
        similarity: Number(similarity.toFixed(4)),
        closeness: closenessOf(similarity, grades),
        foundBy,
        repeats: repeats.map(idOf),
      })),
    };
  }

  function near(to: Float32Array, limit: number, passes: Passes, except?: number): Matches {
    const options = { limit: Infinity, ...(except !== undefined && { except }) };
    const found = nearestGroups(vectors, groups, to, options).flatMap(({ passage, similarity }) =>
      passing(at(members, passage), passes).map((own) => ({
        ...own,
        similarity,
        foundBy: "meaning" as const,
      })),
    );
    return matchesOf(to, found.slice(0, limit));
  }

  async function answers(query: string, limit: number, passes: Passes): Promise<Matches> {
    const to = await pasted(query);
    const { words, fused } = rank(query, to);
    const holdsWord = new Set(words);
    const found = fused
      .flatMap((group) => passing(at(members, group), passes).map((own) => ({ ...own, group })))
      .slice(0, limit)
      .map(({ group, ...own }) => {
        const all = [own.passage, ...own.repeats];
        const similarity = Math.max(...all.map((position) => similarityTo(vectors, position, to)));
        const isNear = closenessOf(similarity, grades) !== "far";
        const foundBy: FoundBy = !holdsWord.has(group) ? "meaning" : isNear ? "both" : "words";
        return { ...own, similarity, foundBy };
      });
    return matchesOf(to, found);
  }

  return {
    vectors: vectorsName(passages),
    async nearest(target, limit, passes = () => true) {
      if ("query" in target) return answers(target.query, limit, passes);
      if ("text" in target) return near(await pasted(target.text), limit, passes);
      const position = positions.get(target.passageId);
      if (position === undefined) return undefined;
      return near(row(vectors, position), limit, passes, groups[position]);
    },
    close: () => embedder.close(),
  };
}

/** The first of a group that passes, with the others that do; none where none does. */
function passing(group: readonly number[], passes: Passes): Pick<Found, "passage" | "repeats">[] {
  const [passage, ...repeats] = group.filter(passes);
  return passage === undefined ? [] : [{ passage, repeats }];
}

/** For each group, at the position of its first, the positions of all of its passages. */
function membersOf(groups: readonly number[]): number[][] {
  const members = groups.map((): number[] => []);
  for (const [position, group] of groups.entries()) at(members, group).push(position);
  return members;
}
