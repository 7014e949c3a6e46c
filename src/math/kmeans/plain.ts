import type { Matrix } from "../../shapes/embeddings.js";
import { dotRows } from "../matrix.js";
import type { Assign, Changes } from "./assign.js";
import { productInOrder } from "./distances.js";

/** As `createAssign`, without a kernel: every distance is computed every time. */
export function createPlainAssign(points: Matrix, centroids: Matrix, assignment: Int32Array): Assign {
  const { rows: k } = centroids;
  const squares = new Float64Array(k);
  const changes: Changes = {
    count: 0,
    rows: new Int32Array(points.rows),
    from: new Int32Array(points.rows),
  };
  return () => {
    changes.count = 0;
    for (let c = 0; c < k; c++) squares[c] = dotRows(centroids, c, centroids, c);
    for (let i = 0; i < points.rows; i++) {
      let label = 0;
      let least = Infinity;
      for (let c = 0; c < k; c++) {
        const distance = squares[c]! - 2 * productInOrder(points, i, centroids, c);
        if (distance < least) {
          least = distance;
          label = c;
        }
      }
      if (assignment[i] === label) continue;
      changes.rows[changes.count] = i;
      changes.from[changes.count++] = assignment[i]!;
      assignment[i] = label;
    }
    return changes;
  };
}
