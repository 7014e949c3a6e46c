import { describe, expect, it } from "vitest";
import { fuse } from "../../src/search/fuse.js";

describe("rankings that are fused", () => {
  it("put what stands well in both before what is first in one", () => {
    expect(
      fuse([
        [7, 1, 2],
        [8, 3, 1],
      ]),
    ).toEqual([1, 7, 8, 3, 2]);
  });

  it("are the one that there is, or none", () => {
    expect(fuse([[5, 4], []])).toEqual([5, 4]);
    expect(fuse([[], []])).toEqual([]);
  });
});
