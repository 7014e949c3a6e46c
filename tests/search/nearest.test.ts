import { describe, expect, it } from "vitest";
import { fromArrays } from "../../src/math/matrix.js";
import { createRandom } from "../../src/math/random.js";
import { closenessOf, gradesOf, nearestGroups } from "../../src/search/nearest.js";

/** Unit vectors in the plane, by their angle in degrees. */
function atAngles(...degrees: number[]) {
  const rows = degrees.map((angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]);
  return fromArrays(rows, 2);
}

const east = Float32Array.of(1, 0);

describe("the nearest passages", () => {
  it("are ordered by cosine, equals by place, and no more than asked for", () => {
    const vectors = atAngles(60, 10, 30, -30);
    const found = nearestGroups(vectors, [0, 1, 2, 3], east, { limit: 3 });
    expect(found.map(({ passage }) => passage)).toEqual([1, 2, 3]);
    expect(found[0]?.similarity).toBeCloseTo(Math.cos(Math.PI / 18), 6);
  });

  it("name repetitions under the one that stood first, as near as the nearest of them", () => {
    const vectors = atAngles(30, 50, 10, 31);
    const found = nearestGroups(vectors, [0, 1, 0, 0], east, { limit: 9 });
    expect(found.map(({ passage, repeats }) => [passage, repeats])).toEqual([
      [0, [2, 3]],
      [1, []],
    ]);
    expect(found[0]?.similarity).toBeCloseTo(Math.cos(Math.PI / 18), 6);
  });

  it("leave out a whole group, those that point away and those that nothing is known of", () => {
    const vectors = atAngles(0, 5, 120, 20);
    vectors.data.fill(0, 6, 8);
    const found = nearestGroups(vectors, [0, 0, 2, 3], east, { limit: 9, except: 0 });
    expect(found).toEqual([]);
  });

  it("of a vector that is zero are none", () => {
    expect(nearestGroups(atAngles(0, 10), [0, 1], new Float32Array(2), { limit: 9 })).toEqual([]);
  });
});

describe("the grades of closeness", () => {
  it("follow how near the passages of the collection are to one another", () => {
    const vectors = atAngles(...Array.from({ length: 360 }, (_, angle) => angle));
    const grades = gradesOf(vectors, createRandom(1));
    // Of all pairs on a circle, a tenth lies within 18 degrees.
    const angle = (Math.acos(grades.related) * 180) / Math.PI;
    expect(Math.abs(angle - 18)).toBeLessThan(2);
    expect(closenessOf(1, grades)).toBe("very close");
    expect(closenessOf(Math.cos((3 * Math.PI) / 180), grades)).toBe("close");
    expect(closenessOf(Math.cos((15 * Math.PI) / 180), grades)).toBe("related");
    expect(closenessOf(0, grades)).toBe("far");
  });

  it("are the same every time, and there for a single passage", () => {
    const vectors = atAngles(1, 20, 70, 100, 200);
    expect(gradesOf(vectors, createRandom(7))).toEqual(gradesOf(vectors, createRandom(7)));
    expect(gradesOf(atAngles(0), createRandom(1)).related).toBe(1);
  });
});
