import { describe, expect, it } from "vitest";
import { wordSearch } from "../../src/search/words.js";

const find = wordSearch([
  "The team met on Friday.",
  "Meetings of a team are long.",
  "Burnout is a matter of workload, and workload of staff.",
]);

describe("search by word", () => {
  it("takes forms of a word as one, and needs one word alone", () => {
    expect(find("meeting and burnout").toSorted()).toEqual([1, 2]);
    expect(find("teams")).toEqual(expect.arrayContaining([0, 1]));
  });

  it("leaves function words out", () => {
    expect(find("is there a matter?")).toEqual([2]);
    expect(find("what does workload do to the team?")[0]).toBe(2);
    expect(find("how do we do it?")).toEqual([]);
  });
});
