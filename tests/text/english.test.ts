import { describe, expect, it } from "vitest";
import { mostlyEnglish } from "../../src/text/english.js";

describe("mostlyEnglish", () => {
  it.each([
    [
      "English",
      "The roadmap that we drew in March was gone by May, and nobody in the team was surprised.",
      true,
    ],
    [
      "German",
      "Die Planung, die wir im März gezeichnet haben, war im Mai vergessen, und niemand war überrascht.",
      false,
    ],
    [
      "French",
      "La feuille de route dessinée en mars avait disparu en mai, et personne ne s'en est étonné.",
      false,
    ],
    ["Japanese", "三月に描いた計画は五月にはもう消えていて、誰も驚かなかった。", false],
    ["nothing", "", true],
  ])("tells %s", (_, text, expected) => {
    expect(mostlyEnglish([text])).toBe(expected);
  });

  it("goes by the greater part", () => {
    const english = "We wrote it down because it was the only way to remember what we had said.";
    const spanish = "Lo escribimos porque era la única manera de recordar.";
    expect(mostlyEnglish([spanish, english, english, english])).toBe(true);
  });
});
