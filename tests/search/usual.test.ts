import { describe, expect, it } from "vitest";
import { fromArrays, zeros } from "../../src/math/matrix.js";
import { holdersOf, strangeShare } from "../../src/search/holders.js";
import { sampleOf, usualOf } from "../../src/search/usual.js";

const vectors = fromArrays(
  [
    [1, 0],
    [1, 0],
    [0.8, 0.6],
    [0, 1],
  ],
  2,
);
const passages = ["a", "a", "b", "c"].map((postId, i) => ({ postId, text: `text ${i}` }));
const judged = { vectors, passages, words: () => ["word"], posts: () => 2 };

describe("how near the passages of a report are", () => {
  it("is told by the nearest of another post", () => {
    const { again, fresh, unseen } = usualOf([0, 2, 3], judged) ?? { again: 0, fresh: 0, unseen: 1 };
    expect(again).toBeCloseTo(0.8);
    expect(fresh).toBeCloseTo(0.6);
    expect(unseen).toBe(0);
  });

  it("can't be told of a single post, or of none", () => {
    const alone = passages.map((each) => ({ ...each, postId: "a" }));
    expect(usualOf([0, 1], { ...judged, passages: alone })).toBeUndefined();
    expect(usualOf([], { ...judged, vectors: zeros(0, 2), passages: [] })).toBeUndefined();
  });

  it("is asked of passages spread over the report, without repetitions and the unknown", () => {
    const many = fromArrays(
      Array.from({ length: 1000 }, (_, i) => [i === 0 ? 0 : 1, 0]),
      2,
    );
    const sample = sampleOf(
      many,
      Array.from({ length: 1000 }, (_, i) => (i === 1 ? { duplicateOf: "x" } : {})),
    );
    expect(sample.length).toBeLessThanOrEqual(200);
    expect(sample[0]).toBe(2);
    expect(sample.at(-1)).toBeGreaterThan(900);
  });
});

describe("words among posts", () => {
  it("are counted once a post", () => {
    const words = new Map([
      ["p1", ["one", "two"]],
      ["p2", ["one"]],
      ["p3", ["one"]],
    ]);
    const of = [
      { id: "p1", postId: "a" },
      { id: "p2", postId: "a" },
      { id: "p3", postId: "b" },
    ];
    const { posts, count } = holdersOf(of, words, new Set(["one", "two"]));
    expect([posts, count("one"), count("two"), count("three")]).toEqual([2, 2, 1, 0]);
  });

  it("are strange by their share, those of grammar left out", () => {
    expect(strangeShare(["the", "rye", "rye", "bread"], "en", (word) => word === "rye")).toBe(0.5);
    expect(strangeShare(["the", "of"], "en", () => true)).toBe(0);
  });
});
