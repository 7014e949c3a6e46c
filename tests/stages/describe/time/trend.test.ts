import { describe, expect, it } from "vitest";
import { trendOf } from "../../../../src/stages/describe/time/trend.js";

const repeat = (value: number, times: number): number[] => new Array<number>(times).fill(value);

describe("trendOf", () => {
  it("tells a theme of the newer half from one of the older half", () => {
    expect(trendOf([...repeat(0, 8), ...repeat(1, 8)])).toBe("rising");
    expect(trendOf([...repeat(1, 8), ...repeat(0, 8)])).toBe("fading");
  });

  it("calls an even spread steady", () => {
    expect(trendOf(repeat(1, 16))).toBe("steady");
    expect(trendOf(repeat(0.3, 7))).toBe("steady");
  });

  it("does not make a trend of one post, of none, or of a trace", () => {
    expect(trendOf([0, 0, 0, 1])).toBe("steady");
    expect(trendOf([1])).toBe("steady");
    expect(trendOf([])).toBe("steady");
    expect(trendOf(repeat(0, 5))).toBe("steady");
    expect(trendOf([...repeat(0, 9), 0.05])).toBe("steady");
  });

  it("counts the middle post of an odd number for both halves", () => {
    expect(trendOf([0, 0, 1, 0, 0])).toBe("steady");
    // 4 of 5 in the newer half, the middle one's half among them: z = 1.34.
    expect(trendOf([0, 0, 0, 0.5, 1, 0.5, 1, 1, 1])).toBe("rising");
  });

  it("turns round when time does", () => {
    const weights = [0, 0.1, 0, 0.2, 0, 0.9, 1, 0.4, 1, 1, 0.8];
    expect(trendOf(weights)).toBe("rising");
    expect(trendOf(weights.toReversed())).toBe("fading");
  });
});
