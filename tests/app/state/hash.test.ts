import { describe, expect, it } from "vitest";
import { formatHash, parseHash } from "../../../src/app/state/hash.js";
import { changed, INITIAL, type State } from "../../../src/app/state/state.js";
import { SMALL } from "../app-data.js";

const there = (state: State): State => parseHash(`#${formatHash(state, SMALL)}`, SMALL);

describe("the address", () => {
  it("holds every part of the state and gives it back", () => {
    const state: State = {
      ...{ screen: "posts", theme: 0, subtheme: 0, post: 0, passage: 1, query: "a & b #c" },
      ...{ themes: [1], tags: ["x=y", "&"], authors: ["Åse"], from: "2024-01", until: "2024-02" },
      ...{ area: [0, 0, 10000, 0, 5000, 9000], sort: "title", time: "ridge" },
    };
    expect(there(state)).toEqual(state);
    expect(there(INITIAL)).toEqual(INITIAL);
    expect(formatHash(INITIAL, SMALL)).toBe("screen=plan");
  });

  it("leaves out what the run doesn't know, and what makes no sense", () => {
    const hash =
      "#screen=nowhere&theme=99-gone&post=gone&passage=gone&only=gone&from=2024-13&until=x&area=1.2&part=7&time=x";
    expect(parseHash(hash, SMALL)).toEqual(INITIAL);
    expect(parseHash("", SMALL)).toEqual(INITIAL);
    expect(parseHash("#area=1.2.x.4.5.6", SMALL).area).toBeUndefined();
  });
});

describe("a change of state", () => {
  it("takes out what is undefined and keeps the rest", () => {
    const state = changed(INITIAL, { theme: 1, tags: ["a"] });
    expect(changed(state, { theme: undefined })).toEqual({ ...INITIAL, tags: ["a"] });
  });

  it("closes what was open where somebody searches or selects anew", () => {
    const open = changed(INITIAL, { theme: 1, post: 0, passage: 2 });
    expect(changed(open, { query: "change" })).toEqual({ ...INITIAL, query: "change" });
    const area = [0, 0, 1, 0, 1, 1];
    expect(changed({ ...open, query: "change" }, { area })).toEqual({ ...INITIAL, area });
    expect(changed(open, { from: "2024-01" }).post).toBe(0);
    expect(changed(open, { query: "" }).theme).toBe(1);
  });
});
