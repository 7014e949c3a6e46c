import { describe, expect, it } from "vitest";
import { planPosts } from "../../../src/plan/posts/plan-posts.js";
import { readingOrders } from "../../../src/plan/posts/reading.js";
import { collectionOf, filler } from "./collection.js";

const signal = new AbortController().signal;

describe("readingOrders", () => {
  it("put the post that says most of the theme first, and the one on a part of it last", () => {
    const { report, embeddings } = collectionOf([
      { id: "narrow", title: "Narrow", paragraphs: [filler("knots", 30)] },
      {
        id: "broad",
        title: "Broad",
        paragraphs: ["boats sails knots tides", "boats harbour tides sails", "boats tides sails"],
      },
      { id: "middle", title: "Middle", paragraphs: [`boats sails wind ${filler("wind", 6)}`] },
    ]);
    const [order] = readingOrders({ ...report, embeddings });
    expect(order?.posts.map(({ postId }) => postId)).toEqual(["broad", "middle", "narrow"]);
    expect(order?.posts.map(({ breadth }) => breadth)).toEqual([1, expect.any(Number), 0]);
  });
});

describe("planPosts", () => {
  it("tell who links to whom, each pair of posts once, and say nothing of orphans where there are no links", () => {
    const a = {
      id: "a",
      title: "The first of three posts",
      url: "https://blog.example/the-first-of-three",
      paragraphs: ["Text of the first."],
    };
    const link = "[one](https://blog.example/the-first-of-three) and [again](/the-first-of-three)";
    const written = [
      a,
      { id: "b", title: "Second", paragraphs: [link] },
      { id: "c", title: "Third", paragraphs: ["Text."] },
    ];
    const linked = collectionOf(written);
    expect(planPosts(linked.report, linked, { signal }).linked).toEqual([
      { postId: "a", incoming: 1, outgoing: 0 },
      { postId: "b", incoming: 0, outgoing: 1 },
      { postId: "c", incoming: 0, outgoing: 0 },
    ]);
    const unlinked = collectionOf([a]);
    expect(planPosts(unlinked.report, unlinked, { signal }).linked).toEqual([]);
  });

  it("have nothing to say of nothing", () => {
    const none = collectionOf([]);
    const planned = planPosts({ ...none.report, themes: [] }, none, { signal });
    expect(Object.values(planned).every((list: readonly unknown[]) => list.length === 0)).toBe(true);
  });

  it("stop where the run is stopped", () => {
    const one = collectionOf([{ id: "a", title: "A", paragraphs: ["Text."] }]);
    expect(() => planPosts(one.report, one, { signal: AbortSignal.abort(new Error("stopped")) })).toThrow(
      "stopped",
    );
  });
});
