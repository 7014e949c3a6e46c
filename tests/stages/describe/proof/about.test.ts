import { describe, expect, it } from "vitest";
import { aboutOf } from "../../../../src/stages/describe/proof/about.js";

const parts = ["user interviews", "usability tests"];
const claim = { sentence: "An interview is a conversation about the past.", title: "Ask about last week" };

describe("aboutOf", () => {
  it("says what a theme covers, quotes its claim with the post, and where to begin", () => {
    expect(aboutOf({ label: "Research", parts, terms: [], claim, start: "A year of interviews" })).toBe(
      "Covers user interviews and usability tests. “An interview is a conversation about the past.” (Ask about last week) " +
        "Start with “A year of interviews”.",
    );
  });

  it("takes phrases where there are no parts, none that say the label or one another again", () => {
    const terms = [
      "research",
      "user research",
      "interviews",
      "interview guides",
      "recruiting",
      "notes",
      "consent",
      "tapes",
    ];
    expect(aboutOf({ label: "User research", parts: [], terms })).toBe(
      "Covers interviews, recruiting, notes and consent.",
    );
  });

  it("leaves out what isn't known, and a start that was quoted already", () => {
    expect(aboutOf({ label: "Research", parts, terms: [], claim, start: claim.title })).not.toContain(
      "Start",
    );
    expect(aboutOf({ label: "Research", parts: [], terms: ["consent"] })).toBe("Covers consent.");
    expect(aboutOf({ label: "Research", parts: [], terms: [] })).toBe("");
  });

  it("keeps a title's quotation marks from ending the quotation", () => {
    expect(aboutOf({ label: "Research", parts, terms: [], start: "What “done” means" })).toContain(
      "Start with “What ’done’ means”.",
    );
  });
});
