import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadStaticModel } from "../../../../src/stages/embed/builtin/static-model.js";

const file = readFileSync(new URL("../../../../models/throughline-static-en-v1.bin", import.meta.url));

/** Texts with the vectors that the training code's own encoder gives them (training/golden.py). */
interface Golden {
  tolerance: number;
  dims: number;
  cases: { text: string; known: number; total: number; guessed: number; vector: number[] }[];
}

const golden = JSON.parse(
  readFileSync(new URL("../../../fixtures/static-model-golden.json", import.meta.url), "utf8"),
) as Golden;

describe("static model", () => {
  const model = loadStaticModel(file);

  it("has the dimensions of the golden vectors", () => {
    expect(model.dims).toBe(golden.dims);
    expect(golden.cases.length).toBeGreaterThanOrEqual(40);
  });

  it.each(golden.cases.map((entry) => [entry.text.slice(0, 40), entry] as const))(
    "encodes %j as the training code does",
    (_, entry) => {
      const { vector, known, total, guessed } = model.encode(entry.text);
      expect({ known, total, guessed }).toEqual({
        known: entry.known,
        total: entry.total,
        guessed: entry.guessed,
      });
      const worst = Math.max(...entry.vector.map((value, d) => Math.abs(value - (vector[d] ?? NaN))));
      expect(worst).toBeLessThanOrEqual(golden.tolerance);
    },
  );

  it("gives the same bits on every call, whatever was encoded before, and in another instance", () => {
    const text = "Roadmaps with dates break promises; smaller batches keep them.";
    const first = model.encode(text).vector;
    model.encode("Something quite different about lettuces and ferries.");
    expect(model.encode(text).vector).toEqual(first);
    expect(loadStaticModel(new Uint8Array(file)).encode(text).vector).toEqual(first);
  });

  it.each([
    ["", 0],
    ["   \n\t", 0],
    ["日本語だけの文章です。", 0],
    ["🚀🚀🚀", 0],
    ["the of and", 0],
  ])("gives %j the zero vector, with no word known", (text, known) => {
    const encoded = model.encode(text);
    expect(encoded.known).toBe(known);
    expect(encoded.vector.every((value) => value === 0)).toBe(true);
  });

  it("guesses words of other languages by their pieces, and says so", () => {
    const encoded = model.encode("Der Vorstand hat gestern die Strategie der Genossenschaft beschlossen.");
    expect(encoded.total).toBeGreaterThan(4);
    expect(encoded.guessed).toBeGreaterThan(0);
  });

  it.each([
    ["another kind of file", Buffer.from("not a model at all, only some words")],
    ["a file that is cut short", file.subarray(0, 100_000)],
    ["no bytes", new Uint8Array(0)],
  ])("refuses %s", (_, bytes) => {
    expect(() => loadStaticModel(bytes)).toThrow(/static model/i);
  });
});
