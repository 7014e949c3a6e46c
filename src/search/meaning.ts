import { at } from "../math/at.js";
import { addTimes, isZero, normalize, row } from "../math/matrix.js";
import { INTERRUPTED } from "../run/folder.js";
import { silentLog } from "../io/silent-log.js";
import { chunk } from "../stages/chunk/chunk.js";
import type { Adapted } from "../stages/embed/adapt/adapt.js";
import type { Context } from "../shapes/context.js";
import type { Embedder } from "../shapes/embedder.js";
import type { FoundBy, Matches, Target } from "../shapes/exploration.js";
import { version } from "../version.js";
import { closenessOf, type Found, gradesOf, nearestGroups, similarityTo } from "./nearest.js";
import { blocksOf } from "./pasted.js";
import { rankingsOf } from "./rankings.js";
import { readExploredRun, type ExploredRun } from "./read-run.js";
import { vectorsOf } from "./vectors.js";

/** The passages of one run, to be searched by meaning and, for a query, by word. */
export interface Meaning {
  /** Undefined where the run has no such passage. */
  nearest(target: Target, limit: number): Promise<Matches | undefined>;
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
  for (const warning of warningsOf(run)) effects.log.warn(warning);
  const { embedder, adapted, context } = await vectorsOf(run, folder, effects);
  return meaningOf(run, embedder, adapted, context);
}

function warningsOf(run: ExploredRun): string[] {
  const edited = run.interrupted
    ? `The report may be of two runs. ${INTERRUPTED}`
    : "passages.csv was edited since the run; it is searched as it is now.";
  const other = `The report was written by throughline ${run.version}, this is ${version}; what is near may differ from what its themes were made of. Run again to have both alike.`;
  return [...(run.edited || run.interrupted ? [edited] : []), ...(run.version === version ? [] : [other])];
}

function meaningOf(
  { passages, passageWords }: ExploredRun,
  embedder: Embedder,
  { embeddings: vectors, vectorOf }: Adapted,
  context: Context,
): Meaning {
  const positions = new Map(passages.map(({ id }, position) => [id, position]));
  // A table that somebody edited may lack the passage that another repeats.
  const groups = passages.map(({ duplicateOf }, position) =>
    duplicateOf === undefined ? position : (positions.get(duplicateOf) ?? position),
  );
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

  function near(to: Float32Array, limit: number, except?: number): Matches {
    const found = nearestGroups(vectors, groups, to, { limit, ...(except !== undefined && { except }) });
    return matchesOf(
      to,
      found.map((each) => ({ ...each, foundBy: "meaning" })),
    );
  }

  async function answers(query: string, limit: number): Promise<Matches> {
    const to = await pasted(query);
    const { words, fused } = rank(query, to);
    const holdsWord = new Set(words);
    const found = fused.slice(0, limit).map((passage) => {
      const all = at(members, passage);
      const similarity = Math.max(...all.map((position) => similarityTo(vectors, position, to)));
      const isNear = closenessOf(similarity, grades) !== "far";
      const foundBy: FoundBy = !holdsWord.has(passage) ? "meaning" : isNear ? "both" : "words";
      return { passage, similarity, repeats: all.filter((position) => position !== passage), foundBy };
    });
    return matchesOf(to, found);
  }

  return {
    async nearest(target, limit) {
      if ("query" in target) return answers(target.query, limit);
      if ("text" in target) return near(await pasted(target.text), limit);
      const position = positions.get(target.passageId);
      if (position === undefined) return undefined;
      return near(row(vectors, position), limit, groups[position]);
    },
    close: () => embedder.close(),
  };
}

/** For each group, at the position of its first, the positions of all of its passages. */
function membersOf(groups: readonly number[]): number[][] {
  const members = groups.map((): number[] => []);
  for (const [position, group] of groups.entries()) at(members, group).push(position);
  return members;
}
