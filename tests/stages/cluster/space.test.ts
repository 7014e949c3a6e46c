import { describe, expect, it } from "vitest";
import { fromArrays, row } from "../../../src/math/matrix.js";
import { groupMeans } from "../../../src/math/centroids.js";
import { spaceOf } from "../../../src/stages/cluster/space.js";

const points = fromArrays(
  [
    [1, 0],
    [0, 1],
    [0, -1],
  ],
  2,
);

describe("groupMeans", () => {
  it("weighs the members and scales to length 1", () => {
    const means = groupMeans(points, [[0, 1], [2]], [3, 4, 1]);
    expect(Array.from(row(means, 0))).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
    expect(Array.from(row(means, 1))).toEqual([0, -1]);
  });

  it("leaves a group zero whose members cancel out", () => {
    expect(Array.from(row(groupMeans(points, [[1, 2]], [1, 1, 1]), 0))).toEqual([0, 0]);
  });
});

describe("spaceOf", () => {
  it("leaves points as they are, without edges, where there are too few to divide", () => {
    const space = spaceOf(points, ["a", "b", "c"]);
    expect(space.points).toBe(points);
    expect(space.graph.ends.length).toBe(0);
  });

  it("draws points together and joins neighbours where there are enough", () => {
    const angles = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 2, 2.1, 2.2, 2.3, 2.4, 2.5];
    const two = fromArrays(
      angles.map((angle) => [Math.cos(angle), Math.sin(angle)]),
      2,
    );
    const { points: drawn, graph } = spaceOf(
      two,
      angles.map((_, i) => `post ${i}`),
    );
    const spread = (m: typeof two): number => {
      const [a, b] = [row(m, 0), row(m, 5)];
      return Math.acos((a[0] ?? 0) * (b[0] ?? 0) + (a[1] ?? 0) * (b[1] ?? 0));
    };
    expect(spread(drawn)).toBeLessThan(spread(two));
    expect(graph.nodes).toBe(12);
    expect(Array.from(graph.ends.subarray(graph.starts[0], graph.starts[1])).every((i) => i < 6)).toBe(true);
  });
});
