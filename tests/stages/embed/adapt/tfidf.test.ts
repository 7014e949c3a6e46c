import { describe, expect, it } from "vitest";
import { fitTfidf, tfidfMatrix, tfidfRow } from "../../../../src/stages/embed/adapt/tfidf.js";

const documents = [
  ["plan", "plan", "team"],
  ["team", "risk", "risk", "risk"],
  ["plan", "risk", "goal"],
  ["team"],
];
const everything = { minDocuments: 1, maxShare: 1 };

describe("fitTfidf", () => {
  it("agrees with scikit-learn's smoothed idf", () => {
    // TfidfVectorizer(sublinear_tf=True, smooth_idf=True, norm="l2") of scikit-learn 1.2.1.
    const { vocabulary, idf } = fitTfidf(documents, everything);
    expect([...vocabulary]).toEqual([
      ["goal", 0],
      ["plan", 1],
      ["risk", 2],
      ["team", 3],
    ]);
    const expected = [1.916290731874155, 1.5108256237659907, 1.5108256237659907, 1.2231435513142097];
    expected.forEach((value, column) => expect(idf[column]).toBeCloseTo(value, 12));
  });

  it("leaves out terms of too few or too many documents", () => {
    const fitted = fitTfidf(documents, { minDocuments: 2, maxShare: 0.5 });
    expect([...fitted.vocabulary.keys()]).toEqual(["plan", "risk"]);
  });

  it("does not depend on the order of the documents", () => {
    expect(fitTfidf(documents.toReversed(), everything)).toEqual(fitTfidf(documents, everything));
  });

  it("takes no documents, and documents without terms", () => {
    expect(fitTfidf([], everything).vocabulary.size).toBe(0);
    expect(fitTfidf([[], []], everything).idf).toHaveLength(0);
  });
});

describe("tfidfRow", () => {
  const model = fitTfidf(documents, everything);

  it("agrees with scikit-learn's sublinear, L2-normalised values", () => {
    const expected = [
      [0, 0.90217152, 0, 0.4313775],
      [0, 0, 0.93298353, 0.35991907],
      [0.66767854, 0.52640543, 0.52640543, 0],
      [0, 0, 0, 1],
    ];
    expected.forEach((values, d) => {
      const row = tfidfRow(model, documents[d] ?? []);
      values.forEach((value, column) => expect(row.get(column) ?? 0).toBeCloseTo(value, 7));
    });
  });

  it("leaves out what the vocabulary lacks; nothing is left of a text of unknown words", () => {
    expect(tfidfRow(model, ["team", "zebra"]).get(3)).toBe(1);
    expect(tfidfRow(model, ["zebra"]).size).toBe(0);
    expect(tfidfRow(model, []).size).toBe(0);
  });

  it("fills one sparse row a document", () => {
    const matrix = tfidfMatrix(model, documents);
    expect(matrix).toMatchObject({ rows: 4, cols: 4 });
    expect(Array.from(matrix.indices)).toEqual([1, 3, 2, 3, 0, 1, 2, 3]);
    expect(matrix.values[0]).toBeCloseTo(0.90217152, 6);
  });
});
