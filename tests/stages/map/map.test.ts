import { describe, expect, it } from "vitest";
import { fromArrays } from "../../../src/math/matrix.js";
import { createRandom } from "../../../src/math/random.js";
import type { Projector } from "../../../src/shapes/projector.js";
import { umapJs } from "../../../src/stages/map/umap-js.js";
import { map } from "../../../src/stages/map/map.js";
import type { Matrix } from "../../../src/shapes/embeddings.js";
import type { MapPoints } from "../../../src/shapes/map-points.js";
import type { Passage } from "../../../src/shapes/passage.js";
import { recordContext } from "../../helpers/model-context.js";
import { passageOf, passagesOf } from "../../helpers/passages.js";
import { blobs, embeddingsOf, matrixOf } from "../../helpers/vectors.js";

function lay(
  points: Matrix,
  passages: Passage[],
  {
    projector = umapJs,
    unknown = [],
    seed = 1,
  }: { projector?: Projector; unknown?: number[]; seed?: number } = {},
): Promise<MapPoints> {
  const context = { ...recordContext(), random: createRandom(seed) };
  return map(embeddingsOf(points, unknown), passages, { projector }, context);
}

/** The first two coordinates as they are. */
function firstTwo(seen: Matrix[] = []): Projector {
  return {
    name: "first two",
    project: async (points) => {
      seen.push(points);
      const rows = Array.from({ length: points.rows }, (_, i) => [
        points.data[i * points.dims] ?? 0,
        points.data[i * points.dims + 1] ?? 0,
      ]);
      return fromArrays(rows, 2);
    },
  };
}

function expectInside({ x, y }: MapPoints, count: number): void {
  for (const axis of [x, y]) {
    expect(axis).toHaveLength(count);
    expect(axis.every((value) => value >= 0 && value <= 1)).toBe(true);
  }
}

describe("map", () => {
  it.each([1, 2, 3, 4, 5, 6])("lays out %i passages within 0…1", async (n) => {
    const points = blobs({ clusters: 2, each: 10, dims: 6, spread: 0.1, seed: 2 });
    const first: Matrix = { data: points.data.slice(0, n * 6), rows: n, dims: 6 };
    const laid = await lay(first, passagesOf(n));
    expectInside(laid, n);
    expect(new Set(laid.x).size).toBeGreaterThan(n === 1 ? 0 : 1);
  });

  it("scales each axis by itself to the whole of 0…1", async () => {
    const points = matrixOf([
      [2, 100, 7],
      [4, 300, 7],
      [3, 150, 7],
    ]);
    const { x, y } = await lay(points, passagesOf(3), { projector: firstTwo() });
    expect(Array.from(x)).toEqual([0, 1, 0.5]);
    expect(Array.from(y)).toEqual([0, 1, 0.25]);
  });

  it("puts what does not vary into the middle", async () => {
    const { x, y } = await lay(
      matrixOf([
        [5, 1],
        [5, 2],
      ]),
      passagesOf(2),
      { projector: firstTwo() },
    );
    expect(Array.from(x)).toEqual([0.5, 0.5]);
    expect(Array.from(y)).toEqual([0, 1]);
  });

  it("puts repetitions where their original lies, and unknown passages into the middle", async () => {
    const seen: Matrix[] = [];
    const passages = [
      passageOf(0),
      passageOf(1),
      passageOf(2, { duplicateOf: passageOf(1).id }),
      passageOf(3),
      passageOf(4, { duplicateOf: passageOf(3).id }),
    ];
    const points = matrixOf([
      [0, 1],
      [1, 0],
      [1, 0],
      [0, 0],
      [0, 0],
    ]);
    const { x, y } = await lay(points, passages, { projector: firstTwo(seen), unknown: [3, 4] });
    expect(seen.map(({ rows }) => rows)).toEqual([2]);
    expect(Array.from(x)).toEqual([0, 1, 1, 0.5, 0.5]);
    expect(Array.from(y)).toEqual([1, 0, 0, 0.5, 0.5]);
  });

  it("stays within bounds for identical rows, marked as repetitions or not", async () => {
    const same = matrixOf(Array.from({ length: 30 }, () => [0.6, 0.8, 0]));
    expectInside(await lay(same, passagesOf(30)), 30);
    const marked = passagesOf(30).map((p, i) => (i === 0 ? p : { ...p, duplicateOf: passageOf(0).id }));
    const { x, y } = await lay(same, marked);
    expect(new Set([...x, ...y])).toEqual(new Set([0.5]));
  });

  it("takes its random numbers from the run's seed, whatever was drawn before", async () => {
    const dice: Projector = {
      name: "dice",
      project: async (points, random) =>
        fromArrays(
          Array.from({ length: points.rows }, () => [random.next(), random.next()]),
          2,
        ),
    };
    const points = blobs({ clusters: 2, each: 4, dims: 3, spread: 0.1, seed: 4 });
    const first = await lay(points, passagesOf(8), { projector: dice, seed: 6 });
    expect(await lay(points, passagesOf(8), { projector: dice, seed: 6 })).toEqual(first);
    expect(await lay(points, passagesOf(8), { projector: dice, seed: 7 })).not.toEqual(first);
  });

  it("refuses coordinates that are not finite", async () => {
    const broken: Projector = {
      name: "broken",
      project: async () =>
        matrixOf([
          [0, NaN],
          [1, 1],
        ]),
    };
    await expect(
      lay(
        matrixOf([
          [1, 0],
          [0, 1],
        ]),
        passagesOf(2),
        { projector: broken },
      ),
    ).rejects.toThrow(/finite/);
  });

  it("takes no passages, and passages that are all unknown", async () => {
    expectInside(await lay(matrixOf([]), []), 0);
    const { x } = await lay(
      matrixOf([
        [0, 0],
        [0, 0],
      ]),
      passagesOf(2),
      { unknown: [0, 1] },
    );
    expect(Array.from(x)).toEqual([0.5, 0.5]);
  });
});
