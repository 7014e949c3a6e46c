import { describe, expect, it } from "vitest";
import { NumberTable } from "../../src/math/number-table.js";
import { textNumber } from "../../src/text/text-number.js";

describe("a table of numbers", () => {
  it("gives each number its place as a map would, also when more come than were expected", () => {
    const table = new NumberTable(4);
    const places = new Map<number, number>();
    for (let i = 0; i < 3000; i++) {
      const number = textNumber(`text ${i % 1700}`);
      if (!places.has(number)) places.set(number, places.size);
      expect(table.placeOf(number)).toBe(places.get(number));
    }
    expect(table.size).toBe(1700);
    expect(places.size).toBe(1700);
  });
});
