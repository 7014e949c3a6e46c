import { describe, expect, it } from "vitest";
import { normalizeRows } from "../../../../src/math/matrix.js";
import { exemplarsOf } from "../../../../src/stages/describe/proof/exemplars.js";
import type { Passage } from "../../../../src/shapes/passage.js";
import type { Term } from "../../../../src/shapes/theme.js";
import { passagesOf } from "../../../helpers/passages.js";
import { embeddingsOf, matrixOf } from "../../../helpers/vectors.js";

const centroids = matrixOf([
  [0, 0, 1],
  [1, 0, 0],
]);
const all = [0, 1, 2, 3];

function exemplars(
  rows: number[][],
  overrides: Partial<Passage>[] = [],
  members = all,
  terms: Term[] = [],
): number[] {
  const passages = passagesOf(rows.length).map((p, i) => ({ ...p, words: 60, ...overrides[i] }));
  return exemplarsOf(
    members,
    { label: "", terms, formats: new Set() },
    passages,
    embeddingsOf(normalizeRows(matrixOf(rows))),
    centroids,
    1,
  );
}

describe("exemplarsOf", () => {
  const near = [1, 0.1, 0];
  const far = [0.2, 1, 0];

  it("puts the most central first", () => {
    expect(exemplars([far, near, far, far])[0]).toBe(1);
  });

  it("prefers, of two as central, the one that says something else", () => {
    const one = [1, 0.5, 0];
    expect(exemplars([one, one, one, [1, -0.5, 0]]).slice(0, 2)).toEqual([0, 3]);
  });

  it("prefers another post", () => {
    const twins = [
      [1, 0.5, 0],
      [1, -0.5, 0],
      [1, 0, 0.5],
      [1, 0, -0.5],
    ];
    const picked = exemplars(twins, [{ postId: "a" }, { postId: "a" }, { postId: "a" }, { postId: "b" }]);
    expect(picked.slice(0, 2)).toContain(3);
  });

  it("prefers what is long enough to quote", () => {
    expect(
      exemplars([near, near, near, near], [{ words: 4 }, { words: 4 }, { words: 50 }, { words: 4 }])[0],
    ).toBe(2);
  });

  it("prefers what has the theme's terms in it", () => {
    const terms = [
      { text: "roadmaps", weight: 1 },
      { text: "user story", weight: 0.5 },
    ];
    const texts = [
      "Nothing of it.",
      "Nothing of it.",
      "Roadmaps, and a user story in them.",
      "A roadmapper.",
    ];
    const picked = exemplars(
      [near, near, near, near],
      texts.map((text) => ({ text })),
      all,
      terms,
    );
    expect(picked[0]).toBe(2);
  });

  it("takes members only, each once, at most five", () => {
    const rows = Array.from({ length: 30 }, (_, i) => [1, i / 30, 0]);
    const members = rows.map((_, i) => i).filter((i) => i % 2 === 1);
    const picked = exemplars(rows, [], members);
    expect(picked.length).toBeLessThanOrEqual(5);
    expect(new Set(picked).size).toBe(picked.length);
    for (const i of picked) expect(members).toContain(i);
    expect(exemplars([near], [], [])).toEqual([]);
  });
});
