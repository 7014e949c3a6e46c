import { describe, expect, it } from "vitest";
import { drawersOf, withoutGroups } from "../../../src/stages/describe/drawers.js";
import type { Embeddings } from "../../../src/shapes/embeddings.js";
import type { Naming } from "../../../src/shapes/fit.js";
import { UNPLACED_FOR, type Clustering } from "../../../src/shapes/clustering.js";

const EVIDENCE = [{ k: 5, silhouette: 0, stability: 0, readability: 0, score: 0 }];

/** Five groups of two passages each, along five axes; the first two have two sub-themes together. */
function fiveGroups(over: Partial<Clustering> = {}): Clustering {
  const axes = new Float32Array(25);
  for (let t = 0; t < 5; t++) axes[t * 5 + t] = 1;
  const centroids = { data: axes, rows: 5, dims: 5 };
  return {
    assignment: Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4),
    nearest: Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4),
    second: Int32Array.of(1, -1, 0, -1, 1, -1, -1, -1, -1, -1),
    confidence: new Float32Array(10).fill(0.9),
    reasons: new Array<string>(10).fill(""),
    centroids,
    k: 5,
    stability: Float32Array.of(0.9, 0.4, 0.9, 0.45, 0.3),
    subthemes: {
      assignment: Int32Array.of(0, 0, 1, 2, -1, -1, -1, -1, -1, -1),
      parents: Int32Array.of(0, 1, 1),
      centroids: { data: axes.slice(0, 15), rows: 3, dims: 5 },
    },
    evidence: EVIDENCE,
    choice: "Five did best.",
    ...over,
  };
}

function pointsOf(value: (i: number, axis: number) => number): Embeddings {
  const data = Float32Array.from({ length: 50 }, (_, n) => value(Math.floor(n / 5), n % 5));
  return { data, rows: 10, dims: 5, unknown: [], modelKey: "fake" };
}

const namings = (fits: readonly number[]): Naming[] =>
  fits.map((fit) => ({ label: "A", wording: "a", isNamed: true, terms: [], fit }));

describe("drawersOf", () => {
  it("finds groups that no name fits and that fall apart", () => {
    expect(drawersOf(namings([0.4, 0.4, 0.9, 0.9, 0.6]), fiveGroups())).toEqual([1]);
  });

  it("finds a group that no name fits at all, however steady", () => {
    expect(drawersOf(namings([0.1, 0.9, 0.9, 0.9, 0.9]), fiveGroups())).toEqual([0]);
  });

  it("takes at most a fifth for drawers, the worst", () => {
    expect(drawersOf(namings([0.9, 0.4, 0.9, 0.3, 0.4]), fiveGroups())).toEqual([3]);
  });

  it("takes groups of one post besides, however well a name fits them", () => {
    expect(drawersOf(namings([0.9, 0.4, 0.9, 0.9, 0.9]), fiveGroups(), [3, 1])).toEqual([1, 3]);
  });

  it("finds none where the number of themes was asked for, and no named theme", () => {
    const fits = namings([0.9, 0.1, 0.9, 0.9, 0.9]);
    expect(drawersOf(fits, fiveGroups({ evidence: [] }))).toEqual([]);
    expect(
      drawersOf(fits, fiveGroups({ names: [undefined, "Ferries", undefined, undefined, undefined] })),
    ).toEqual([]);
  });
});

describe("withoutGroups", () => {
  /** Each passage along the axis of its group; the fourth, of the second group, leans towards the first. */
  const points = pointsOf((i, t) => (t === Math.floor(i / 2) ? 1 : i === 3 && t === 0 ? 0.5 : 0));
  const left = withoutGroups(fiveGroups(), [1], points);

  it("leaves the passages of a dropped group in no theme where they fit none, with the reason, and names the nearest of the rest", () => {
    expect([...left.assignment]).toEqual([0, 0, -1, -1, 1, 1, 2, 2, 3, 3]);
    expect(left.reasons.slice(2, 5)).toEqual([UNPLACED_FOR.drawer, UNPLACED_FOR.drawer, ""]);
    expect([...left.confidence.slice(2, 4)]).toEqual([0, 0]);
    expect([...left.nearest.slice(2, 4)].every((theme) => theme >= 0)).toBe(true);
  });

  it("says of a group of one post that it is one, and no drawer", () => {
    const found = withoutGroups(fiveGroups(), [1, 4], points, [4]);
    expect([...found.reasons.slice(2, 3), ...found.reasons.slice(8)]).toEqual([
      UNPLACED_FOR.drawer,
      UNPLACED_FOR.onePost,
      UNPLACED_FOR.onePost,
    ]);
    expect(found.choice).toContain("or of one post alone");
  });

  it("places a passage of a dropped group in a theme of which its own are no nearer, and in its nearest part", () => {
    const near = pointsOf((i, t) => (t === (i === 3 ? 0 : Math.floor(i / 2)) ? 1 : 0));
    const found = withoutGroups(fiveGroups(), [1], near);
    expect([...found.assignment]).toEqual([0, 0, -1, 0, 1, 1, 2, 2, 3, 3]);
    expect(found.reasons.slice(2, 4)).toEqual([UNPLACED_FOR.drawer, ""]);
    expect([...found.confidence.slice(2, 4)]).toEqual([0, 0.5]);
    expect([...found.subthemes.assignment].slice(0, 4)).toEqual([0, 0, -1, 0]);
    expect(found.second[3]).toBeGreaterThan(0);
  });

  it("numbers the rest anew, sub-themes too", () => {
    expect(left.k).toBe(4);
    expect(left.centroids.rows).toBe(4);
    expect([...left.second]).toEqual([-1, -1, 0, -1, -1, -1, -1, -1, -1, -1]);
    expect([...left.subthemes.parents]).toEqual([0]);
    expect([...left.subthemes.assignment]).toEqual([0, 0, -1, -1, -1, -1, -1, -1, -1, -1]);
    expect(left.choice).toContain("One group without a subject of its own");
  });

  it("changes nothing where nothing is dropped", () => {
    const whole = fiveGroups();
    expect(withoutGroups(whole, [], points)).toBe(whole);
  });
});
