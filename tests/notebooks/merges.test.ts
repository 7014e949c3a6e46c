import { describe, expect, it } from "vitest";
import { groupsAt, mergesOf, treeOf } from "../../notebooks/lib/merges.js";
import type { Pair, Theme } from "../../notebooks/lib/run.js";
import { createRandom } from "../../src/math/random.js";

type Vector = number[];

const length = (v: Vector): number => Math.hypot(...v);
const sum = (vectors: Vector[]): Vector =>
  vectors.reduce((total, vector) => total.map((value, i) => value + (vector[i] ?? 0)));
const dot = (a: Vector, b: Vector): number => a.reduce((total, value, i) => total + value * (b[i] ?? 0), 0);

/** Passages around a direction each, some of the directions near to one another. */
function collection(): { themes: Theme[]; pairs: Pair[]; passages: Map<string, Vector[]> } {
  const random = createRandom(7);
  const directions = [
    [1, 0, 0, 0],
    [0.9, 0.4, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0.8, 0.6],
    [-1, 0, 0, 0.2],
  ];
  const passages = new Map(
    directions.map((direction, t) => [
      `theme ${t}`,
      Array.from({ length: 5 + t }, () => {
        const moved = direction.map((value) => value + (random.next() - 0.5) * 0.4);
        return moved.map((value) => value / length(moved));
      }),
    ]),
  );
  const names = [...passages.keys()];
  const sumOf = (name: string): Vector => sum(passages.get(name) ?? []);
  const themes = names.map((name, index) => themeOf(name, index + 1, passages.get(name) ?? []));
  const pairs = names.flatMap((theme, i) =>
    names.slice(i + 1).map((other) => ({
      theme,
      other,
      similarity: dot(sumOf(theme), sumOf(other)) / length(sumOf(theme)) / length(sumOf(other)),
    })),
  );
  return { themes, pairs, passages };
}

function themeOf(name: string, number: number, own: Vector[]): Theme {
  return {
    id: name,
    number,
    name,
    terms: [],
    about: "",
    passages: own.length,
    posts: 1,
    words: 1,
    share: 0.2,
    cohesion: length(sum(own)) / own.length,
    stability: 1,
    stabilityWord: "solid",
    trend: "steady",
    subthemes: [],
  };
}

describe("what would be joined", () => {
  const { themes, pairs, passages } = collection();
  const merges = mergesOf(themes, pairs);

  it("joins near relatives first and ends with one group", () => {
    expect(merges).toHaveLength(4);
    const first = merges.slice(0, 2).map(({ joined }) => [...joined.themes].sort());
    expect(first).toContainEqual(["theme 0", "theme 1"]);
    expect(first).toContainEqual(["theme 2", "theme 3"]);
    expect([...(merges.at(-1)?.joined.themes ?? [])].sort()).toEqual(themes.map(({ name }) => name));
  });

  it("knows the cohesion of every union as if it had the passages", () => {
    for (const { joined } of merges) {
      const own = joined.themes.flatMap((name) => passages.get(name) ?? []);
      expect(joined.passages).toBe(own.length);
      expect(joined.cohesion).toBeCloseTo(length(sum(own)) / own.length, 9);
    }
  });

  it("counts as loss what the whole collection loses", () => {
    const cohesionAt = (count: number): number => {
      const groups = groupsAt(themes, merges, count);
      const placed = groups.reduce((total, group) => total + group.passages, 0);
      return groups.reduce((total, group) => total + group.passages * group.cohesion, 0) / placed;
    };
    merges.forEach(({ loss }, index) => {
      expect(loss).toBeGreaterThanOrEqual(0);
      expect(cohesionAt(5 - index) - cohesionAt(4 - index)).toBeCloseTo(loss, 9);
    });
  });

  it("leaves as many groups as wished, each theme in one", () => {
    for (const count of [1, 2, 3, 4, 5, 9]) {
      const groups = groupsAt(themes, merges, count);
      expect(groups).toHaveLength(Math.min(5, count));
      expect(groups.flatMap((group) => group.themes).sort()).toEqual(themes.map(({ name }) => name));
    }
  });

  it("draws a tree in which what is joined stands together", () => {
    const { order, strokes } = treeOf(themes, merges);
    expect([...order].sort()).toEqual(themes.map(({ name }) => name));
    expect(strokes).toHaveLength(3 * merges.length);
    for (const { joined } of merges) {
      const places = joined.themes.map((name) => order.indexOf(name)).sort((a, b) => a - b);
      expect((places.at(-1) ?? 0) - (places[0] ?? 0)).toBe(places.length - 1);
    }
  });

  it("has nothing to join where there is one theme", () => {
    const one = themes.slice(0, 1);
    expect(mergesOf(one, [])).toEqual([]);
    expect(treeOf(one, [])).toEqual({ order: ["theme 0"], strokes: [] });
  });

  it("names the pair whose similarity is missing", () => {
    expect(() => mergesOf(themes, pairs.slice(1))).toThrow(/similarity of "theme 0" and "theme 1"/);
  });
});
