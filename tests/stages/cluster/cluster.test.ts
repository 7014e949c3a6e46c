import { describe, expect, it } from "vitest";
import { agreement } from "../../../src/math/agreement.js";
import { dotRows, normalizeRows, row, selectRows } from "../../../src/math/matrix.js";
import { createRandom } from "../../../src/math/random.js";
import { cluster } from "../../../src/stages/cluster/cluster.js";
import type { Clustering } from "../../../src/shapes/clustering.js";
import type { Embeddings, Matrix } from "../../../src/shapes/embeddings.js";
import type { Passage } from "../../../src/shapes/passage.js";
import { recordContext } from "../../helpers/model-context.js";
import { passageOf, passagesOf } from "../../helpers/passages.js";
import { blobs, cloud, embeddingsOf, matrixOf, permutation } from "../../helpers/vectors.js";

interface RunOptions {
  themes?: "auto" | number;
  passages?: Passage[];
  unknown?: number[];
  seed?: number;
}

function run(
  points: Matrix,
  { themes = "auto", passages, unknown = [], seed = 1 }: RunOptions = {},
): Promise<Clustering> {
  const context = { ...recordContext(), random: createRandom(seed) };
  return cluster(embeddingsOf(points, unknown), passages ?? passagesOf(points.rows), { themes }, context);
}

/** Unit rows in blobs of falling size, mixed. */
function unevenBlobs(
  sizes: readonly number[],
  spread: number,
  seed: number,
): { points: Matrix; truth: number[] } {
  const each = Math.max(...sizes);
  const all = blobs({ clusters: sizes.length, each, dims: sizes.length + 4, spread, seed });
  const wanted = Array.from({ length: all.rows }, (_, i) => i).filter(
    (i) => Math.floor(i / sizes.length) < (sizes[i % sizes.length] ?? 0),
  );
  const mixed = permutation(wanted.length, seed).map((i) => wanted[i] ?? 0);
  return { points: selectRows(all, mixed), truth: mixed.map((i) => i % sizes.length) };
}

function sizesOf({ assignment, k }: Clustering): number[] {
  const sizes = new Array<number>(k).fill(0);
  for (const cluster of assignment) if (cluster >= 0) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  return sizes;
}

/** What holds of every clustering. */
function expectSound(result: Clustering, embeddings: Matrix): void {
  const { assignment, nearest, second, confidence, reasons, centroids, k } = result;
  const n = embeddings.rows;
  expect([assignment, nearest, second, confidence, reasons].map(({ length }) => length)).toEqual([
    n,
    n,
    n,
    n,
    n,
  ]);
  expect(centroids).toMatchObject({ rows: k, dims: embeddings.dims });
  expect(k).toBeGreaterThanOrEqual(1);
  expect(centroids.data.every(Number.isFinite)).toBe(true);
  for (let i = 0; i < n; i++) {
    const cluster = assignment[i] ?? NaN;
    expect([-1, nearest[i]]).toContain(cluster);
    expect(nearest[i]).toBeGreaterThanOrEqual(0);
    expect(nearest[i]).toBeLessThan(k);
    expect(second[i]).toBeLessThan(k);
    if (k === 1) expect(second[i]).toBe(-1);
    else expect(second[i]).not.toBe(nearest[i]);
    expect(confidence[i]).toBeGreaterThanOrEqual(0);
    expect(confidence[i]).toBeLessThanOrEqual(1);
    expect(reasons[i] === "").toBe(cluster >= 0);
  }
  expect(result.choice).toMatch(/\.$/);
}

