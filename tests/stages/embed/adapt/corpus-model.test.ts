import { describe, expect, it } from "vitest";
import { termsOf } from "../../../../src/stages/embed/adapt/corpus-terms.js";
import { lightStemOf } from "../../../../src/text/word-forms.js";
import { dot, isZero } from "../../../../src/math/matrix.js";
import { createRandom } from "../../../../src/math/random.js";
import {
  CORPUS_DIMS,
  fitCorpusModel,
  projectOnto,
  projectText,
} from "../../../../src/stages/embed/adapt/corpus-model.js";

describe("termsOf", () => {
  it("leaves out function words and single letters", () => {
    expect(termsOf("The teams of a company and I: x, y", "en")).toEqual([
      lightStemOf("teams"),
      lightStemOf("company"),
    ]);
  });

  it("leaves out the function words of the language of most posts, too", () => {
    expect(termsOf("Die Kruste ist nicht the crust", "de")).toEqual([
      lightStemOf("kruste"),
      lightStemOf("crust"),
    ]);
  });
});

describe("fitCorpusModel", () => {
  const cats = [
    "the cat chased the mouse",
    "a mouse hides from cats and every cat",
    "the cat sleeps, the mouse plays",
  ];
  const boats = [
    "the boat crossed the harbour",
    "a harbour full of boats",
    "sail the boat home to the harbour",
  ];

  it("puts texts about one thing nearer to one another than to others", async () => {
    const model = await fitCorpusModel([...cats, ...boats], "en", createRandom(1));
    const [cat, otherCat, boat] = [cats[0], cats[2], boats[0]].map((text) => projectText(model, text ?? ""));
    const none = new Float32Array(model.rank);
    expect(dot(cat ?? none, otherCat ?? none)).toBeGreaterThan(dot(cat ?? none, boat ?? none) + 0.3);
    expect(Math.hypot(...(cat ?? none))).toBeCloseTo(1, 5);
  });

  it("knows nothing of other words", async () => {
    const model = await fitCorpusModel(cats, "en", createRandom(1));
    expect(isZero(projectText(model, "zebra xylophone"))).toBe(true);
  });

  it("has no more dimensions than the corpus gives, and not more than it keeps", async () => {
    expect((await fitCorpusModel(cats, "en", createRandom(1))).rank).toBeLessThanOrEqual(3);
    const random = createRandom(1);
    const many = Array.from({ length: 250 }, () =>
      Array.from({ length: 30 }, () => `w${random.int(400)}`).join(" "),
    );
    expect((await fitCorpusModel(many, "en", createRandom(1))).rank).toBe(CORPUS_DIMS);
  });

  it("takes a corpus without words", async () => {
    expect(await fitCorpusModel([], "en", createRandom(1))).toMatchObject({ rank: 0, contentWords: 0 });
    expect(await fitCorpusModel(["the of", ""], "en", createRandom(1))).toMatchObject({
      rank: 0,
      contentWords: 0,
    });
  });
});

describe("projectOnto", () => {
  it("sums weighted rows of the table and scales to length 1", () => {
    const table = Float64Array.of(1, 0, 0, 1, 5, 5);
    expect(
      Array.from(
        projectOnto(
          new Map([
            [0, 3],
            [1, 4],
          ]),
          table,
          2,
        ),
      ),
    ).toEqual([Math.fround(0.6), Math.fround(0.8)]);
    expect(Array.from(projectOnto(new Map(), table, 2))).toEqual([0, 0]);
  });
});
