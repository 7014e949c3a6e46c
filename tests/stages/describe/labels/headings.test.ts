import { describe, expect, it } from "vitest";
import {
  asHeading,
  insideSentence,
  isOfTwo,
  joinedNames,
} from "../../../../src/stages/describe/labels/headings.js";
import { standsAlone } from "../../../../src/text/standing.js";
import { isStopWord } from "../../../../src/text/stop-words.js";

describe("asHeading", () => {
  it.each([
    ["change management", "Change management"],
    ["MVPs and experiments", "MVPs and experiments"],
    ["éclairs", "Éclairs"],
    ["iOS development", "iOS development"],
    ["eRegulations", "eRegulations"],
    ["𐐨𐐨", "𐐀𐐨"],
    ["", ""],
  ])("%s → %s", (text, heading) => {
    expect(asHeading(text)).toBe(heading);
  });
});

describe("insideSentence", () => {
  it.each([
    ["Change management", "change management"],
    ["JavaScript", "JavaScript"],
    ["Ruby on Rails", "Ruby on Rails"],
    ["Harbor Service", "Harbor Service"],
    ["Use of APIs", "use of APIs"],
    ["MVPs and experiments", "MVPs and experiments"],
    ["", ""],
  ])("%s → %s", (heading, text) => {
    expect(insideSentence(heading)).toBe(text);
  });
});

describe("isOfTwo", () => {
  it.each([
    ["Kanban and metrics", "and", true],
    ["Sandy boats", "and", false],
    ["Localización e inglés", "y", true],
    ["Agua y hielo", "y", true],
    ["Plan e informe", "y", true],
    ["Política de e comercio", "y", false],
  ])("%s, %s: %s", (label, joiner, is) => {
    expect(isOfTwo(label, joiner)).toBe(is);
  });
});

describe("joinedNames", () => {
  it.each([
    ["kanban", "and", "metrics", "kanban and metrics"],
    ["localización", "y", "inglés", "localización e inglés"],
    ["padres", "y", "hijos", "padres e hijos"],
    ["agua", "y", "hielo", "agua y hielo"],
    ["datos", "y", "código", "datos y código"],
  ])("%s, %s, %s → %s", (first, joiner, second, name) => {
    expect(joinedNames(first, joiner, second)).toBe(name);
  });
});

describe("standsAlone", () => {
  it.each([
    "A change that nobody asked for is one that everybody waits out.",
    "“Resistance is information about the old way of working.”",
    "What would you have to stop doing to make room for the new habit? Nothing at all.",
  ])("takes %s", (sentence) => {
    expect(standsAlone(sentence)).toBe(true);
  });

  it.each([
    ["too short", "Trust takes time."],
    ["too long", `We ${"went on and on ".repeat(12)}about it.`],
    ["points back", "But this is what happened after the change was announced."],
    ["points back, in quotes", "“It was what happened after the change was announced.”"],
    ["a fragment", "and then we went on to the next point of the agenda."],
    ["without an end", "What follows is a list of all the things we tried"],
    ["a question", "What would you have to stop doing to make room for it?"],
    ["empty", ""],
  ])("leaves out one that is %s", (_, sentence) => {
    expect(standsAlone(sentence)).toBe(false);
  });
});

describe("isStopWord", () => {
  it("knows function words and no others", () => {
    expect(["the", "don't", "although", "we've"].every(isStopWord)).toBe(true);
    expect(["roadmap", "team", "", "The"].some(isStopWord)).toBe(false);
  });
});
