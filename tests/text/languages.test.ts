import { describe, expect, it } from "vitest";
import { isFunctionWord, isLink, joinerOf, languageName, languageOf } from "../../src/text/languages.js";
import { commonestLanguage, languagesOf } from "../../src/text/post-languages.js";

const texts: Record<string, string> = {
  en: "We moved the meeting because half of the team could not make it, and nobody has missed it since then.",
  de: "Wir haben die Besprechung verschoben, weil die Hälfte der Gruppe nicht kommen konnte, und niemand hat sie vermisst.",
  es: "Hemos cambiado la reunión porque la mitad del equipo no podía venir, y desde entonces nadie la ha echado de menos.",
  fr: "Nous avons déplacé la réunion parce que la moitié de l'équipe ne pouvait pas venir, et personne ne s'en est plaint.",
  pt: "Mudamos a reunião porque metade da equipe não podia vir, e desde então ninguém sentiu falta dela em lugar nenhum.",
  it: "Abbiamo spostato la riunione perché metà della squadra non poteva venire, e da allora nessuno ne ha sentito la mancanza.",
  nl: "We hebben de vergadering verplaatst omdat de helft van het team niet kon komen, en niemand heeft haar sindsdien gemist.",
  ja: "チームの半分が来られなかったので会議を移動しましたが、それ以来だれも会議がなくて困ったとは言っていません。そして仕事は前より早く終わるようになり、みんなとても喜んでいます。",
};

describe("languageOf", () => {
  it.each(Object.entries(texts))("knows %s", (language, text) => {
    expect(languageOf(text)).toBe(language);
  });

  it("takes what is too short to tell, and what is no language, for English", () => {
    expect(["", "Hola", "42 17 3.5 | 9", "kubectl get pods"].map(languageOf)).toEqual([
      "en",
      "en",
      "en",
      "en",
    ]);
  });
});

describe("languagesOf", () => {
  it("gives each passage the language of its post", () => {
    const passages = [
      { postId: "a", text: "Danke!" },
      { postId: "a", text: texts["de"] ?? "" },
      { postId: "b", text: texts["en"] ?? "" },
    ];
    expect(languagesOf(passages)).toEqual(["de", "de", "en"]);
    expect(commonestLanguage(languagesOf(passages))).toBe("de");
    expect(commonestLanguage([])).toBe("en");
  });
});

describe("the words of a language", () => {
  it.each([
    ["de", "und", "und"],
    ["es", "puedes", "y"],
    ["es", "https", "y"],
    ["de", "danke", "und"],
    ["es", "porque", "y"],
    ["fr", "avec", "et"],
    ["it", "della", "e"],
    ["pt", "uma", "e"],
    ["nl", "het", "en"],
    ["en", "the", "and"],
  ])("of %s: %j carries grammar, %j joins", (language, word, joiner) => {
    expect(isFunctionWord(word, language)).toBe(true);
    expect(joinerOf(language)).toBe(joiner);
  });

  it("has links that stand inside names", () => {
    expect(isLink("por", "es")).toBe(true);
    expect(isLink("revisión", "es")).toBe(false);
    expect(isLink("of", "en")).toBe(false);
  });

  it("has a name in English", () => {
    expect(languageName("de")).toBe("German");
  });
});
