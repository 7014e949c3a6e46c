import { describe, expect, it } from "vitest";
import { tagKey, tagsOf } from "../../../../src/stages/describe/labels/tags.js";
import { passageOf, postOf } from "../../../helpers/passages.js";

describe("tagKey", () => {
  it.each([
    ["open-source", "open source"],
    ["Open Source", "open source"],
    ["leading_indicators", "leading indicator"],
    ["post-incident reviews", "post-incident review"],
    ["metrics", "metric"],
  ])("%s → %s", (tag, key) => {
    expect(tagKey(tag)).toBe(key);
  });
});

describe("tagsOf", () => {
  const tags = [["hiring", "how we work"], ["Hiring"], ["how we work", "metrics"]];
  const posts = new Map(tags.map((own, i) => [`post-${i}`, postOf(`post-${i}`, { tags: own })]));
  const passages = tags.map((_, i) => passageOf(i, { postId: `post-${i}` }));
  const members = [
    { all: [0, 1], distinct: [0, 1] },
    { all: [2], distinct: [2] },
  ];

  it("puts first what is frequent in the theme and rare outside, and counts spellings together", () => {
    const [first, second] = tagsOf(posts, passages, members, () => false);
    expect(first?.[0]).toEqual({ key: "hiring", text: "hiring", fit: 1 });
    expect(first?.[1]?.fit).toBeCloseTo(0.5);
    expect(second?.[0]).toMatchObject({ key: "metric", fit: 1 });
  });

  it("leaves out tags with a stop word", () => {
    const [first] = tagsOf(posts, passages, members, (word) => word === "work");
    expect(first?.map(({ key }) => key)).toEqual(["hiring"]);
  });
});
