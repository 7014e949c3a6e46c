import { describe, expect, it } from "vitest";
import { Settings, type Setting } from "../../../../src/stages/describe/labels/setting.js";
import { passageOf } from "../../../helpers/passages.js";

function settingOf(key: string, texts: readonly string[]): Setting {
  const passages = texts.map((text, i) => passageOf(i, { text }));
  return new Settings(
    passages,
    texts.map(() => "en"),
  ).of(key, new Set(passages.keys()));
}

const notes = ["They drew", "Nobody read", "Nine people hated", "In spring we burnt", "Customers want"];

describe("Settings", () => {
  it("finds much variety where a phrase is used in sentences, and little in a repeated line", () => {
    const used = notes.map(
      (start, i) => `${start} the roadmap ${["of it", "again", "there", "for us", "now"][i] ?? ""}.`,
    );
    const signed = notes.map((start) => `${start} it. Yours, Jo Roadmap, keeper of the flame`);
    expect(settingOf("roadmap", used).variety).toBeGreaterThan(0.7);
    expect(settingOf("roadmap", signed).variety).toBe(0);
  });

  it("takes a word that is always part of one phrase for no thing of its own", () => {
    const texts = notes.map((start) => `${start} a minimum viable product.`);
    expect(settingOf("viable", texts).variety).toBe(0);
  });

  it("says nothing of the variety of a few places", () => {
    expect(settingOf("roadmap", ["A roadmap here.", "A roadmap here."]).variety).toBe(1);
    expect(settingOf("roadmap", []).variety).toBe(1);
  });

  it("tells who speaks by the colon behind the name", () => {
    const interview = notes.map((start) => `${start} it.\n\nAda Okafor: We did, and then some.`);
    expect(settingOf("ada okafor", interview).spoken).toBe(1);
    expect(settingOf("roadmap", ["The roadmap is out.", "Our roadmap: dates."]).spoken).toBe(0.5);
    expect(settingOf("roadmap", []).spoken).toBe(0);
  });

  it("tells prose from tables", () => {
    const prose = settingOf("goals", ["We were told that the goals of the team are not what they had been."]);
    const table = settingOf("goals", ["Goals 12 7 3 Pts 44 GF 120 GA 99 goals 12 8"]);
    expect(prose.prose).toBeGreaterThan(0.4);
    expect(prose.figures).toBe(0);
    expect(table.prose).toBe(0);
    expect(table.figures).toBeGreaterThan(0.4);
  });
});
