import { describe, expect, it } from "vitest";
import { formatsOf } from "../../../src/stages/describe/formats.js";
import { holdingsOf } from "../../../src/stages/describe/subjects/holdings.js";
import { parseSubjects } from "../../../src/stages/describe/subjects/vocabulary.js";
import { passageOf } from "../../helpers/passages.js";

const holdings = holdingsOf(parseSubjects("## Work\nKanban: WIP limits"), []);

/** Twenty posts of two passages, the second of each under a heading; in turns of four themes, unless all are in one. */
function found(headings: (post: number) => string, { oneTheme = false } = {}) {
  const passages = Array.from({ length: 40 }, (_, i) => {
    const post = Math.floor(i / 2);
    return passageOf(i, { postId: `post-${post}`, headingPath: i % 2 === 0 ? [] : [headings(post)] });
  });
  const assignment = Int32Array.from(passages, (_, i) => (oneTheme ? 0 : Math.floor(i / 2) % 4));
  return formatsOf(passages, assignment, holdings);
}

describe("formatsOf", () => {
  it("finds a section that returns in many posts, however it is written, and calls it as most do", () => {
    const headings = (post: number): string => (post < 3 ? "WHAT\u2019S NEXT" : "What's next?");
    expect(found(headings)).toEqual([{ key: "what next", heading: "What's next?", posts: 20 }]);
  });

  it("takes a section of a few posts for none", () => {
    expect(found((post) => (post < 7 ? "Wrap up" : `Part ${String.fromCharCode(97 + post)}`))).toEqual([]);
  });

  it("takes what one theme is about, and a subject of the vocabulary, for none", () => {
    expect(found(() => "The ferry", { oneTheme: true })).toEqual([]);
    expect(found(() => "Kanban")).toEqual([]);
  });
});
