import { describe, expect, it } from "vitest";
import { startOf } from "../../../../src/stages/describe/proof/start.js";
import { passageOf } from "../../../helpers/passages.js";

function start(posts: readonly string[], wordsPerPost: Record<string, number> = {}): string | undefined {
  const passages = posts.map((postId, i) => passageOf(i, { postId, words: 100 }));
  const first = startOf([...posts.keys()], passages, new Map(Object.entries(wordsPerPost)));
  return first === undefined ? undefined : passages[first]?.postId;
}

describe("startOf", () => {
  it("is the post that says most of what is central", () => {
    expect(start(["b", "a", "b", "a", "b", "c"])).toBe("b");
  });

  it("is no post that is mostly about something else", () => {
    expect(start(["b", "b", "a"], { b: 2000, a: 100 })).toBe("a");
    expect(start(["b"], { b: 2000 })).toBeUndefined();
    expect(start([])).toBeUndefined();
  });
});
