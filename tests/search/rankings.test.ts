import { describe, expect, it } from "vitest";
import { fromArrays } from "../../src/math/matrix.js";
import { inPosts } from "../../src/search/in-post.js";
import { rankingsOf } from "../../src/search/rankings.js";

const passages = [
  { postId: "a", words: 4, text: "Burnout comes of workload." },
  { postId: "b", words: 4, text: "The garden in spring." },
  { postId: "b", words: 4, text: "Exhausted people leave early." },
  { postId: "c", words: 4, text: "Burnout comes of workload!" },
];
const vectors = fromArrays(
  [
    [0, 1],
    [0, 1],
    [1, 0],
    [0, 1],
  ],
  2,
);
const rank = rankingsOf(passages, [0, 1, 2, 0], vectors);

describe("the rankings of a query", () => {
  it("hold what words find, what meaning finds, and both", () => {
    const { words, meaning, fused } = rank("burnout", Float32Array.of(1, 0));
    expect(words).toEqual([0]);
    expect(meaning).toEqual([2, 1]);
    expect(fused).toEqual([0, 2, 1]);
  });

  it("name what repeats another once", () => {
    expect(rank("workload", Float32Array.of(0, 1)).fused.filter((p) => p === 0 || p === 3)).toEqual([0]);
  });
});

describe("a passage in its post", () => {
  it("is drawn half to the direction of all its passages", () => {
    const [x, y] = inPosts(vectors, passages).data.subarray(2, 4);
    expect(x).toBeCloseTo(0.5 * Math.SQRT1_2, 6);
    expect(y).toBeCloseTo(1 + 0.5 * Math.SQRT1_2, 6);
  });
});
