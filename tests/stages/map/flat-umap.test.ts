import { describe, expect, it } from "vitest";
import { normalizeRows, row, selectRows } from "../../../src/math/matrix.js";
import { createRandom } from "../../../src/math/random.js";
import { createFlatUmap, flatUmap } from "../../../src/stages/map/flat-umap.js";
import { umapJs } from "../../../src/stages/map/umap-js.js";
import { describeProjector } from "../../conformance/projector.js";
import { groups, mapQuality } from "../../helpers/map-quality.js";
import { cloud, matrixOf } from "../../helpers/vectors.js";

/** As large collections are laid out, at sizes of tests. */
const ofMany = createFlatUmap({ mostCompared: 100, mostLaidOut: 600 });

describeProjector("flat-umap", () => createFlatUmap({ mostCompared: 20, mostLaidOut: 25 }));

describe("flat-umap", () => {
  const points = groups({ rows: 800, dims: 24, groups: 12, seed: 4 });

  it("keeps neighbourhoods as umap-js does, whatever the seed", async () => {
    const reference = mapQuality(points, await umapJs.project(points, createRandom(1)));
    for (const seed of [1, 2]) {
      const { trustworthiness, recall } = mapQuality(
        points,
        await flatUmap.project(points, createRandom(seed)),
      );
      expect(trustworthiness).toBeGreaterThan(reference.trustworthiness - 0.01);
      expect(recall).toBeGreaterThan(reference.recall - 0.01);
    }
  });

  it("keeps neighbourhoods where they are looked for by way of neighbours", async () => {
    const exact = mapQuality(points, await flatUmap.project(points, createRandom(1)));
    const descended = createFlatUmap({ mostCompared: 100, mostLaidOut: 1000 });
    const { trustworthiness, recall } = mapQuality(points, await descended.project(points, createRandom(1)));
    expect(trustworthiness).toBeGreaterThan(exact.trustworthiness - 0.01);
    expect(recall).toBeGreaterThan(exact.recall - 0.01);
  });

  it("places what is beyond the sample among what it is like", async () => {
    const plane = await ofMany.project(points, createRandom(1));
    expect(mapQuality(points, plane).trustworthiness).toBeGreaterThan(0.95);
    expect(await ofMany.project(points, createRandom(1))).toEqual(plane);
  });

  it("looks at angles alone", async () => {
    const stretched = selectRows(points, [...Array(60).keys()]);
    const unit = await flatUmap.project(stretched, createRandom(1));
    for (let i = 0; i < stretched.rows; i++)
      row(stretched, i).forEach((value, d, all) => (all[d] = 2 * value));
    expect(await flatUmap.project(stretched, createRandom(1))).toEqual(unit);
  });

  it("takes copies, and rows of zeros", async () => {
    const copies = matrixOf(Array.from({ length: 700 }, (_, i) => (i % 3 === 0 ? [0, 0] : [0.6, 0.8])));
    for (const projector of [flatUmap, ofMany]) {
      const { data } = await projector.project(copies, createRandom(1));
      expect(data.every(Number.isFinite)).toBe(true);
    }
  });

  it("tells how far it is, and stops when it is told to", async () => {
    const few = normalizeRows(cloud(700, 6, 1));
    const shares: number[] = [];
    await ofMany.project(few, createRandom(1), undefined, (share) => void shares.push(share));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBeLessThan(0.2);
    expect(shares.at(-1)).toBeGreaterThan(0.9);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
    const stop = new AbortController();
    const stopped = ofMany.project(few, createRandom(1), stop.signal, (share) => {
      if (share > 0.5) stop.abort(new Error("enough"));
    });
    await expect(stopped).rejects.toThrow("enough");
  });
});
