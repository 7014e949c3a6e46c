import { addTimes, normalize, row } from "../math/matrix.js";
import { createRandom } from "../math/random.js";
import { openEmbedder } from "../stages/embed/registry.js";
import { UserError } from "../errors.js";
import { INTERRUPTED } from "../run/folder.js";
import { silentLog } from "../io/silent-log.js";
import { chunk } from "../stages/chunk/chunk.js";
import { adapt, type Adapted } from "../stages/embed/adapt/adapt.js";
import { encode } from "../stages/embed/encode.js";
import type { Context } from "../shapes/context.js";
import type { Embedder } from "../shapes/embedder.js";
import type { Matches, Target } from "../shapes/exploration.js";
import { version } from "../version.js";
import { closenessOf, gradesOf, nearestGroups } from "./nearest.js";
import { blocksOf } from "./pasted.js";
import { readExploredRun, type ExploredRun } from "./read-run.js";

/** The passages of one run, to be searched by meaning. */
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
 * Makes the vectors of a run again: the same passages, the same embedder, the same random numbers.
 *
 * @throws UserError "config" where the folder holds no report, "model" where its embedder can't be had
 */
export async function openMeaning(
  { folder, modelDir }: MeaningOptions,
  effects: Omit<Context, "random">,
): Promise<Meaning> {
  const run = await readExploredRun(folder, effects, modelDir);
  for (const warning of warningsOf(run)) effects.log.warn(warning);
  const context: Context = { ...effects, random: createRandom(run.seed) };
  const { embedder } = await openEmbedder(run.embedder, context);
  try {
    const base = await encode(run.passages, embedder, context);
    const adapted = await adapt(run.passages, base, embedder, run, context);
    checkModel(run, adapted);
    return meaningOf(run, embedder, adapted, context);
  } catch (error) {
    await embedder.close();
    throw error;
  }
}

function warningsOf(run: ExploredRun): string[] {
  const edited = run.interrupted
    ? `The report may be of two runs. ${INTERRUPTED}`
    : "passages.csv was edited since the run; it is searched as it is now.";
  const other = `The report was written by throughline ${run.version}, this is ${version}; what is near may differ from what its themes were made of. Run again to have both alike.`;
  return [...(run.edited || run.interrupted ? [edited] : []), ...(run.version === version ? [] : [other])];
}

/** The vectors of another model would answer with other neighbours than those the themes were made from. */
function checkModel({ model, edited }: ExploredRun, { identity }: Adapted): void {
  const isSame = identity.model === model.model && identity.revision === model.revision;
  if (isSame || edited) return;
  const [then, now] = [model, identity].map((used) => `${used.model}, revision ${used.revision}`);
  throw new UserError(
    "model",
    `Expected the model of the run, ${then}; got ${now}. Run again to make a report with this one.`,
  );
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

  function matchesOf(to: Float32Array, limit: number, except?: number): Matches {
    const idOf = (position: number): string => {
      const passage = passages[position];
      if (passage === undefined) throw new Error(`Expected the run to hold passage ${position}.`);
      return passage.id;
    };
    const nearest = nearestGroups(vectors, groups, to, { limit, ...(except !== undefined && { except }) });
    return {
      understood: to.some((value) => value !== 0),
      matches: nearest.map(({ passage, similarity, repeats }) => ({
        passageId: idOf(passage),
        similarity: Number(similarity.toFixed(4)),
        closeness: closenessOf(similarity, grades),
        repeats: repeats.map(idOf),
      })),
    };
  }

  return {
    async nearest(target, limit) {
      if ("text" in target) return matchesOf(await pasted(target.text), limit);
      const position = positions.get(target.passageId);
      if (position === undefined) return undefined;
      return matchesOf(row(vectors, position), limit, groups[position]);
    },
    close: () => embedder.close(),
  };
}
