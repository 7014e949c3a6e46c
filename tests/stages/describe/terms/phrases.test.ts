import { describe, expect, it } from "vitest";
import { phrasesOf, readPhrases, type Phrase } from "../../../../src/stages/describe/terms/phrases.js";
import { singular } from "../../../../src/text/word-forms.js";

const none = (): boolean => false;

function keysOf(text: string, stopped: (word: string) => boolean = none): string[] {
  return phrasesOf(text, stopped).map(({ key }) => key);
}

function find(text: string, key: string): Phrase | undefined {
  return phrasesOf(text, none).find((phrase) => phrase.key === key);
}

describe("phrasesOf", () => {
  it("finds nouns and noun phrases", () => {
    const keys = keysOf("Our change management plan helps product teams.");
    expect(keys).toEqual(
      expect.arrayContaining(["change management", "change management plan", "product team", "plan"]),
    );
  });

  it("gives inflections one key, and keeps how each was written", () => {
    expect(find("The user studies took a week.", "user study")?.text).toBe("user studies");
    expect(find("A user study takes a week.", "user study")?.text).toBe("user study");
  });

  it("keeps the capitals of names and acronyms, and no others", () => {
    expect(find("We spoke with Angela Merkel about it.", "angela merkel")).toMatchObject({
      text: "Angela Merkel",
      name: true,
      length: 2,
    });
    expect(find("Small MVPs teach us.", "mvp")?.text).toBe("MVPs");
    expect(find("Roadmaps change.", "roadmap")?.text).toMatch(/^roadmaps$/i);
  });

  it("tells the number of words, at most three unless they are the whole of a run", () => {
    const phrases = phrasesOf("The customer research interview guide template helped.", none);
    expect(phrases.length).toBeGreaterThan(3);
    for (const { key, length } of phrases) expect(key.split(" ")).toHaveLength(length);
    const long = phrases.filter(({ length }) => length > 3);
    expect(long).toMatchObject([
      { key: "customer research interview guide template", head: true, length: 5 },
    ]);
    const longer = phrasesOf("The winter customer research interview guide template helped.", none);
    expect(longer.every(({ length }) => length <= 3)).toBe(true);
  });

  it("keeps a long name whole", () => {
    expect(
      find("They met Prime Minister Winston Churchill there.", "prime minister winston churchill"),
    ).toMatchObject({
      text: "Prime Minister Winston Churchill",
      name: true,
    });
  });

  it("leaves out function words and words that could name anything", () => {
    expect(keysOf("It was the only way of doing things, and that was that.")).toEqual([]);
  });

  it("leaves out stop words wherever they stand, in every inflection", () => {
    const text = "Teams plan. A team roadmap for the Team and its product teams.";
    expect(keysOf(text).some((key) => key.includes("team"))).toBe(true);
    expect(keysOf(text, (word) => word === "team").filter((key) => /team/i.test(key))).toEqual([]);
    expect(keysOf(text, (word) => word === "teams").filter((key) => key.includes("teams"))).toEqual([]);
  });

  it("does not join words across a sentence end or a comma", () => {
    const keys = keysOf("We drew the roadmap. Customers liked the budget, metrics less.");
    expect(keys).not.toContain("roadmap customer");
    expect(keys).not.toContain("budget metric");
  });

  it("finds no markup, address or symbol in hostile text, and stays calm with none", () => {
    const hostile =
      "=cmd()|' <script>alert(1)</script> ** [x](javascript:y) http://x.y/z?a=b a@b.example 😀 \u202Etxt";
    for (const { key, text } of phrasesOf(hostile, none)) {
      expect(key).toMatch(/^[\p{L}\p{M}\p{N}.'’ -]+$/u);
      expect(text).toMatch(/^[\p{L}\p{M}\p{N}.'’ -]+$/u);
    }
    expect(keysOf("")).toEqual([]);
    expect(keysOf("1 2 3 !!! ---")).toEqual([]);
  });
});

describe("names with function words", () => {
  it.each([
    ["We built Every Kid in a Park last year.", "Every Kid in a Park"],
    ["They work with the Department of Labor, and gladly.", "Department of Labor"],
    ["See the Freedom of Information Act.", "Freedom of Information Act"],
  ])("are one phrase: %s", (text, name) => {
    expect(find(text, name.toLowerCase())).toMatchObject({ text: name, name: true, head: true });
  });

  it("are not made of a sentence's start, of a title or over a comma", () => {
    const keys = keysOf("Roads in Rome. How to Run a Meeting in Paris. We saw Ann, in Rome.");
    expect(keys.filter((key) => / in /.test(key))).toEqual([]);
  });

  it("are left out where a stop word is in them", () => {
    const keys = keysOf("the Department of Labor", (word) => word === "labor");
    expect(keys.some((key) => key.includes("labor"))).toBe(false);
  });
});

describe("readPhrases", () => {
  it("counts verbs under the keys of nouns", () => {
    const { verbs } = readPhrases("She falls and they fall.", none);
    expect(verbs).toEqual(["fall", "fall"]);
  });
});

describe("singular", () => {
  it.each([
    ["studies", "study"],
    ["MVPs", "MVP"],
    ["teams", "team"],
    ["team's", "team"],
    ["teams’", "team"],
    ["churches", "church"],
    ["boxes", "box"],
    ["boss", "boss"],
    ["analysis", "analysis"],
    ["bus", "bus"],
    ["team", "team"],
    ["as", "as"],
  ])("%s → %s", (noun, expected) => {
    expect(singular(noun)).toBe(expected);
  });
});
