import type { Random } from "./random.js";
import type { Matrix } from "./embeddings.js";

/** The contract of a projector: points of many dimensions onto a plane, for drawing only. */
export interface Projector {
  readonly name: string;
  /**
   * @param points n × dims, finite, distinct rows, n ≥ 1
   * @param signal looked at now and then; rejects with its reason when it is aborted
   * @returns n × 2, finite
   */
  project(points: Matrix, random: Random, signal?: AbortSignal): Promise<Matrix>;
}
