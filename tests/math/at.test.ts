import { describe, expect, it } from "vitest";
import { at } from "../../src/math/at.js";

describe("at", () => {
  it("reads lists and typed arrays", () => {
    expect(at(["a", "b"], 1)).toBe("b");
    expect(at(Float32Array.of(0, 0.5), 0)).toBe(0);
  });

  it.each([-1, 2, 0.5, Number.NaN])("throws at %d, where nothing stands", (position) => {
    expect(() => at([1, 2], position)).toThrow(RangeError);
  });
});
