import { describe, expect, it } from "vitest";
import { knownAs } from "../../../src/stages/reconcile/known-as.js";
import { textId } from "../../../src/stages/reconcile/rows.js";
import type { Fit } from "../../../src/shapes/fit.js";

const passagesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `passage-${i}`, text: `text ${i}` }));

/** A fit of passages 0 … n − 1 in the themes given, which are called A, B, C …. */
function fitOf(assignment: readonly number[]): Fit {
  const k = Math.max(...assignment) + 1;
  const clustering = { assignment: Int32Array.from(assignment), k };
  const passages = passagesOf(assignment.length);
  const ids = knownAs(clustering, passages, undefined);
  return {
    passageIds: passages.map(({ id }) => id),
    textIds: passages.map(({ text }) => textId(text)),
    clustering,
    themes: ids.map(({ id }, t) => ({ id, label: String.fromCharCode(65 + t) })),
  } as unknown as Fit;
}

const knownTo = (last: Fit, assignment: readonly number[]) =>
  knownAs(
    { assignment: Int32Array.from(assignment), k: Math.max(...assignment) + 1 },
    passagesOf(assignment.length),
    last,
  );

const last = fitOf([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
const [a, b, c] = last.themes.map(({ id }) => id);

describe("knownAs", () => {
  it("gives short ids at birth that depend on the passages, not on their order or number", () => {
    expect(a).toMatch(/^t-[0-9a-f]{8}$/);
    expect(new Set([a, b, c]).size).toBe(3);
    const other = fitOf([2, 2, 2, 2, 0, 0, 0, 0, 1, 1, 1, 1]);
    expect(new Set(other.themes.map(({ id }) => id))).toEqual(new Set([a, b, c]));
  });

  it("finds the themes again whatever their numbers, with their labels", () => {
    expect(knownTo(last, [1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0])).toEqual([
      { id: c, label: "C" },
      { id: a, label: "A" },
      { id: b, label: "B" },
    ]);
  });

  it("keeps the id of one that half changed, and looks for another label", () => {
    // B lost two of its four passages to C and got two of A's.
    const [, second] = knownTo(last, [0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
    expect(second).toEqual({ id: b });
  });

  it("gives a theme that was split its id once, to the part that has most of it", () => {
    const known = knownTo(last, [0, 0, 0, 3, 1, 1, 1, 1, 2, 2, 2, 2]);
    expect(known[0]).toEqual({ id: a, label: "A" });
    expect([a, b, c]).not.toContain(known[3]?.id);
    expect(known[3]?.label).toBeUndefined();
  });

  it("judges by the passages that both fits know", () => {
    const grown = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, ...Array.from({ length: 40 }, () => 1)];
    expect(knownTo(last, grown)[1]).toEqual({ id: b, label: "B" });
  });

  it("never gives two themes one id", () => {
    // Of theme A's passages only one is left in the theme that goes on; the very group that A was born as can't return.
    const known = knownTo(last, [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2]);
    expect(new Set(known.map(({ id }) => id)).size).toBe(3);
  });
});
