import { textReader } from "../../../../src/stages/describe/terms/read-text.js";
import { describe, expect, it } from "vitest";
import { membersOf } from "../../../../src/stages/describe/members.js";
import {
  countPhrases,
  joinThemes,
  type PhraseTable,
} from "../../../../src/stages/describe/terms/phrase-table.js";
import {
  candidatesOf,
  contains,
  pickTerms,
  type Candidate,
  type CandidateSources,
} from "../../../../src/stages/describe/terms/terms.js";
import { fakeEmbedder } from "../../../helpers/fake-embedder.js";
import { corpusOf, type Line } from "../../../helpers/themed-corpus.js";

const lines: Line[] = [
  { text: "The roadmap names problems. A roadmap is no promise.", post: "a", theme: 0 },
  { text: "Our roadmap has user stories, and customers read roadmaps.", post: "b", theme: 0 },
  { text: "The roadmap names problems. A roadmap is no promise.", post: "b", theme: 0, duplicateOf: 0 },
  { text: "Retrospectives build trust.", post: "a", theme: 1, headingPath: ["Team rituals"] },
  { text: "A retrospective without trust has no candour. Trust customers.", post: "c", theme: 1 },
  { text: "The roadmap is unplaced here.", post: "c", theme: -1 },
];

async function tableOf(stopWords: readonly string[] = []): Promise<PhraseTable> {
  const { posts, passages, clustering } = await corpusOf(lines, fakeEmbedder(), [
    { id: "a", title: "Zebra crossings" },
  ]);
  return countPhrases(
    new Map(posts.map((post) => [post.id, post])),
    passages,
    membersOf(passages, clustering),
    textReader(stopWords),
    passages.map(() => "en"),
  );
}

describe("membersOf", () => {
  it("lists the placed passages of each theme, with and without repetitions", async () => {
    const { passages, clustering } = await corpusOf(lines, fakeEmbedder());
    expect(membersOf(passages, clustering)).toEqual([
      { all: [0, 1, 2], distinct: [0, 1] },
      { all: [3, 4], distinct: [3, 4] },
    ]);
  });
});

describe("countPhrases", () => {
  it("counts uses, passages and posts, each text once, unplaced ones not at all", async () => {
    const table = await tableOf();
    const [first, second] = table.themes;
    expect(table.passages).toBe(4);
    expect(first?.get("roadmap")).toMatchObject({
      count: 4,
      passages: new Set([0, 1]),
      posts: new Set(["a", "b"]),
    });
    expect(second?.has("roadmap")).toBe(false);
    expect(table.facts.get("roadmap")).toMatchObject({ count: 4, passages: 2, length: 1 });
    expect(table.facts.get("customer")).toMatchObject({ count: 2, passages: 2 });
  });

  it("counts headings as part of their passages, and a title as part of the first", async () => {
    const { themes } = await tableOf();
    expect(themes[1]?.get("team ritual")).toMatchObject({ count: 1, passages: new Set([3]) });
    expect(themes[1]?.get("team ritual")?.headed.size).toBe(1);
    expect(themes[0]?.has("zebra crossing")).toBe(true);
    expect(themes[1]?.has("zebra crossing")).toBe(false);
  });

  it("takes a number that stands for a missing title for no heading", async () => {
    const { posts, passages, clustering } = await corpusOf(lines, fakeEmbedder(), [
      { id: "a", title: "Zebra crossings (row 7)", record: "row 7" },
    ]);
    const byId = new Map(posts.map((post) => [post.id, post]));
    const { facts } = countPhrases(
      byId,
      passages,
      membersOf(passages, clustering),
      textReader([]),
      passages.map(() => "en"),
    );
    expect(facts.has("zebra crossing")).toBe(false);
  });

  it("asks for the words to leave out", async () => {
    const { facts } = await tableOf(["roadmap"]);
    expect([...facts.keys()].filter((key) => key.includes("roadmap"))).toEqual([]);
  });
});

const prose = { variety: 1, prose: 0.4, figures: 0, spoken: 0 };
const sources: CandidateSources = { tags: [], settingOf: () => prose, bylines: new Set(["trust"]) };

describe("joinThemes", () => {
  it("counts several themes as one, and changes none of them", async () => {
    const table = await tableOf();
    const before = structuredClone(table.themes);
    const { themes, sizes, headings } = joinThemes(table, [[0, 1], [1]]);
    expect(sizes).toEqual([4, 2]);
    expect(headings[0]).toEqual(new Set(table.headings.flatMap((own) => [...own])));
    expect(themes[0]?.get("customer")).toMatchObject({ count: 2, posts: new Set(["b", "c"]) });
    expect(themes[0]?.get("customer")?.passages.size).toBe(2);
    expect(themes[1]).toEqual(before[1]);
    expect(table.themes).toEqual(before);
  });
});

