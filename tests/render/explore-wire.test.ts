import { describe, expect, it } from "vitest";
import { eventsIn, eventText, HEARTBEAT_TEXT, matchesIn, refusalIn } from "../../src/render/explore-wire.js";
import type { Matches, ReadingState } from "../../src/shapes/exploration.js";

const reading: ReadingState = { run: "abc", status: "reading", done: 3, total: 4 };
const failed: ReadingState = { run: "abc", status: "failed", done: 0, total: 0, message: "It is\n\ngone." };

describe("the stream of events", () => {
  it("is cut at whole events, whatever the pieces it comes in", () => {
    const text = eventText(reading) + HEARTBEAT_TEXT + eventText(failed);
    for (let size = 1; size <= text.length; size++) {
      let waiting = "";
      const states: ReadingState[] = [];
      for (let at = 0; at < text.length; at += size) {
        const next = eventsIn(waiting + text.slice(at, at + size));
        states.push(...next.states);
        waiting = next.rest;
      }
      expect(states).toEqual([reading, failed]);
      expect(waiting).toBe("");
    }
  });

  it.each<[string, unknown]>([
    ["no object", 3],
    ["no run", { ...reading, run: 1 }],
    ["a status that isn't known", { ...reading, status: "sleeping" }],
    ["a failure without a reason", { ...failed, message: undefined }],
    ["no count", { ...reading, done: "3" }],
    ["no total", { ...reading, total: null }],
  ])("is an error with %s", (_, state) => {
    expect(() => eventsIn(`data: ${JSON.stringify(state)}\n\n`)).toThrow(/different versions/);
  });
});

describe("an answer", () => {
  const answer: Matches = {
    understood: true,
    matches: [{ passageId: "a", similarity: 0.5, closeness: "close", foundBy: "both", repeats: ["b"] }],
  };
  const [match] = answer.matches;

  it("is read as it was written, less what isn't known of it", () => {
    const written: unknown = JSON.parse(JSON.stringify({ ...answer, more: 1 }));
    expect(matchesIn(written)).toEqual(answer);
  });

  it.each<[string, unknown]>([
    ["null", null],
    ["no matches", { understood: true }],
    ["no word on what was understood", { matches: [] }],
    ["no passage", { ...answer, matches: [{ ...match, passageId: undefined }] }],
    ["no similarity", { ...answer, matches: [{ ...match, similarity: "0.5" }] }],
    ["a grade that isn't known", { ...answer, matches: [{ ...match, closeness: "next door" }] }],
    ["repetitions that are none", { ...answer, matches: [{ ...match, repeats: [1] }] }],
  ])("is an error with %s", (_, body) => {
    expect(() => matchesIn(body)).toThrow(/different versions/);
  });

  it("that is none says why", () => {
    expect(refusalIn({ error: "Reload." })).toBe("Reload.");
    expect(() => refusalIn({})).toThrow(/Expected a reason/);
  });
});
