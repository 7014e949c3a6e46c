import { describe, expect, it } from "vitest";
import { planOf } from "../../src/plan/plan.js";
import { proposalWords } from "../../src/render/proposal-words.js";
import { viewOf } from "../../src/render/view.js";
import type { Proposal, ProposalKind } from "../../src/shapes/plan.js";
import type { Excerpt, PostPlanning } from "../../src/shapes/planning.js";
import type { Report } from "../../src/shapes/report.js";
import { sampleReport } from "../helpers/sample-report.js";

const sample = sampleReport();
const [first, second, third] = sample.posts;
if (first === undefined || second === undefined || third === undefined)
  throw new Error("Expected three posts.");

const at = (postId: string, text: string, start = 0): Excerpt => ({
  postId,
  text,
  start,
  end: start + text.length,
});
const themeOf = (post: { themes: { themeId: string }[] }): string => post.themes[0]?.themeId ?? "";

function report(planning: Partial<PostPlanning>): Report {
  const posts = sample.posts.map((post) => ({ ...post, words: 400 }));
  return { ...sample, posts, postPlanning: { ...sample.postPlanning, ...planning } };
}

function proposal(kind: ProposalKind, planning: Partial<PostPlanning>): Proposal | undefined {
  return planOf(report(planning)).proposals.find((one) => one.kind === kind);
}

const words = (found: Proposal | undefined): string => {
  if (found === undefined) throw new Error("Expected a proposal, got none.");
  const { title, reasons, doubt } = proposalWords(found, viewOf(sample));
  return [title, ...reasons, doubt].join(" ");
};

describe("proposals on posts that stand", () => {
  const aged = (text: string, kind: "version" | "time word" | "year") => ({
    ...{ postId: first.id, themeId: themeOf(first), incoming: 8, reasons: ["8 posts link to it"] },
    dated: [{ kind, phrase: at(first.id, text, 12), sentence: `It ran on ${text}.` }],
  });

  it("asks for a post that matters to be brought up to date, by what surely ages", () => {
    const found = proposal("update", { refresh: [aged("Python 2.7", "version")] });
    expect(found).toMatchObject({ key: `update ${first.id}`, effort: "update", dated: 1 });
    expect(words(found)).toMatch(
      /^Bring “.*” up to date\. It is still looked to: 8 posts link to it\. 1 place in it has aged, such as “Python 2\.7”\./,
    );
    expect(proposal("update", { refresh: [aged("this week", "time word")] })).toBeUndefined();
  });

  it("leaves a post alone that speaks of years after its own: somebody keeps it up to date", () => {
    expect(proposal("update", { refresh: [aged("2099", "year")] })).toBeUndefined();
  });

  it("asks for one post out of two where one has much of the other, and not for scraps", () => {
    const overlap = (share: number) => ({
      overlaps: [
        {
          ...{
            postIds: [first.id, second.id] as const,
            kind: "verbatim" as const,
            shares: [share, 0.1] as const,
          },
          passages: [{ first: at(first.id, "Said."), second: at(second.id, "Said."), similarity: 0.9 }],
          alone: [undefined, undefined] as const,
        },
      ],
    });
    const found = proposal("merge", overlap(0.6));
    expect(found).toMatchObject({ effort: "merge", isVerbatim: true });
    expect(words(found)).toContain(
      "60% of the first and 10% of the second say the same, in nearly the same words.",
    );
    expect(proposal("merge", overlap(0.2))).toBeUndefined();
  });

  it("asks for two posts that say the same a year apart before two of one month, as an announcement and its second", () => {
    const overlap = (postIds: readonly [string, string]) => ({
      ...{ postIds, kind: "verbatim" as const, shares: [1, 0.9] as const },
      passages: [{ first: at(postIds[0], "Said."), second: at(postIds[1], "Said."), similarity: 0.9 }],
      alone: [undefined, undefined] as const,
    });
    const dates = new Map([
      [first.id, "2020-03-01"],
      [second.id, "2020-03-08"],
      [third.id, "2021-03-01"],
    ]);
    const overlaps = [
      overlap([first.id, second.id]),
      { ...overlap([first.id, third.id]), shares: [0.5, 0.5] as const },
    ];
    const made = report({ overlaps });
    const posts = made.posts.map((post) => ({ ...post, date: dates.get(post.id) ?? "2019-01-01" }));
    const found = planOf({ ...made, posts }).proposals.find(({ kind }) => kind === "merge");
    expect(found?.key).toBe(`merge ${[first.id, third.id].sort().join(" ")}`);
  });

  it("asks for links where three sentences or more ask for one", () => {
    const link = (start: number) => ({
      ...{ sentence: at(first.id, "A sentence.", start), anchor: at(first.id, "sentence", start + 2) },
      ...{ targetId: second.id, names: "in its title", similarity: 0.7 },
    });
    const linked = [
      { postId: first.id, incoming: 0, outgoing: 1 },
      { postId: second.id, incoming: 1, outgoing: 0 },
    ];
    const found = proposal("link", { links: [link(0), link(50), link(90)], linked });
    expect(found).toMatchObject({ key: "link posts", links: 3, posts: 1, orphans: 1 });
    expect(words(found)).toContain("1 post has no link from another post at all.");
    expect(proposal("link", { links: [link(0), link(50)] })).toBeUndefined();
  });

  it("asks for a question to be answered, under a key of its own, unless it belongs to one story", () => {
    const question = (text: string) => ({
      questions: [{ question: at(third.id, text), themeId: themeOf(third) }],
    });
    const found = proposal("answer", question("How does a small team say no?"));
    expect(found?.key).toMatch(new RegExp(`^answer ${third.id} [0-9a-f]{8}$`));
    expect(words(found)).toContain("How does a small team say no?");
    expect(proposal("answer", question("What is Skerrybook choosing to be good at?"))).toBeUndefined();
  });

  it("points to the passage that holds the words", () => {
    const passage = sample.passages.find(({ postId }) => postId === third.id);
    if (passage === undefined) throw new Error("Expected a passage of the post.");
    const question = at(third.id, "How does a small team say no?", passage.start);
    const found = proposal("answer", { questions: [{ question, themeId: themeOf(third) }] });
    expect(found?.evidence[0]).toMatchObject({ postId: third.id, passageId: passage.id });
  });
});
