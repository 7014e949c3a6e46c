import { describe, expect, it } from "vitest";
import { nextSort, parseSort, postOrder } from "../../../src/app/posts/order.js";
import { SMALL } from "../app-data.js";

describe("postOrder", () => {
  it.each([
    ["-date", [1, 0, 2]],
    ["date", [0, 1, 2]],
    ["title", [0, 2, 1]],
    ["-title", [1, 2, 0]],
    ["words", [2, 0, 1]],
    ["-words", [1, 0, 2]],
    ["author", [1, 0, 2]],
    ["-author", [1, 0, 2]],
    ["theme", [0, 1, 2]],
    ["-theme", [1, 0, 2]],
    ["nonsense", [1, 0, 2]],
  ])("sorts by %s, with what is missing at the end", (sort, order) => {
    expect(postOrder(SMALL.posts, sort)).toEqual(order);
  });

  it("compares numbers in titles as numbers, and letters without case and accents", () => {
    const [post] = SMALL.posts;
    if (post === undefined) throw new Error("Expected a post.");
    const posts = ["Part 10", "Étude", "part 9", "eta"].map((title) => ({ ...post, title }));
    expect(postOrder(posts, "title").map((position) => posts[position]?.title)).toEqual([
      ...["eta", "Étude", "part 9", "Part 10"],
    ]);
  });
});

describe("nextSort", () => {
  it("turns the column round, and begins a new one in its usual direction", () => {
    expect(nextSort("-date", "date")).toBe("date");
    expect(nextSort("date", "date")).toBe("-date");
    expect(nextSort("-date", "title")).toBe("title");
    expect(nextSort("title", "words")).toBe("-words");
    expect(parseSort(nextSort("", "date"))).toEqual({ column: "date", descending: false });
  });
});
