import type { Random } from "./random.js";
import type { Matrix } from "./embeddings.js";

/** The contract of a projector: points of many dimensions onto a plane, for drawing only. */
export interface Projector {
  readonly name: string;
  /**
   * @param points n × dims, finite, distinct rows, n ≥ 1
   * @param signal looked at now and then; rejects with its reason when it is aborted
   * @param onProgress told now and then how much of the work is done, rising from 0 to 1; a quick projector leaves it alone
   * @returns n × 2, finite
   */
  project(
    points: Matrix,
    random: Random,
    signal?: AbortSignal,
    onProgress?: (share: number) => void,
  ): Promise<Matrix>;
}
