import { describe, expect, it } from "vitest";
import { proseOf } from "../../../src/plan/posts/prose.js";
import { datedPhrases, postsToRefresh } from "../../../src/plan/posts/refresh.js";
import type { Refresh } from "../../../src/shapes/planning.js";
import { collectionOf, filler, type Written } from "./collection.js";

const OLD = "2014-03-04";

function old(...paragraphs: string[]): Written {
  return { id: "old", title: "How we host our site", date: OLD, paragraphs };
}

function refreshIn(written: readonly Written[], incoming = 4): Refresh[] {
  const recent = { id: "recent", title: "Recent", date: "2020-01-01", paragraphs: [filler("recent", 20)] };
  const { blocks, passages, report } = collectionOf([...written, recent]);
  const prose = proseOf(blocks, passages);
  return postsToRefresh({
    ...{ posts: report.posts, lastDate: report.lastDate },
    datedIn: (post) => datedPhrases(post, prose),
    themes: report.themes.map((theme) => ({ ...theme, plan: { ...theme.plan, strongestPostId: "none" } })),
    incoming: () => incoming,
    middleOf: () => [],
  });
}

describe("postsToRefresh", () => {
  it("quote years, versions, prices and time words with their places", () => {
    const text =
      "We run Python 2.7 on one machine. It costs $5 a month. In 2015 we will move to another one. " +
      "The upcoming release changes that.";
    const [refresh] = refreshIn([old(text)]);
    expect(refresh).toMatchObject({ postId: "old", incoming: 4, reasons: ["4 posts link to it"] });
    expect(refresh?.dated.map(({ kind, phrase }) => [kind, phrase.text])).toEqual([
      ["version", "Python 2.7"],
      ["price", "$5 a month"],
      ["year", "2015"],
      ["time word", "upcoming"],
    ]);
    for (const { phrase, sentence } of refresh?.dated ?? []) {
      expect(text.slice(phrase.start, phrase.end)).toBe(phrase.text);
      expect(text).toContain(sentence);
    }
  });

  it.each([
    "In 1961 the harbour was built, and in 1999 it was sold. Two more things were said of 2012.",
    "See Figure 2.1 and Section 3.4 and Step 1.2 of the guide. There are 2014 of them/2015.",
    "You can see who is currently online. If it was recently changed, you can see that right now.",
    "The budget was $5 million, and the bridge got $3 billion.",
    "We recently moved.",
  ])("take nothing in %j for dated", (text) => {
    expect(refreshIn([old(text)])).toEqual([]);
  });

  it("leave out what is new, what doesn't matter, and the entries of a diary", () => {
    const text = "We run Python 2.7 on one machine. In 2015 we will move. This year we wait.";
    expect(refreshIn([{ ...old(text), date: "2019-12-01" }])).toEqual([]);
    expect(refreshIn([old(text)], 0)).toEqual([]);
    const diary = [1, 2, 3].map((month) => ({
      ...old(text),
      id: `m${month}`,
      title: `Update: Month ${month}`,
    }));
    expect(refreshIn(diary)).toEqual([]);
  });
});
