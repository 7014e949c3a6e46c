import { describe, expect, it } from "vitest";
import { threadsOf, type ThreadInput } from "../../../src/stages/describe/threads.js";
import { holdingsOf } from "../../../src/stages/describe/subjects/holdings.js";
import { parseSubjects } from "../../../src/stages/describe/subjects/vocabulary.js";
import type { Theme } from "../../../src/shapes/theme.js";
import { passageOf, postOf } from "../../helpers/passages.js";

const subjects = parseSubjects("## Web\nScreen readers: blind readers, alt texts");

/** Forty posts of two passages over five themes; those of the first `holding` posts speak of the subject. */
function input(holding: number, { themes = 5, tags = [] as string[] } = {}): ThreadInput {
  const passages = Array.from({ length: 80 }, (_, i) => {
    const post = Math.floor(i / 2);
    const text =
      post < holding ? `Screen readers need words, part ${i}.` : `The ferry leaves at nine, part ${i}.`;
    return passageOf(i, { text, postId: `post-${post}`, id: `passage-${i}` });
  });
  const assignment = Int32Array.from(passages, (_, i) => Math.floor(i / 2) % themes);
  return {
    posts: Array.from({ length: 40 }, (_, i) => postOf(`post-${i}`, { tags })),
    passages,
    clustering: {
      assignment,
      confidence: new Float32Array(80).fill(1),
    } as unknown as ThreadInput["clustering"],
    themes: Array.from(
      { length: themes },
      (_, t) => ({ id: `t${t}`, label: `Theme ${t}`, subthemes: [] }) as unknown as Theme,
    ),
    pillars: [],
    holdings: holdingsOf(subjects, passages),
  };
}

describe("threadsOf", () => {
  it("tells of a subject that posts of many themes dwell on, with its passages", () => {
    const [thread, ...others] = threadsOf(input(7));
    expect(others).toEqual([]);
    expect(thread).toMatchObject({ label: "Screen readers", source: "subject", posts: 7 });
    expect(thread?.passageIds).toHaveLength(14);
    expect(thread?.themes.map(({ passages }) => passages)).toEqual([4, 4, 2, 2, 2]);
  });

  it.each([
    ["few posts hold", input(2)],
    ["most posts hold", input(30)],
    ["stands in few themes", input(7, { themes: 3 })],
  ])("tells of none that %s", (_, given) => {
    expect(threadsOf(given)).toEqual([]);
  });

  it("takes the author's tag before the vocabulary, and none that is a theme", () => {
    expect(threadsOf(input(7, { tags: ["screen-readers"] }))[0]).toMatchObject({
      source: "tag",
      label: "Screen readers",
    });
    const given = input(7);
    const named = given.themes.map((theme, t) => (t === 0 ? { ...theme, label: "Screen readers" } : theme));
    expect(threadsOf({ ...given, themes: named })).toEqual([]);
  });
});
