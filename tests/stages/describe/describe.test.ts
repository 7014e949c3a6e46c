import { describe, expect, it } from "vitest";
import { row, zeros } from "../../../src/math/matrix.js";
import { singular } from "../../../src/text/word-forms.js";
import { describe as describeThemes } from "../../../src/stages/describe/describe.js";
import { ENGLISH } from "../../../src/text/languages.js";
import { knownAs } from "../../../src/stages/reconcile/known-as.js";
import { holdingsOf } from "../../../src/stages/describe/subjects/holdings.js";
import type { Post } from "../../../src/shapes/post.js";
import type { Theme } from "../../../src/shapes/theme.js";
import { fakeEmbedder } from "../../helpers/fake-embedder.js";
import { recordContext } from "../../helpers/model-context.js";
import { corpusOf, type Line } from "../../helpers/themed-corpus.js";
import { HOSTILE, SAMPLE_THEMES } from "../../helpers/sample-texts.js";

const inEnglish = ({ passages }: { passages: readonly unknown[] }): string[] => passages.map(() => ENGLISH);

interface RunOptions {
  posts?: readonly Partial<Post>[];
  stopWords?: readonly string[];
}

async function run(
  lines: readonly Line[],
  { posts = [], stopWords = [] }: RunOptions = {},
): Promise<Theme[]> {
  const embedder = fakeEmbedder({ dims: 64 });
  const corpus = await corpusOf(lines, embedder, posts);
  const { themes } = await describeThemes(
    { ...corpus, languages: inEnglish(corpus) },
    {
      vectorOf: (text: string) => embedder.encode(text),
      stopWords,
      wordVectorOf: (text: string) => embedder.encode(text),
      holdings: holdingsOf([], []),
      pillarsOf: () => new Int32Array(0),
      knownAs: ({ assignment, k }) => knownAs({ assignment, k }, corpus.passages, undefined),
    },
    recordContext(),
  );
  return themes;
}

/** Two neighbouring sentences a passage; the passages of a theme are spread over four posts. */
const sampleLines: Line[] = SAMPLE_THEMES.flatMap(({ sentences }, theme) =>
  sentences.map((sentence, i) => ({
    text: `${sentence} ${sentences[(i + 1) % sentences.length] ?? ""}`,
    post: `post-${(i + theme) % 4}`,
    theme,
  })),
);

const dates = ["2023-11-30", "2024-01-05", "2024-01-20", "2024-06-01"];
const datedPosts = dates.map((date, i) => ({ id: `post-${i}`, date }));

