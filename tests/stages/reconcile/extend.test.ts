import { describe, expect, it } from "vitest";
import { normalizeRows } from "../../../src/math/matrix.js";
import { extend } from "../../../src/stages/reconcile/extend.js";
import { rowsAmong } from "../../../src/stages/reconcile/rows.js";
import { UNPLACED_FOR } from "../../../src/shapes/clustering.js";
import type { Fit } from "../../../src/shapes/fit.js";
import { embeddingsOf, matrixOf } from "../../helpers/vectors.js";
import { passageOf, passagesOf } from "../../helpers/passages.js";

const vectors = (rows: number[][]) => embeddingsOf(normalizeRows(matrixOf(rows)));

/** Two themes along two axes, three passages each; the first has two sub-themes. */
const placed = [
  [1, 0.1, 0],
  [1, 0.2, 0],
  [1, 0, 0.4],
  [0, 1, 0],
  [0.1, 1, 0],
  [0.3, 1, 0],
];
const fit = {
  passageIds: passagesOf(6).map(({ id }) => id),
  postIds: passagesOf(6).map(({ postId }) => postId),
  embeddings: vectors(placed),
  clustering: {
    assignment: Int32Array.of(0, 0, 0, 1, 1, 1),
    nearest: Int32Array.of(0, 0, 0, 1, 1, 1),
    second: Int32Array.of(-1, -1, -1, -1, -1, 0),
    confidence: Float32Array.of(0.9, 0.8, 0.95, 1, 0.9, 0.6),
    reasons: new Array<string>(6).fill(""),
    centroids: vectors([
      [1, 0, 0],
      [0, 1, 0],
    ]),
    k: 2,
    stability: Float32Array.of(1, 1),
    subthemes: {
      assignment: Int32Array.of(0, 0, 1, -1, -1, -1),
      parents: Int32Array.of(0, 0),
      centroids: vectors([
        [1, 0.15, 0],
        [1, 0, 0.4],
      ]),
    },
    evidence: [],
    choice: "",
  },
  map: { x: Float32Array.of(0, 0.1, 0.2, 0.8, 0.9, 1), y: Float32Array.of(0, 0, 0.1, 0.9, 1, 1) },
} as unknown as Fit;

/** The fit's passages less the last, and new ones. */
function extended(added: number[][], overrides: Parameters<typeof passageOf>[1][] = []) {
  const old = passagesOf(5);
  const passages = [...old, ...added.map((_, n) => passageOf(100 + n, overrides[n] ?? {}))];
  const rows = Int32Array.from(passages, (_, i) => (i < 5 ? i : -1));
  return extend(fit, passages, rows, rowsAmong(fit.embeddings, rows, vectors(added)));
}

describe("extend", () => {
  it("leaves what was there as it was, to the bit", () => {
    const { clustering, map } = extended([[1, 0.1, 0.1]]) ?? {};
    expect([...(clustering?.assignment ?? [])].slice(0, 5)).toEqual([0, 0, 0, 1, 1]);
    expect([...(clustering?.confidence ?? [])].slice(0, 5)).toEqual(
      [...fit.clustering.confidence].slice(0, 5),
    );
    expect([...(map?.x ?? [])].slice(0, 5)).toEqual([...fit.map.x].slice(0, 5));
  });

  it("puts a new passage into its nearest theme and sub-theme, and on the map among its nearest", () => {
    const { clustering, map } = extended([[1, 0, 0.39]]) ?? {};
    expect(clustering?.assignment[5]).toBe(0);
    expect(clustering?.subthemes.assignment[5]).toBe(1);
    expect(clustering?.confidence[5]).toBeGreaterThan(0.5);
    expect(map?.x[5]).toBeLessThan(0.5);
  });

  it("leaves what is farther from every theme than all others in none, and what holds no known word", () => {
    const { clustering } =
      extended([
        [0.1, 0.1, 1],
        [0, 0, 0],
      ]) ?? {};
    expect([...(clustering?.assignment ?? [])].slice(5)).toEqual([-1, -1]);
    expect(clustering?.reasons.slice(5)).toEqual([UNPLACED_FOR.far, UNPLACED_FOR.noKnownWord]);
  });

  it("puts a new repetition where its original is", () => {
    const { clustering, map } = extended([[0, 0, 1]], [{ duplicateOf: "passage-0003" }]) ?? {};
    expect(clustering?.assignment[5]).toBe(1);
    expect([map?.x[5], map?.y[5]]).toEqual([fit.map.x[3], fit.map.y[3]]);
  });

  it("gives up where much is new that fits no theme", () => {
    const strange = Array.from({ length: 20 }, (_, n) => [0.2, 0.2, 1 + n / 100]);
    expect(extended(strange)).toBeUndefined();
    expect(extended(strange.slice(1))).toBeDefined();
    expect(extended(strange.map(() => [1, 0.05, 0]))).toBeDefined();
  });
});

describe("rowsAmong", () => {
  it("says what is wrong where the new rows are not those that are asked for", () => {
    expect(() => rowsAmong(fit.embeddings, Int32Array.of(0, -1), vectors([]))).toThrow();
    expect(() => rowsAmong(fit.embeddings, Int32Array.of(0), vectors([[1, 0, 0]]))).toThrow(/new rows/);
  });
});
