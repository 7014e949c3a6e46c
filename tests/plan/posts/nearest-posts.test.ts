import { describe, expect, it } from "vitest";
import { fromArrays, normalizeRows, zeros } from "../../../src/math/matrix.js";
import { nearestPosts } from "../../../src/plan/posts/nearest-posts.js";

describe("posts that are near to one another", () => {
  it("are told by their passages together, each by its words", () => {
    const passages = [
      { postId: "a", words: 10 },
      { postId: "b", words: 90 },
      { postId: "b", words: 10 },
      { postId: "c", words: 10 },
      { postId: "d", words: 10 },
      { postId: "nothing", words: 10 },
    ];
    const embeddings = normalizeRows(
      fromArrays(
        [
          [1, 0],
          [1, 0.1],
          [0, 1],
          [0, 1],
          [-1, 0.2],
          [0, 0],
        ],
        2,
      ),
    );
    const near = nearestPosts(passages, embeddings);
    expect(Object.keys(near)).toEqual(["a", "b", "c", "d"]);
    expect(near["a"]?.map(({ id }) => id)).toEqual(["b"]);
    expect(near["b"]?.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(near["a"]?.[0]?.similarity).toBeCloseTo(0.977, 2);
    for (const { similarity } of Object.values(near).flat()) expect(similarity).toBeGreaterThan(0);
  });

  it("are none where there is one post, or none", () => {
    expect(nearestPosts([], zeros(0, 2))).toEqual({});
    expect(nearestPosts([{ postId: "a", words: 1 }], fromArrays([[1, 0]], 2))).toEqual({ a: [] });
  });
});