/** What holds of all themes, whatever they are about. */
function expectSound(themes: readonly Theme[], lines: readonly Line[]): void {
  expect(new Set(themes.map(({ label }) => label.toLowerCase())).size).toBe(themes.length);
  expect(new Set(themes.map(({ id }) => id)).size).toBe(themes.length);
  themes.forEach((theme, t) => {
    const own = new Set(lines.flatMap((line, i) => (line.theme === t ? [`passage-${i}`] : [])));
    expect(theme.label.trim()).not.toBe("");
    expect(theme.label).not.toMatch(/[_<>[\]|*`=\n\r]|\p{Cc}|\p{Cf}/u);
    expect(theme.number).toBe(t + 1);
    expect(theme.slug).toMatch(/^\d\d-[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(theme.terms.length).toBeLessThanOrEqual(10);
    expect(new Set(theme.terms.map(({ text }) => text.toLowerCase())).size).toBe(theme.terms.length);
    for (const { text, weight } of theme.terms) {
      expect(text.trim()).not.toBe("");
      expect(weight).toBeGreaterThan(0);
      expect(weight).toBeLessThanOrEqual(1);
    }
    expect(new Set(theme.exemplars).size).toBe(theme.exemplars.length);
    for (const id of theme.exemplars) expect(own).toContain(id);
    expect(theme.passages).toBe(own.size);
    expect(theme.cohesion).toBeGreaterThanOrEqual(-1);
    expect(theme.cohesion).toBeLessThanOrEqual(1 + 1e-6);
    const others = theme.related.map(({ id }) => id);
    expect(others).not.toContain(theme.id);
    expect(new Set(others).size).toBe(themes.length - 1);
    const similarities = theme.related.map(({ similarity }) => similarity);
    expect(similarities).toEqual(similarities.toSorted((a, b) => b - a));
  });
  const shares = themes.reduce((sum, { share }) => sum + share, 0);
  expect(shares).toBeCloseTo(1, 9);
}

describe("describe", () => {
  it("gives every theme a label, terms, exemplars and neighbours", async () => {
    const themes = await run(sampleLines, { posts: datedPosts });
    expect(themes).toHaveLength(SAMPLE_THEMES.length);
    expectSound(themes, sampleLines);
    for (const [t, theme] of themes.entries()) {
      const own = sampleLines.filter((line) => line.theme === t);
      expect(theme.exemplars.length).toBeGreaterThan(2);
      expect(theme.terms.length).toBeGreaterThan(3);
      const [, claim] = /“([^”]+)”/.exec(theme.about) ?? [];
      expect(theme.about).toMatch(/^Covers .+\./);
      if (claim !== undefined) expect(own.some(({ text }) => text.includes(claim))).toBe(true);
      const words = own.map(({ text }) => text.toLowerCase()).join(" ");
      // The commonest way of writing a term may be the one of another theme: compared without the ending.
      for (const { text } of theme.terms) expect(words).toContain(singular(text.toLowerCase()).slice(0, -1));
    }
  });

  it("is the same on every run, and names themes by their passages alone", async () => {
    const themes = await run(sampleLines, { posts: datedPosts });
    expect(await run(sampleLines, { posts: datedPosts })).toEqual(themes);
    const renamed = await run(sampleLines, {
      posts: datedPosts.map((post) => ({ ...post, title: "Other" })),
    });
    expect(renamed.map(({ id }) => id)).toEqual(themes.map(({ id }) => id));
  });

  it("counts passages, posts and words, and shares of what is placed", async () => {
    const lines: Line[] = [
      { text: "Roadmaps promise dates.", post: "a", theme: 0 },
      { text: "A roadmap is a promise about dates.", post: "a", theme: 0 },
      { text: "Roadmaps again.", post: "b", theme: 0 },
      { text: "Interviews teach.", post: "b", theme: 1 },
      { text: "Nothing fits.", post: "c", theme: -1 },
    ];
    const [first, second] = await run(lines);
    expect(first).toMatchObject({
      passages: 3,
      posts: 2,
      words: 12,
      share: 0.75,
      months: [],
    });
    expect(second).toMatchObject({ passages: 1, posts: 1, words: 2, share: 0.25 });
    expect(first).not.toHaveProperty("firstSeen");
    expect(first).not.toHaveProperty("lastSeen");
  });

  it("takes its exemplars from different posts where they are as good", async () => {
    const texts = SAMPLE_THEMES[0]?.sentences ?? [];
    const lines = texts.map((text, i): Line => ({
      text: `${text} ${text}`,
      post: `post-${i % 6}`,
      theme: 0,
    }));
    const [theme] = await run(lines);
    const posts = theme?.exemplars.map((id) => lines[Number(id.slice("passage-".length))]?.post);
    expect(posts?.length).toBeGreaterThan(2);
    expect(new Set(posts).size).toBe(posts?.length);
  });

  it("quotes no repetition, but counts it in the size", async () => {
    const lines: Line[] = [
      { text: "Change needs trust among the people who have to live with it.", post: "a", theme: 0 },
      {
        text: "Change needs trust among the people who have to live with it.",
        post: "b",
        theme: 0,
        duplicateOf: 0,
      },
      { text: "Habits outlast slide decks in every team that we have seen.", post: "c", theme: 0 },
    ];
    const [theme] = await run(lines);
    expect(theme?.passages).toBe(3);
    expect(theme?.exemplars.toSorted()).toEqual(["passage-0", "passage-2"]);
  });

  it("keeps the timeline by month, rising, of dated posts alone", async () => {
    const lines: Line[] = ["a", "a", "b", "c", "undated"].map((post, i) => ({
      text: `The roadmap has item ${i} and more to say.`,
      post,
      theme: 0,
    }));
    const posts = [
      { id: "a", date: "2024-03-31" },
      { id: "b", date: "2024-03-01" },
      { id: "c", date: "2023-12-24" },
    ];
    const [theme] = await run(lines, { posts });
    expect(theme).toMatchObject({
      firstSeen: "2023-12-24",
      lastSeen: "2024-03-31",
      months: [
        { month: "2023-12", passages: 1, posts: 1, words: 9 },
        { month: "2024-03", passages: 3, posts: 2, words: 27 },
      ],
    });
  });

  it("falls back on a numbered label where a theme has no phrase", async () => {
    const lines: Line[] = [
      { text: "12 34 56 78 — !!!", post: "a", theme: 0 },
      { text: "変更管理は重要です。", post: "b", theme: 1 },
      { text: "It was what it was, and that was that.", post: "c", theme: 2 },
    ];
    const themes = await run(lines);
    expectSound(themes, lines);
    expect(themes.map(({ label }) => label)).toEqual(["Theme 1", "Theme 2", "Theme 3"]);
    expect(themes.map(({ terms }) => terms)).toEqual([[], [], []]);
  });

  it("names a single theme by what all of its passages say", async () => {
    const lines = Array.from({ length: 8 }, (_, i): Line => ({
      text: `Change management needs time and trust; that is lesson ${i} of many.`,
      post: `post-${i}`,
      theme: 0,
    }));
    const [theme] = await run(lines);
    expect(theme?.label).not.toBe("Theme 1");
    expect(theme?.terms.length).toBeGreaterThan(0);
  });

  it("gives themes that say the same different labels", async () => {
    const lines: Line[] = Array.from({ length: 12 }, (_, i) => ({
      text: "Change management is hard work for every manager.",
      post: `post-${i}`,
      theme: i % 4,
    }));
    expectSound(await run(lines), lines);
  });

  it("names sub-themes against one another, without the theme's own label", async () => {
    const sentences = [
      "Open source licences are long, and the lawyers are paid for the licences.",
      "Open source conferences are loud, and the hotels are paid by the conferences.",
    ];
    const lines = [...sampleLines.filter(({ theme }) => theme > 0)];
    const open = sentences.flatMap((text, sub) =>
      Array.from({ length: 6 }, (_, i) => ({
        text: `${text} Number ${i}.`,
        post: `post-${i}`,
        theme: 0,
        sub,
      })),
    );
    const embedder = fakeEmbedder({ dims: 64 });
    const corpus = await corpusOf([...open, ...lines], embedder);
    const subthemes = {
      assignment: Int32Array.from([...open.map(({ sub }) => sub), ...lines.map(() => -1)]),
      parents: Int32Array.from([0, 0]),
      centroids: zeros(2, 64),
    };
    for (const [sub, text] of sentences.entries())
      row(subthemes.centroids, sub).set(await embedder.encode(text));
    const input = {
      ...corpus,
      languages: inEnglish(corpus),
      clustering: { ...corpus.clustering, subthemes, names: ["Open source"] },
    };
    const {
      themes: [theme],
    } = await describeThemes(
      input,
      {
        vectorOf: (text: string) => embedder.encode(text),
        stopWords: [],
        wordVectorOf: (text: string) => embedder.encode(text),
        holdings: holdingsOf([], []),
        pillarsOf: () => new Int32Array(0),
        knownAs: ({ assignment, k }) => knownAs({ assignment, k }, corpus.passages, undefined),
      },
      recordContext(),
    );
    const [first, second] = theme?.subthemes ?? [];
    expect(first).toMatchObject({ parentId: theme?.id, passages: 6, posts: 6, share: 0.5 });
    expect(first?.label).toMatch(/licence|lawyer/i);
    expect(second?.label).toMatch(/conference|hotel/i);
    expect(`${first?.label} ${second?.label}`).not.toMatch(/open source/i);
  });

  it("keeps stop words out of labels and terms, in every inflection and case", async () => {
    const newsletters = Array.from({ length: 6 }, (_, i): Line => ({
      text: `Our Newsletter covers change management. Newsletters are read by managers, edition ${i}.`,
      post: `post-${i}`,
      theme: SAMPLE_THEMES.length,
    }));
    const lines = [...sampleLines, ...newsletters];
    const without = async (stopWords: string[]): Promise<string> => {
      const themes = await run(lines, { stopWords });
      return JSON.stringify(themes.map(({ label, terms }) => [label, terms]));
    };
    expect(await without([])).toMatch(/newsletter/i);
    expect(await without(["Newsletter"])).not.toMatch(/newsletter/i);
    expect(await without(["newsletter"])).toMatch(/change|manage/i);
  });

  it("lets nothing of hostile text into labels, slugs and terms", async () => {
    const texts = [
      ...Object.values(HOSTILE),
      "\u001b[31mred\u0007",
      "{{ toString | url }} __proto__ constructor",
    ];
    const lines: Line[] = texts.flatMap((text, i) => [
      { text, post: `post-${i}`, theme: 0 },
      { text: `${text} ${text}`, post: `other-${i}`, theme: 1, headingPath: [text] },
    ]);
    const themes = await run(lines, { posts: texts.map((text, i) => ({ id: `post-${i}`, title: text })) });
    expectSound(themes, lines);
    for (const { terms } of themes) {
      for (const { text } of terms) expect(text).not.toMatch(/[<>[\]|*`=(){}\n\r]|\p{Cc}|\p{Cf}/u);
    }
  });

  it("takes a single passage", async () => {
    const lines: Line[] = [{ text: "Trust takes time.", post: "a", theme: 0 }];
    const themes = await run(lines);
    expectSound(themes, lines);
    expect(themes[0]).toMatchObject({ exemplars: ["passage-0"], share: 1 });
  });

  it("stops where it is told to", async () => {
    const embedder = fakeEmbedder();
    const corpus = await corpusOf([{ text: "Trust takes time.", post: "a", theme: 0 }], embedder);
    const context = recordContext(AbortSignal.abort());
    await expect(
      describeThemes(
        { ...corpus, languages: inEnglish(corpus) },
        {
          vectorOf: (text: string) => embedder.encode(text),
          stopWords: [],
          wordVectorOf: (text: string) => embedder.encode(text),
          holdings: holdingsOf([], []),
          pillarsOf: () => new Int32Array(0),
          knownAs: ({ assignment, k }) => knownAs({ assignment, k }, corpus.passages, undefined),
        },
        context,
      ),
    ).rejects.toThrow(/abort/i);
  });
});
