import { describe, expect, it } from "vitest";
import { quality } from "../../../src/stages/report/quality.js";
import type { Clustering } from "../../../src/shapes/clustering.js";
import type { Embeddings } from "../../../src/shapes/embeddings.js";
import type { Passage } from "../../../src/shapes/passage.js";
import { recordContext } from "../../helpers/model-context.js";

const DIAGONAL = Math.SQRT1_2;

/** Two themes along the axes; passages as [x, y, theme], a fourth value marks a repetition. */
function input(rows: readonly (readonly [number, number, number, "copy"?])[], k = 2) {
  const passages = rows.map(([, , , copy], i): Passage => {
    const place = { ordinal: i, headingPath: [], start: 0, end: 1, words: 1 };
    return { ...place, id: `p${i}`, postId: "a", text: "x", ...(copy && { duplicateOf: "p0" }) };
  });
  const embeddings: Embeddings = {
    data: Float32Array.from(rows.flatMap(([x, y]) => [x, y])),
    ...{ rows: rows.length, dims: 2, unknown: [], modelKey: "test" },
  };
  const clustering = {
    assignment: Int32Array.from(rows, ([, , theme]) => theme),
    centroids: { data: Float32Array.from([1, 0, 0, 1].slice(0, 2 * k)), rows: k, dims: 2 },
    k,
    stability: Float32Array.from([1, 0.5].slice(0, k)),
  };
  return { passages, embeddings, clustering: clustering as Partial<Clustering> as Clustering };
}

describe("quality", () => {
  it("is the silhouette and the closeness of placed passages, and the mean stability of the themes", () => {
    const found = quality(
      input([
        [1, 0, 0],
        [DIAGONAL, DIAGONAL, 0],
        [0, 1, 1],
        [0, 1, 1],
      ]),
      recordContext(),
    );
    // Distances: p0 to its own 1 − √½, to the others 1; p1 to its own the same, to the others 1 − √½.
    expect(found.silhouette).toBeCloseTo((1 - (1 - DIAGONAL) + 0 + 1 + 1) / 4, 6);
    expect(found.cohesion).toBeCloseTo((1 + DIAGONAL + 1 + 1) / 4, 6);
    expect(found.stability).toBe(0.75);
  });

  it("leaves out unplaced passages and repetitions", () => {
    const plain = input([
      [1, 0, 0],
      [DIAGONAL, DIAGONAL, 0],
      [0, 1, 1],
    ]);
    const more = input([
      [1, 0, 0],
      [DIAGONAL, DIAGONAL, 0],
      [0, 1, 1],
      [0, 0, -1],
      [1, 0, 0, "copy"],
    ]);
    expect(quality(more, recordContext())).toEqual(quality(plain, recordContext()));
  });

  it("is finite for a single theme, and for no placed passage", () => {
    expect(quality(input([[1, 0, 0]], 1), recordContext())).toEqual({
      silhouette: 0,
      cohesion: 1,
      stability: 1,
    });
    expect(quality(input([[0, 0, -1]], 1), recordContext())).toMatchObject({ silhouette: 0, cohesion: 0 });
  });
});
