import { describe, expect, it } from "vitest";
import { internalLinks } from "../../../src/plan/posts/internal-links.js";
import { linkSuggestions } from "../../../src/plan/posts/link-suggestions.js";
import { proseOf } from "../../../src/plan/posts/prose.js";
import type { LinkSuggestion } from "../../../src/shapes/planning.js";
import { collectionOf, filler, type Written } from "./collection.js";

const target: Written = {
  id: "target",
  title: "Why every team needs a decision record",
  url: "https://blog.example/decision-record",
  paragraphs: [
    "A decision record says what was chosen. A good decision record says what was not, and why.",
    "Write the decision record on the day. A decision record that is late is a story.",
  ],
};

function source(sentence: string, id = "source"): Written {
  return {
    id,
    title: `Notes ${id}`,
    paragraphs: [`Before it stood another sentence. ${sentence} Behind it stood one.`],
  };
}

function suggestionsIn(written: readonly Written[], repeats = false): LinkSuggestion[] {
  const { posts, blocks, passages, embeddings, report } = collectionOf([
    ...written,
    ...["one", "two", "three"].map((id) => ({ id, title: filler(id, 3), paragraphs: [filler(id, 40)] })),
  ]);
  const internal = internalLinks(posts, []);
  const links = internal.links.map(({ from, to }) => `${from} ${to}`);
  return linkSuggestions({
    ...{ posts: report.posts, prose: proseOf(blocks, passages), embeddings, internal, near: 0.2 },
    isLinked: (from, to) => links.includes(`${from} ${to}`),
    areRepeats: () => repeats,
  });
}

describe("linkSuggestions", () => {
  it("name the sentence, the words in it and the post that they name, with offsets that lead to them", () => {
    const from = source("We keep a Decision Record for each of the larger questions in the team.");
    const [suggestion, ...others] = suggestionsIn([target, from]);
    expect(others).toEqual([]);
    expect(suggestion).toMatchObject({
      ...{ targetId: "target", names: "in its title" },
      sentence: {
        postId: "source",
        text: "We keep a Decision Record for each of the larger questions in the team.",
      },
      anchor: { text: "Decision Record" },
    });
    const { start, end } = suggestion?.anchor ?? { start: 0, end: 0 };
    expect(from.paragraphs[0]?.slice(start, end)).toBe("Decision Record");
  });

  it.each([
    [
      "has the link already",
      "We keep a [decision record](https://blog.example/decision-record) for the larger questions in the team.",
    ],
    [
      "bears another link there",
      "We keep a [decision record](https://other.example/) for each of the larger questions in the team.",
    ],
    ["is nothing but the words", "A decision record, yes."],
    ["is a list", "We keep a decision record, a log, a wiki, a diary, a board, a plan, a team, a budget."],
  ])("leave out a sentence that %s", (_, sentence) => {
    expect(suggestionsIn([target, source(sentence)])).toEqual([]);
  });

  it("leave out what is far in meaning, posts that repeat one another, and words that several posts are about", () => {
    const sentence = "We keep a decision record for each of the larger questions in the team.";
    const far = { ...source(sentence), paragraphs: [`${filler("far", 150)} ${sentence}`] };
    expect(suggestionsIn([target, far])).toEqual([]);
    expect(suggestionsIn([target, source(sentence)], true)).toEqual([]);
    expect(suggestionsIn([target, { ...target, id: "rival" }, source(sentence)])).toEqual([]);
  });

  it("take a single word for a name only where it is written as one, and is no part of a longer name", () => {
    const person: Written = {
      id: "person",
      title: "What we learned from Tandoori",
      paragraphs: [
        "When Tandoori came to the team, we learned how Tandoori works. Every week Tandoori asked the team for more.",
      ],
    };
    const named = "Last week we learned that Tandoori works for the team of another company now.";
    expect(suggestionsIn([person, source(named)]).map(({ anchor }) => anchor.text)).toEqual(["Tandoori"]);
    const other = "Last week we learned that Tandoori Chicken works for the team of another company now.";
    expect(suggestionsIn([person, source(other)])).toEqual([]);
  });

  it("come to four for a post at most, the same in any order of the posts", () => {
    const sources = Array.from({ length: 6 }, (_, i) =>
      source(`We keep a decision record for each of the ${i} larger questions in the team.`, `source${i}`),
    );
    const found = suggestionsIn([target, ...sources]);
    expect(found).toHaveLength(4);
    const key = ({ sentence }: LinkSuggestion): string => sentence.postId;
    expect(suggestionsIn([...sources.toReversed(), target]).map(key)).toEqual(found.map(key));
  });
});