describe("cluster", () => {
  it.each([1, 2, 3, 5, 15, 16])("takes %i passages", async (n) => {
    const points = selectRows(blobs({ clusters: 3, each: 6, dims: 6, spread: 0.05, seed: n }), [
      ...Array(n).keys(),
    ]);
    const result = await run(points);
    expectSound(result, points);
    expect(sizesOf(result).every((size) => size > 0)).toBe(true);
    expect(result.k).toBeLessThanOrEqual(Math.max(1, n / 2));
  });

  it("finds blobs that stand apart, however many there are", async () => {
    for (const sizes of [
      [40, 25, 15],
      [30, 28, 26, 24, 22, 20],
    ]) {
      const { points, truth } = unevenBlobs(sizes, 0.02, 4);
      const result = await run(points, { themes: sizes.length });
      expectSound(result, points);
      result.assignment.forEach((cluster, i) => {
        if (cluster >= 0) expect(cluster).toBe(truth[i]);
      });
    }
  });

  it("keeps the evidence for the number it chose", async () => {
    const { points } = unevenBlobs([30, 25, 20, 15], 0.1, 2);
    const { evidence, k, choice } = await run(points);
    expect(evidence.length).toBeGreaterThan(1);
    expect(evidence.map((entry) => entry.k)).toEqual(
      [...new Set(evidence.map((entry) => entry.k))].sort((a, b) => a - b),
    );
    for (const entry of evidence) {
      expect(Object.values(entry).every(Number.isFinite)).toBe(true);
      expect(entry.silhouette).toBeGreaterThanOrEqual(-1);
      expect(entry.silhouette).toBeLessThanOrEqual(1);
      expect(entry.stability).toBeLessThanOrEqual(1);
      expect(entry.readability).toBeGreaterThan(0);
      expect(entry.readability).toBeLessThanOrEqual(1);
      expect(entry.score).toBeGreaterThanOrEqual(0);
      expect(entry.score).toBeLessThanOrEqual(1);
    }
    const best = Math.max(...evidence.map(({ score }) => score));
    expect(evidence.find((entry) => entry.k === k)?.score).toBe(best);
    expect(choice).toContain(String(k));
  });

  it("takes the number that was given, without evidence", async () => {
    const points = normalizeRows(cloud(40, 5, 1));
    for (const themes of [1, 2, 7]) {
      const result = await run(points, { themes });
      expectSound(result, points);
      expect(result).toMatchObject({ k: themes, evidence: [] });
    }
  });

  it("makes no more themes than there are different passages, and says how many there are", async () => {
    const passages = [passageOf(0), passageOf(1), passageOf(2, { duplicateOf: passageOf(0).id })];
    const points = matrixOf([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
    const lowered = await run(points, { themes: 3, passages });
    expect(lowered.k).toBe(2);
    expect(lowered.choice).toMatch(/, 3, was given; there are no more than 2 different passages/);
    expect((await run(points, { themes: 2, passages })).k).toBe(2);
  });

  it("has nothing to work with where no passage is known to the model", async () => {
    const rejected = expect(
      run(
        matrixOf([
          [0, 0],
          [0, 0],
        ]),
        { unknown: [0, 1] },
      ),
    ).rejects;
    await rejected.toMatchObject({ name: "UserError", kind: "noInput" });
    await expect(run(matrixOf([]))).rejects.toMatchObject({ kind: "noInput" });
  });

  it.each(["auto", 3] as const)(
    "makes one theme of points that are all the same (themes: %s)",
    async (themes) => {
      const points = matrixOf(Array.from({ length: 40 }, () => [0.6, 0.8, 0]));
      const result = await run(points, { themes });
      expectSound(result, points);
      expect(result.k).toBe(1);
      expect(sizesOf(result)).toEqual([40]);
      const tried = result.evidence.map(({ k }) => k);
      expect(new Set(tried).size).toBe(tried.length);
    },
  );

  it("makes one theme of one text that is repeated", async () => {
    const passages = passagesOf(30).map((p, i) => (i === 0 ? p : { ...p, duplicateOf: passageOf(0).id }));
    const points = matrixOf(passages.map(() => [0, 1]));
    const result = await run(points, { passages });
    expect(result.k).toBe(1);
    expect(Array.from(result.assignment)).toEqual(new Array<number>(30).fill(0));
  });

  it("counts each text once, however often it is repeated", async () => {
    const { points } = unevenBlobs([20, 15, 10], 0.1, 5);
    const single = await run(points, { themes: 3 });
    const repeated = selectRows(points, [...Array(45).keys(), ...new Array<number>(200).fill(7)]);
    const passages = passagesOf(245).map((p, i) => (i < 45 ? p : { ...p, duplicateOf: passageOf(7).id }));
    const result = await run(repeated, { themes: 3, passages });
    expect(result.centroids).toEqual(single.centroids);
    expect(Array.from(result.nearest.subarray(0, 45))).toEqual(Array.from(single.nearest));
    expect(Array.from(result.nearest.subarray(45))).toEqual(
      new Array<number>(200).fill(single.nearest[7] ?? -1),
    );
  });

  it("does not let scraps of a few words decide the themes, but places them", async () => {
    const { points } = unevenBlobs([20, 15], 0.05, 6);
    const scraps = Array.from({ length: 10 }, (_, i) => i);
    const all = selectRows(points, [...Array(35).keys(), ...scraps]);
    const passages = passagesOf(45).map((p, i) => (i < 35 ? p : { ...p, words: 3 }));
    const result = await run(all, { themes: 2, passages });
    expect(result.centroids).toEqual((await run(points, { themes: 2 })).centroids);
    expect(Array.from(result.nearest.subarray(35))).toEqual(scraps.map((i) => result.nearest[i]));
  });

  it("leaves far passages unplaced, but never more than a tenth", async () => {
    const { points } = unevenBlobs([40, 30], 0.02, 7);
    const strays = normalizeRows(cloud(30, points.dims, 3));
    for (const count of [3, 30]) {
      const all: Matrix = {
        data: Float32Array.of(...points.data, ...strays.data.subarray(0, count * points.dims)),
        rows: points.rows + count,
        dims: points.dims,
      };
      const result = await run(all, { themes: 2 });
      expectSound(result, all);
      const unplaced = [...result.assignment.keys()].filter((i) => result.assignment[i] === -1);
      expect(unplaced.length).toBeGreaterThan(0);
      expect(unplaced.length).toBeLessThanOrEqual(all.rows / 10);
      for (const i of unplaced) {
        expect(result.confidence[i]).toBe(0);
        expect(result.reasons[i]).toMatch(/far/);
      }
    }
  });

  it("never empties a theme by leaving its passages out", async () => {
    const { points } = unevenBlobs([40, 30], 0.01, 13);
    // Two passages that have more in common with one another than with the rest, but not much.
    const pair = normalizeRows(
      matrixOf([
        [0, 0, 1, 1, 0, 0],
        [0, 0, 1, 0, 1, 0],
      ]),
    );
    const all: Matrix = { data: Float32Array.of(...points.data, ...pair.data), rows: 72, dims: 6 };
    const result = await run(all, { themes: 3 });
    expectSound(result, all);
    expect(Math.min(...sizesOf(result))).toBeGreaterThan(0);
  });

  it("leaves unknown passages unplaced with a reason of their own", async () => {
    const { points } = unevenBlobs([12, 9], 0.02, 8);
    row(points, 4).fill(0);
    const result = await run(points, { unknown: [4] });
    expectSound(result, points);
    expect(result.assignment[4]).toBe(-1);
    expect(result.reasons[4]).toMatch(/model/);
  });

  it("puts the largest theme first and leaves none empty, also where nothing stands apart", async () => {
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const points = normalizeRows(cloud(120, 12, seed));
      const result = await run(points, { themes: 9, seed });
      expectSound(result, points);
      const sizes = sizesOf(result);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }
  });

  it("has centroids of length 1, and puts every passage with the nearest of far ones", async () => {
    const { points } = unevenBlobs([20, 16, 12, 9], 0.05, 9);
    const { centroids, nearest } = await run(points, { themes: 4 });
    for (let i = 0; i < points.rows; i++) {
      const cosines = Array.from({ length: 4 }, (_, c) => dotRows(points, i, centroids, c));
      expect(nearest[i]).toBe(cosines.indexOf(Math.max(...cosines)));
    }
    for (let c = 0; c < 4; c++) {
      expect(Math.hypot(...row(centroids, c))).toBeCloseTo(1, 5);
    }
  });

  it("puts an exact repetition with its original, also where nothing stands apart", async () => {
    const passages = passagesOf(120).map((p, i) =>
      i < 60 ? p : { ...p, duplicateOf: passageOf(i - 60).id },
    );
    for (const seed of [14, 15, 16, 17]) {
      const points = normalizeRows(cloud(60, 8, seed));
      const twice = selectRows(points, [...Array(60).keys(), ...Array(60).keys()]);
      const { nearest } = await run(twice, { themes: 6, passages });
      expect(Array.from(nearest.subarray(60))).toEqual(Array.from(nearest.subarray(0, 60)));
    }
  });

  it("is more certain of a passage amid its theme than of one between two", async () => {
    const { points } = unevenBlobs([20, 15], 0.01, 10);
    const between = matrixOf([[0.71, 0.7, 0, 0, 0, 0]]);
    const all: Matrix = { data: Float32Array.of(...points.data, ...between.data), rows: 36, dims: 6 };
    const { nearest, confidence } = await run(all, {
      themes: 2,
      passages: passagesOf(36).map((p, i) => ({ ...p, words: i === 35 ? 3 : 20 })),
    });
    expect(nearest[35]).toBe(0);
    expect(confidence[0]).toBeGreaterThan(0.9);
    expect(confidence[35]).toBeLessThan(0.5);
  });

  it("gives the same for the same seed, and for another order of the passages", async () => {
    const { points } = unevenBlobs([30, 22, 14, 9], 0.03, 11);
    const result = await run(points, { themes: 4 });
    expect(await run(points, { themes: 4 })).toEqual(result);
    const order = permutation(points.rows, 5);
    const shuffled = await run(selectRows(points, order), { themes: 4 });
    expect(Array.from(shuffled.assignment)).toEqual(order.map((i) => result.assignment[i]));
    shuffled.centroids.data.forEach((value, i) =>
      expect(value).toBeCloseTo(result.centroids.data[i] ?? NaN, 5),
    );
  });

  it("chooses from a sample where there are thousands of passages", async () => {
    const { points, truth } = unevenBlobs([900, 700], 0.05, 12);
    const result = await run(points);
    expectSound(result, points);
    const ofTheme = new Map<number, Set<number>>();
    result.assignment.forEach((cluster, i) =>
      ofTheme.set(cluster, (ofTheme.get(cluster) ?? new Set()).add(truth[i] ?? -1)),
    );
    ofTheme.delete(-1);
    for (const truths of ofTheme.values()) expect(truths.size).toBe(1);
  });

  describe("where there is text enough for stretches of several passages", () => {
    const posts = 300;
    const each = 4;
    const kinds = Array.from({ length: posts * each }, (_, i) => Math.floor(i / each) % 3);
    /** What a post is about in the first directions, how a single passage happens to be told in the others. */
    const vectors = normalizeRows(cloud(posts * each, 9, 5));
    kinds.forEach((kind, i) => {
      const vector = row(vectors, i).map((value) => value * 0.3);
      vector[kind] = (vector[kind] ?? 0) + 1;
      vector[3 + ((i * 7) % 5)] = 1.2;
      vectors.data.set(vector, i * vectors.dims);
    });
    normalizeRows(vectors);
    const passages = kinds.map((_, i) =>
      passageOf(i, { postId: `post ${Math.floor(i / each)}`, ordinal: i % each, words: 120 }),
    );

    it("finds in them what single passages hide", async () => {
      const right = async (some: Passage[]): Promise<number> => {
        const { assignment } = await run(vectors, { passages: some, themes: 3 });
        return agreement(Array.from(assignment), kinds).ami;
      };
      expect(await right(passages.map((passage) => ({ ...passage, words: 20 })))).toBeLessThan(0.7);
      expect(await right(passages)).toBeGreaterThan(0.9);
    });

    it("places every passage by itself, and the same for every order of the posts", async () => {
      const order = permutation(posts, 3).flatMap((post) =>
        Array.from({ length: each }, (_, i) => post * each + i),
      );
      const forth = await run(vectors, { passages });
      const mixed = await run(selectRows(vectors, order), {
        passages: order.map((i) => passages[i] ?? passageOf(i)),
      });
      expect(Array.from(mixed.assignment)).toEqual(order.map((i) => forth.assignment[i]));
      expect(Array.from(mixed.confidence)).toEqual(order.map((i) => forth.confidence[i]));
      const labelsOfPost = Array.from(
        { length: posts },
        (_, post) => new Set(forth.assignment.subarray(post * each, (post + 1) * each)).size,
      );
      expect(Math.max(...labelsOfPost)).toBeGreaterThan(1);
    });
  });

  it("gives the same themes for every order of the passages when it chooses their number itself", async () => {
    const { points } = unevenBlobs([40, 30, 20, 12], 0.12, 21);
    const passages = passagesOf(points.rows);
    const result = await run(points, { passages });
    for (const seed of [1, 2]) {
      const order = permutation(points.rows, seed);
      const shuffled = await run(selectRows(points, order), {
        passages: order.map((i) => passages[i] ?? passageOf(i)),
      });
      expect(shuffled.centroids).toEqual(result.centroids);
      expect(shuffled.evidence).toEqual(result.evidence);
      expect(Array.from(shuffled.assignment)).toEqual(order.map((i) => result.assignment[i]));
      expect(Array.from(shuffled.confidence)).toEqual(order.map((i) => result.confidence[i]));
      expect(Array.from(shuffled.subthemes.assignment)).toEqual(
        order.map((i) => result.subthemes.assignment[i]),
      );
    }
  });

  it("finds more themes where finer ones are asked for", async () => {
    const points = normalizeRows(cloud(400, 12, 22));
    const count = async (granularity: "broad" | "fine"): Promise<number> => {
      const context = { ...recordContext(), random: createRandom(1) };
      const passages = passagesOf(points.rows).map((p) => ({ ...p, words: 100 }));
      return (await cluster(embeddingsOf(points), passages, { themes: "auto", granularity }, context)).k;
    };
    expect(await count("broad")).toBeLessThan(await count("fine"));
  });

  it("says how stable each theme is", async () => {
    const { points } = unevenBlobs([40, 30, 20], 0.02, 23);
    const { stability, k } = await run(points);
    expect(stability).toHaveLength(k);
    expect(Math.min(...stability)).toBeGreaterThan(0.9);
    const vague = await run(normalizeRows(cloud(150, 12, 3)), { themes: 6 });
    expect(Math.max(...vague.stability)).toBeLessThan(0.9);
    expect(Math.min(...vague.stability)).toBeGreaterThan(0);
  });

  it("names a second theme only for passages that might as well be there", async () => {
    const { points } = unevenBlobs([40, 30, 20], 0.02, 24);
    const { second, assignment } = await run(points);
    assignment.forEach((cluster, i) => {
      if (cluster >= 0) expect(second[i]).toBe(-1);
    });
  });

  it("divides a theme into the parts that the data sets apart, each with passages of its own theme only", async () => {
    const parts = unevenBlobs([30, 30, 30, 30, 30, 30], 0.05, 25);
    const { points } = parts;
    for (let i = 0; i < points.rows; i++) row(points, i)[6 + Math.floor((parts.truth[i] ?? 0) / 3)] = 1.2;
    normalizeRows(points);
    const { k, assignment, subthemes } = await run(points, { themes: 2 });
    expect(k).toBe(2);
    expect(Array.from(subthemes.parents)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(subthemes.centroids.rows).toBe(6);
    assignment.forEach((cluster, i) => {
      const sub = subthemes.assignment[i] ?? -1;
      if (cluster < 0) expect(sub).toBe(-1);
      else expect(subthemes.parents[sub]).toBe(cluster);
    });
    const truths = new Map<number, Set<number>>();
    subthemes.assignment.forEach((sub, i) =>
      truths.set(sub, (truths.get(sub) ?? new Set()).add(parts.truth[i] ?? -1)),
    );
    truths.delete(-1);
    for (const found of truths.values()) expect(found.size).toBe(1);
  });

  it("leaves themes of one piece undivided", async () => {
    const points = selectRows(blobs({ clusters: 2, each: 200, dims: 60, spread: 0.05, seed: 26 }), [
      ...Array(400).keys(),
    ]);
    expect((await run(points, { themes: 2 })).subthemes.parents).toHaveLength(0);
  });

  it("makes no theme of a single post's repetitive passages", async () => {
    const { points } = unevenBlobs([40, 30, 12], 0.03, 27);
    const { truth } = unevenBlobs([40, 30, 12], 0.03, 27);
    const passages = passagesOf(82).map((p, i) => (truth[i] === 2 ? { ...p, postId: "serial" } : p));
    const { k, assignment } = await run(points, { passages });
    expect(k).toBe(2);
    expect(new Set(assignment).size).toBeLessThanOrEqual(3);
  });

  it("stops where it is told to", async () => {
    const embeddings: Embeddings = embeddingsOf(normalizeRows(cloud(60, 4, 1)));
    const context = recordContext(AbortSignal.abort());
    await expect(cluster(embeddings, passagesOf(60), { themes: "auto" }, context)).rejects.toThrow(/abort/i);
  });
});
