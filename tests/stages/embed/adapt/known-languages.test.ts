import { describe, expect, it } from "vitest";
import { isZero, row } from "../../../../src/math/matrix.js";
import { createRandom } from "../../../../src/math/random.js";
import { learnFrom } from "../../../../src/stages/embed/adapt/adaptation.js";
import { inKnownLanguages } from "../../../../src/stages/embed/adapt/known-languages.js";
import { encode } from "../../../../src/stages/embed/encode.js";
import { commonestLanguage, languagesOf } from "../../../../src/text/post-languages.js";
import { countWords } from "../../../../src/text/words.js";
import { fakeEmbedder } from "../../../helpers/fake-embedder.js";
import { recordContext } from "../../../helpers/model-context.js";

const ENGLISH_TEXT =
  "The ferry leaves at nine, and whoever waits on the quay learns how a timetable fails when the tide is against it.";
const GERMAN_TEXT =
  "Die Fähre legt um neun ab, und wer am Kai wartet, lernt, wie ein Fahrplan scheitert, wenn die Flut dagegen ist.";

const passagesOf = (texts: readonly string[]) =>
  texts.map((text, i) => ({ postId: `post ${i}`, text, words: countWords(text) }));

async function known(texts: readonly string[], languages?: readonly string[]) {
  const fake = fakeEmbedder({ dims: 8 });
  const embedder = { ...fake, identity: { ...fake.identity, ...(languages && { languages }) } };
  const passages = passagesOf(texts);
  const told = languagesOf(passages);
  const base = await encode(passages, embedder, recordContext());
  return { told, ...inKnownLanguages(base, embedder, told, commonestLanguage(told)) };
}

describe("an embedder that knows English alone", () => {
  it("says nothing of a German post, and of an English one what it said", async () => {
    const { base, told, language, encoder } = await known([ENGLISH_TEXT, GERMAN_TEXT, ENGLISH_TEXT], ["en"]);
    expect(told).toEqual(["en", "de", "en"]);
    expect(language).toBe("en");
    expect([0, 1, 2].map((i) => isZero(row(base, i)))).toEqual([false, true, false]);
    expect(base.unknown).toEqual([1]);
    expect(isZero(await encoder.encode(GERMAN_TEXT))).toBe(true);
    expect(await encoder.encode(ENGLISH_TEXT)).toEqual(row(base, 0));
  });

  it("takes what is too short to tell for the collection's own language", async () => {
    const { encoder } = await known([GERMAN_TEXT, GERMAN_TEXT], ["en"]);
    expect(isZero(await encoder.encode("Fahrplan"))).toBe(true);
  });
});

it("an embedder that knows the languages, or doesn't say which, stays as it is", async () => {
  for (const languages of [["en", "de"], undefined]) {
    const { base } = await known([ENGLISH_TEXT, GERMAN_TEXT], languages);
    expect(base.unknown).toEqual([]);
  }
});

it("few texts teach something where the embedder has nothing to say", async () => {
  const texts = [1, 2, 3, 4, 5].map((n) => `${GERMAN_TEXT} Teil ${n}`);
  const nothing = texts.map(() => new Float32Array(4));
  const something = texts.map(() => Float32Array.of(1, 0, 0, 0));
  expect((await learnFrom(texts, nothing, "de", createRandom(1)))?.weight).toBeGreaterThanOrEqual(1);
  expect(await learnFrom(texts, something, "de", createRandom(1))).toBeUndefined();
});
