import { describe, expect, it } from "vitest";
import { isAside, pointsBack, quotability } from "../../src/text/standing.js";

const good = [
  "A backlog that nobody reads is a museum, and its curators are paid to keep the dust off. Throw it away once a year.",
  "Interviews tell what people remember, which is seldom what they did on the day that you are asking them about.",
  "Most of the cost of a migration lies in its last tenth, where the exceptions live that no plan has room for.",
];

describe("quotability", () => {
  it.each(good)("is full for %j", (text) => {
    expect(quotability(text)).toBe(1);
  });

  it.each([
    ["too short to prove anything", "Jest tests."],
    [
      "a caption",
      "Figure 3: The white triangles show where each of the replications fell in the end, by year and field.",
    ],
    [
      "a list of links",
      "See https://a.example and https://b.example or www.c.example for all of the many details of it.",
    ],
    [
      "a roll of names",
      "Ada Okafor, Bram Visser, Chiara Lenz, Dov Katz, Elif Demir, Femi Cole and Greta Holm wrote this with Hana Ito.",
    ],
    [
      "a table",
      "2019 12 40 2020 13 41 2021 17 44 2022 19 47 in the years of which we have any numbers at all.",
    ],
  ])("is nothing for %s", (_, text) => {
    expect(quotability(text)).toBe(0);
  });

  it.each([
    [
      "what points back",
      "This is why the next quarter began with nobody knowing what the last one had been for at all.",
    ],
    [
      "a greeting",
      "Hello everybody, and welcome to the third letter of a year that has been kinder than the last to us.",
    ],
    [
      "an address to write to",
      "The ferry office keeps the old timetables in a cabinet on the pier, and desk@ferries.example will send a copy.",
    ],
    [
      "a question",
      "Who would have thought that a queue of four people could hold up a building of four hundred for days?",
    ],
    [
      "what has no end",
      "What follows is the list of everything that we have tried since the spring of the year before last:",
    ],
  ])("is less for %s", (_, text) => {
    expect(quotability(text)).toBeLessThan(1);
    expect(quotability(text)).toBeGreaterThan(0);
  });
});

describe("quotability of what opens in the middle", () => {
  it.each([
    [
      "brackets",
      "(It cut everything behind a comma.) We have mended that and now look at the rest of the list.",
    ],
    [
      "a word for what was before",
      "Make each of those choices from projects that are stable, and write down why you did.",
    ],
    [
      "a greeting of another language",
      "¡Hola! Mi nombre es Ada y vivo en un pueblo en el que nadie lee lo que escribo.",
    ],
    ["a call", "Whatever. The plan was made by people who had never met anybody who would have to keep it."],
  ])("is less for %s", (_, text) => {
    expect(quotability(text)).toBeLessThanOrEqual(0.5);
  });
});

describe("isAside", () => {
  it.each([
    "Join us on Tuesday.",
    "I hope everyone is safe.",
    "Photo: the old harbour",
    "We’re thrilled to announce it.",
  ])("is true of %j", (text) => {
    expect(isAside(text)).toBe(true);
  });

  it.each(good)("is false of %j", (text) => {
    expect(isAside(text)).toBe(false);
  });
});

describe("pointsBack", () => {
  it("is true of what needs the sentence before, and of a beginning in the middle", () => {
    expect(pointsBack("However, nobody came.")).toBe(true);
    expect(pointsBack("and nobody came.")).toBe(true);
    expect(pointsBack("Nobody came.")).toBe(false);
  });
});
