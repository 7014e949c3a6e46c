import { describe, expect, it } from "vitest";
import { BadQuestion, nearestQuestion, searchQuestion } from "../../src/explore/questions.js";

const run = "abc";

describe("a question", () => {
  it("is read as it was put", () => {
    expect(searchQuestion({ run, query: "meetings", limit: 3 })).toEqual({
      run,
      target: { query: "meetings" },
      limit: 3,
    });
    expect(nearestQuestion({ run, passageId: "p1" })).toEqual({
      run,
      target: { passageId: "p1" },
      limit: 20,
    });
    expect(nearestQuestion({ run, text: "A text" }).target).toEqual({ text: "A text" });
  });

  it.each<[string, unknown]>([
    ["no object", "query"],
    ["a list", [{ run, query: "a" }]],
    ["nothing", null],
    ["no query", { run }],
    ["an empty query", { run, query: "  " }],
    ["a query that is none", { run, query: { a: 1 } }],
    ["a query that is too long", { run, query: "a".repeat(1001) }],
    ["no run", { query: "a" }],
    ["a key that is not known", { run, query: "a", folder: "/" }],
    ["no results", { run, query: "a", limit: 0 }],
    ["too many results", { run, query: "a", limit: 1001 }],
    ["half a result", { run, query: "a", limit: 1.5 }],
    ["a number as text", { run, query: "a", limit: "3" }],
  ])("is refused with %s", (_, body) => {
    expect(() => searchQuestion(body)).toThrow(BadQuestion);
  });

  it.each<[string, unknown]>([
    ["neither a passage nor a text", { run }],
    ["both", { run, passageId: "p", text: "t" }],
    ["a text that is too long", { run, text: "a".repeat(20_001) }],
    ["a name that is too long", { run, passageId: "a".repeat(65) }],
  ])("for what is near is refused with %s", (_, body) => {
    expect(() => nearestQuestion(body)).toThrow(BadQuestion);
  });
});
