/** The vectors of a run: those that it kept, or the same made again. */
import { UserError } from "../errors.js";
import { createRandom } from "../math/random.js";
import { embedNew } from "../pipeline/embed-new.js";
import type { Context } from "../shapes/context.js";
import type { ModelIdentity } from "../shapes/embeddings.js";
import type { Embedder } from "../shapes/embedder.js";
import { adapt, type Adapted } from "../stages/embed/adapt/adapt.js";
import { encode } from "../stages/embed/encode.js";
import { openEmbedder } from "../stages/embed/registry.js";
import type { KeptFit } from "./kept-fit.js";
import type { ExploredRun } from "./read-run.js";

/** A run's vectors, in the order of its passages, with what places other texts among them. */
export interface RunVectors {
  /** Whoever asked for the vectors closes it. */
  embedder: Embedder;
  adapted: Adapted;
  /** With the random numbers of the run. */
  context: Context;
}

/**
 * @param kept the fit that the run was made by, where its store has it
 * @throws UserError "model" where its embedder can't be had, or is another one now
 */
export async function vectorsOf(
  run: ExploredRun,
  kept: KeptFit | undefined,
  effects: Omit<Context, "random">,
): Promise<RunVectors> {
  const context: Context = { ...effects, random: createRandom(run.seed) };
  const { embedder } = await openEmbedder(run.embedder, context);
  try {
    const adapted = await embeddingsOf(run, kept, embedder, context);
    if (!isModelOf(run, adapted) && !run.edited) throw otherModel(run, adapted.identity);
    return { embedder, adapted, context };
  } catch (error) {
    await embedder.close();
    throw error;
  }
}

/** The run's embeddings: those that it kept, or made again as it made them. */
async function embeddingsOf(
  run: ExploredRun,
  kept: KeptFit | undefined,
  embedder: Embedder,
  context: Context,
): Promise<Adapted> {
  const { passages } = run;
  if (kept !== undefined && (kept.fit.learned !== undefined || !run.adapt)) {
    const adapted = await embedNew(kept.fit, { passages, rows: kept.rows }, embedder, context);
    if (isModelOf(run, adapted)) return adapted;
  }
  const base = await encode(passages, embedder, context);
  return adapt(passages, base, embedder, run, context);
}

/** The vectors of another model would answer with other neighbours than those the themes were made from. */
export function otherModel({ model }: ExploredRun, identity: ModelIdentity): UserError {
  const [then, now] = [model, identity].map((used) => `${used.model}, revision ${used.revision}`);
  return new UserError(
    "model",
    `Expected the model of the run, ${then}; got ${now}. Run again to make a report with this one.`,
  );
}

export function isModelOf({ model }: ExploredRun, { identity }: Pick<Adapted, "identity">): boolean {
  return identity.model === model.model && identity.revision === model.revision;
}
