import { describe, expect, it } from "vitest";
import { ofOnePost } from "../../../src/stages/describe/one-post.js";
import { passageOf } from "../../helpers/passages.js";

const evidence = [{ k: 3, silhouette: 0, stability: 0, readability: 0, score: 0 }];

/** Ninety passages of twelve posts; then five of a long interview, and five of which three are of one letter. */
const passages = Array.from({ length: 100 }, (_, i) => {
  const interview = i >= 90 && i < 95;
  const postId = interview ? "interview" : i > 96 ? "letter" : `post-${i % 12}`;
  return passageOf(i, { postId });
});
const groupOf = (from: number, to: number): { all: number[]; distinct: number[] } => {
  const all = Array.from({ length: to - from }, (_, n) => from + n);
  return { all, distinct: all };
};
const members = [groupOf(0, 90), groupOf(90, 95), groupOf(95, 100)];

describe("ofOnePost", () => {
  it("finds a group that is all but wholly one post's", () => {
    expect(ofOnePost(members, passages, { evidence })).toEqual([1]);
  });

  it("finds none where the number of themes was asked for, none that the editor named, and none in a few posts", () => {
    expect(ofOnePost(members, passages, { evidence: [] })).toEqual([]);
    expect(ofOnePost(members, passages, { evidence, names: [undefined, "Ferries", undefined] })).toEqual([]);
    const few = passages.map((passage, i) => ({
      ...passage,
      postId: i < 90 ? `post-${i % 4}` : passage.postId,
    }));
    expect(ofOnePost(members, few, { evidence })).toEqual([]);
  });

  it("leaves no more than a twentieth of the passages without a theme, the smallest groups first", () => {
    const two = [groupOf(0, 90), groupOf(90, 95), groupOf(97, 100)];
    expect(ofOnePost(two, passages, { evidence })).toEqual([2]);
  });
});
