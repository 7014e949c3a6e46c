import { selectRows, zeros } from "../../math/matrix.js";
import { UserError } from "../../errors.js";
import { UNPLACED_FOR, type Clustering } from "../../shapes/clustering.js";
import type { Context } from "../../shapes/context.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import { choose } from "./candidates.js";
import type { ClusterOptions } from "./cluster-options.js";
import { confirm, findAgain, keepRecurring, nonEmptyCentroids } from "./confirm.js";
import { divide } from "./divide.js";
import { largestFirst, renumber } from "./numbering.js";
import { place } from "./place.js";
import { condensed, spacesOf, trainingRows, withRows } from "./spaces.js";

export type { ClusterOptions } from "./cluster-options.js";

/**
 * Groups passages into themes: communities of the graph of shared nearest neighbours at several resolutions, moved to
 * their centroids; the number of themes chosen from these by evidence unless it is given (then k-means from seeded
 * starts). Where there is text enough they are found among stretches of several passages, and each passage is placed by
 * itself. Each text counts once however often it is repeated, and the order of the posts makes no difference.
 *
 * @throws UserError "noInput" where no passage could be embedded
 */
export async function cluster(
  embeddings: Embeddings,
  passages: readonly Passage[],
  options: ClusterOptions,
  context: Context,
): Promise<Clustering> {
  const random = context.random.fork("cluster");
  const training = trainingRows(embeddings, passages);
  if (training.length === 0) {
    if (options.mayBeNone === true) return noThemes(embeddings);
    throw new UserError(
      "noInput",
      "Expected passages with words that the model knows, got none. Add posts with prose; for posts in another language than " +
        "the model's take a multilingual one: --embedder transformers --model Xenova/paraphrase-multilingual-MiniLM-L12-v2 " +
        "--revision <commit, shown with its files on the hub>.",
    );
  }
  const found = spacesOf(embeddings, passages, training);
  const spaces =
    options.themes === "auto"
      ? condensed(found, options.granularity ?? "medium", random.fork("versions"))
      : found;
  const { coarse, fine } = spaces;
  const { start, restart, evidence, choice } = await choose(spaces, options, random, context);
  const isFree = options.themes === "auto";
  const candidates = nonEmptyCentroids(isFree ? keepRecurring(coarse, start) : start);
  const parts = candidates.rows > 1 ? await findAgain(spaces, restart, random.fork("again"), context) : [];
  const { centroids, stability, curve } = confirm(spaces, candidates, parts, isFree);
  const vectors = withRows(embeddings, training, fine.points);
  const placement = place(vectors, passages, centroids, curve);
  const order = largestFirst(placement.assignment, passages, centroids.rows);
  const themes = { ...renumber(placement, order), centroids: selectRows(centroids, order) };
  return {
    ...themes,
    k: centroids.rows,
    stability: Float32Array.from(order, (theme) => stability[theme]!),
    subthemes: divide(fine, training, vectors, passages, themes, random.fork("divide")),
    evidence,
    choice,
  };
}

/** A clustering without a theme. */
function noThemes({ rows, dims }: Embeddings): Clustering {
  const none = (): Int32Array => new Int32Array(rows).fill(-1);
  return {
    assignment: none(),
    nearest: none(),
    second: none(),
    confidence: new Float32Array(rows),
    reasons: new Array<string>(rows).fill(UNPLACED_FOR.noKnownWord),
    centroids: zeros(0, dims),
    k: 0,
    stability: new Float32Array(0),
    subthemes: { assignment: none(), parents: new Int32Array(0), centroids: zeros(0, dims) },
    evidence: [],
    choice: "All themes were named by you.",
  };
}
