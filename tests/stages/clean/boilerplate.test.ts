import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  comparableText,
  containsText,
  findText,
  groupCopies,
  type Unit,
} from "../../../src/stages/clean/boilerplate.js";
import { learnBoilerplate, postsWith, textNumbersOf } from "../../../src/stages/clean/learn.js";
import { isKnownPhrase } from "../../../src/stages/clean/known-phrases.js";

const unit = (key: string, edge = false): Unit => ({ key, words: key.split(" ").length, edge });
/** A post of texts that stand nowhere else. */
const own = (post: number): Unit[] =>
  [0, 1, 2].map((i) => unit(`text ${i} that only post ${post} has in it`));
const learn = (posts: Unit[][]): [string, number][] => {
  const of = postsWith(learnBoilerplate(textNumbersOf(posts), groupCopies(posts)));
  const keys = new Set(posts.flat().map(({ key }) => key));
  return [...keys].flatMap((key) => (of(key) === undefined ? [] : [[key, of(key) ?? NaN]]));
};

describe("comparableText", () => {
  it("folds a western text as it folds the same text among others", () => {
    const signs = fc.constantFrom("a", "B", "É", "º", "ß", "9", "²", "½", "'", "’", " ", "-", ",", ".");
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 30 }), (written) => {
        const text = written.join("");
        expect(comparableText(`${text} Ω`)).toBe(`${comparableText(text)} ω`.trimStart());
      }),
      { numRuns: 500 },
    );
  });

  it("forgets case, punctuation, apostrophes and numbers", () => {
    expect(comparableText("Don’t miss Issue #12 – “Hello”, 1,000!")).toBe("dont miss issue 0 hello 0 0");
    expect(comparableText(" …! ")).toBe("");
  });

  it("finds a text in another by whole words, with its punctuation", () => {
    expect(containsText("the art of work", "art of")).toBe(true);
    expect(containsText("the part of work", "art of")).toBe(false);
    const text = "Read on. (Sent by Ann, 12 May!) Then more. Sent by Ann, 3 May.";
    const found = findText(text, comparableText("sent by ann 1 may"));
    expect(found.map(({ from, to }) => text.slice(from, to))).toEqual([
      "(Sent by Ann, 12 May!)",
      "Sent by Ann, 3 May.",
    ]);
  });
});

describe("learnBoilerplate", () => {
  const footer = "a fortnightly letter about teams";

  it("learns a footer from three of nine posts, and reports in how many it stands", () => {
    const posts = Array.from({ length: 9 }, (_, i) => [...own(i), ...(i < 3 ? [unit(footer, true)] : [])]);
    expect(learn(posts)).toEqual([[footer, 3]]);
  });

  it("leaves a passage alone that an author uses in three posts in the middle", () => {
    const posts = Array.from({ length: 9 }, (_, i) => [...own(i), ...(i < 3 ? [unit(footer)] : [])]);
    expect(learn(posts)).toEqual([]);
  });

  it("learns from the middle where a text stands in many posts", () => {
    const posts = Array.from({ length: 60 }, (_, i) => [...own(i), ...(i < 5 ? [unit(footer)] : [])]);
    expect(learn(posts)).toEqual([[footer, 5]]);
  });

  it("asks a share of the posts of a stock phrase, not of a whole sentence", () => {
    const posts = Array.from({ length: 600 }, (_, i) => [
      ...own(i),
      ...(i < 6 ? [unit("for example", true), unit(footer, true)] : []),
    ]);
    expect(learn(posts)).toEqual([[footer, 6]]);
  });

  it("learns nothing from four posts", () => {
    expect(learn(Array.from({ length: 4 }, (_, i) => [...own(i), unit(footer, true)]))).toEqual([]);
  });

  it("lets the copies of a post speak once, exact ones and near ones", () => {
    const copy = [
      unit("hello to all of you readers", true),
      ...own(99),
      unit("and that was all for today", true),
    ];
    const near = [...copy.slice(0, 4), unit("and that was nearly all of it", true)];
    const posts = [copy, copy, near, ...Array.from({ length: 7 }, (_, i) => own(i))];
    const groups = groupCopies(posts);
    expect(new Set(groups.slice(0, 3)).size).toBe(1);
    expect(new Set(groups).size).toBe(8);
    expect(learn(posts)).toEqual([]);
  });

  it("does not take posts for copies that share only a long footer", () => {
    const longFooter = Array.from({ length: 4 }, (_, i) =>
      unit(`line ${"abcd".charAt(i)} of a footer that is much longer than the posts`, true),
    );
    const posts = Array.from({ length: 12 }, (_, i) => [unit(`short post ${i} here`), ...longFooter]);
    expect(learn(posts).map(([, count]) => count)).toEqual([12, 12, 12, 12]);
  });
});

describe("isKnownPhrase", () => {
  it.each([
    "View in browser",
    "View this email in your browser",
    "Read in app",
    "Subscribe now",
    "Share this post",
    "Leave a comment",
    "Unsubscribe",
    "Click here to unsubscribe from this list",
    "Manage your preferences",
    "Was this email forwarded to you? Sign up here.",
    "You’re receiving this email because you signed up at example.org.",
    "Thanks for reading Loose Ends! This post is public so feel free to share it.",
    "Loose Ends is a reader-supported publication. To receive new posts and support my work, consider becoming a free or paid subscriber.",
    "Photo by Ada Lovelace on Unsplash",
    "© 2024 Loose Ends. All rights reserved.",
    "Originally published at example.com on May 2, 2019.",
    "Follow me on Twitter",
    "On Mon, 3 May 2021 at 10:00, Ada Lovelace wrote:",
  ])("knows %j", (line) => {
    expect(isKnownPhrase(comparableText(line))).toBe(true);
  });

  it.each([
    "We share what we learn.",
    "We asked customers to subscribe, and most of them did.",
    "Unsubscribing was the most honest feedback we ever had.",
    "People who like a product share it.",
    "On the other hand, as she wrote, no plan survives.",
    "Pictures by themselves persuade nobody who has not been in the room.",
    "Copyright is a hard subject for product teams, and lawyers rarely make it easier for them.",
    "The newsletter grew because we stopped asking people to sign up.",
  ])("leaves %j", (line) => {
    expect(isKnownPhrase(comparableText(line))).toBe(false);
  });
});
