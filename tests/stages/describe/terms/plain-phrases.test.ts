import { describe, expect, it } from "vitest";
import { plainPhrasesOf } from "../../../../src/stages/describe/terms/plain-phrases.js";

const keysOf = (text: string, language: string, stopped: readonly string[] = []): string[] =>
  plainPhrasesOf(text, language, (word) => stopped.includes(word)).map(({ key }) => key);

describe("plainPhrasesOf", () => {
  it.each([
    ["es", "La revisión por pares mejora el software.", "revisión por pares"],
    ["es", "Usamos los datos del censo.", "datos del censo"],
    ["fr", "Il faut une gestion du changement.", "gestion du changement"],
    ["it", "Serve una gestione della squadra.", "gestione della squadra"],
    ["pt", "Queremos a revisão de código.", "revisão de código"],
    ["nl", "De kosten van onderhoud stijgen.", "kosten van onderhoud"],
    ["de", "Die Pflege von Booten dauert.", "pflege von booten"],
  ])("finds in %s, in %j, %j", (language, text, phrase) => {
    expect(keysOf(text, language)).toContain(phrase);
  });

  it("never begins or ends with a word of grammar, and never goes over a stop", () => {
    const keys = keysOf("Los datos del censo. Población de Chile, datos y mapas.", "es");
    for (const key of keys) expect(key).not.toMatch(/^(?:los|del|de|y)\b|\b(?:los|del|de|y)$/);
    expect(keys).not.toContain("censo población");
    expect(keys).not.toContain("chile datos");
  });

  it("finds words where there are no spaces, and writes them without", () => {
    const phrases = plainPhrasesOf("生ゴミの堆肥を庭に入れます。", "ja", () => false);
    expect(phrases.map(({ text }) => text)).toContain("堆肥");
    for (const { text } of phrases) expect(text).not.toContain(" ");
  });

  it("leaves out what is to be left out, numbers and single letters", () => {
    expect(keysOf("Población 2017 x censo", "es", ["censo"])).toEqual(["población"]);
  });
});