describe("candidatesOf", () => {
  it("knows authors by their names, and verbs by their tags", async () => {
    const [first, second] = candidatesOf(await tableOf(), sources);
    expect(second?.find(({ key }) => key === "trust")?.byline).toBe(true);
    expect(first?.find(({ key }) => key === "roadmap")?.byline).toBe(false);
    const table = await tableOf();
    table.verbs.set("roadmap", 4);
    const [verbal] = candidatesOf(table, sources);
    expect(verbal?.find(({ key }) => key === "roadmap")?.verbShare).toBe(0.5);
  });

  it("leaves out of a part what stands everywhere in the whole collection", async () => {
    const texts = ["Parrots sing", "Boats sail", "Roses bloom", "Trains stop"].flatMap((opening, theme) =>
      Array.from({ length: 6 }, (_, i) => ({ text: `${opening} for Acme number ${i}.`, theme })),
    );
    const corpus = await corpusOf(
      texts.map(({ text, theme }, i) => ({ text, post: `post-${i}`, theme })),
      fakeEmbedder(),
    );
    const members = membersOf(corpus.passages, corpus.clustering);
    const table = countPhrases(
      new Map(),
      corpus.passages,
      members,
      textReader([]),
      texts.map(() => "en"),
    );
    const [part] = candidatesOf(joinThemes(table, [[0]]), sources);
    expect(part?.map(({ key }) => key)).toContain("parrot");
    expect(part?.map(({ key }) => key)).not.toContain("acme");
  });

  it("gives every candidate a weight, every share within 0…1, the heaviest first", async () => {
    const candidates = candidatesOf(await tableOf(), sources);
    expect(candidates).toHaveLength(2);
    for (const own of candidates) {
      expect(own.length).toBeGreaterThan(0);
      expect(own[0]?.weight).toBe(1);
      expect(own.map(({ weight }) => weight)).toEqual(
        own.map(({ weight }) => weight).toSorted((a, b) => b - a),
      );
      for (const { weight, coverage, postShare, distinctness, nameShare, headed, tag } of own) {
        for (const share of [weight, coverage, postShare, distinctness, nameShare, headed, tag]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  it("takes themes without a passage or a phrase", () => {
    const table: PhraseTable = {
      themes: [new Map<string, never>(), new Map<string, never>()],
      facts: new Map(),
      verbs: new Map(),
      passages: 0,
      sizes: [0, 1],
      headings: [new Set(), new Set()],
    };
    expect(candidatesOf(table, sources)).toEqual([[], []]);
  });
});

describe("pickTerms", () => {
  const candidate = (key: string, weight: number): Candidate => ({
    key,
    text: key,
    length: key.split(" ").length,
    weight,
    coverage: 0.5,
    postShare: 1,
    distinctness: 1,
    nameShare: 0,
    headed: 0,
    tag: 0,
    verbShare: 0,
    setting: prose,
    byline: false,
    person: false,
    fit: 0.5,
    count: 3,
    posts: 2,
    passages: new Set([0]),
  });

  it("takes at most ten, the most typical first", () => {
    const many = Array.from({ length: 30 }, (_, i) => candidate(`term${i}`, 1 - i / 40));
    const terms = pickTerms(many);
    expect(terms).toHaveLength(10);
    expect(terms[0]).toEqual({ text: "term0", weight: 1 });
  });

  it("prefers a new word to a part of a phrase that is in already", () => {
    const terms = pickTerms([
      candidate("change management", 1),
      { ...candidate("change", 0.9), count: 30 },
      candidate("trust", 0.7),
    ]);
    expect(terms.map(({ text }) => text).slice(0, 2)).toEqual(["change management", "trust"]);
  });

  it("says nothing twice, in whatever inflection", () => {
    const terms = pickTerms([
      candidate("leader", 1),
      candidate("leadership", 0.9),
      candidate("interview", 0.8),
      candidate("interviewer", 0.7),
    ]);
    expect(terms.map(({ text }) => text)).toEqual(["leader", "interview"]);
  });

  it("takes the phrase for a word that hardly stands without it", () => {
    const terms = pickTerms([candidate("criterion", 1), candidate("kill criterion", 0.9)]);
    expect(terms).toEqual([{ text: "kill criterion", weight: 1 }]);
  });

  it("puts what other themes share behind", () => {
    const shared = { ...candidate("team", 1), distinctness: 0.5 };
    expect(pickTerms([shared, candidate("roadmap", 0.8)]).map(({ text }) => text)).toEqual([
      "roadmap",
      "team",
    ]);
  });

  it("takes none of none", () => {
    expect(pickTerms([])).toEqual([]);
  });
});

describe("contains", () => {
  it.each([
    ["minimum viable product", "viable product", true],
    ["minimum viable product", "minimum product", false],
    ["teamwork", "team", false],
    ["team", "team", true],
  ])("%j holds %j: %j", (longer, shorter, expected) => {
    expect(contains(longer, shorter)).toBe(expected);
  });
});
