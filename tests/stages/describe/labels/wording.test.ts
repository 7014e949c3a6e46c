import { describe, expect, it } from "vitest";
import { membersOf } from "../../../../src/stages/describe/members.js";
import { textReader } from "../../../../src/stages/describe/terms/read-text.js";
import { countPhrases } from "../../../../src/stages/describe/terms/phrase-table.js";
import { wordingOf, wordingOfTag } from "../../../../src/stages/describe/labels/wording.js";
import { fakeEmbedder } from "../../../helpers/fake-embedder.js";
import { corpusOf } from "../../../helpers/themed-corpus.js";

/** How the phrase with this key is written, after these sentences. */
async function written(key: string, ...sentences: string[]): Promise<string> {
  const table = await tableOf(sentences);
  const facts = table.facts.get(key);
  if (!facts) throw new Error(`Expected "${key}" among ${[...table.facts.keys()].join(", ")}.`);
  return wordingOf(facts, table);
}

async function tableOf(sentences: readonly string[]) {
  const lines = sentences.map((text, i) => ({ text, post: `post-${i}`, theme: 0 }));
  const { posts, passages, clustering } = await corpusOf(lines, fakeEmbedder());
  const byId = new Map(posts.map((post) => [post.id, { ...post, title: "" }]));
  return countPhrases(
    byId,
    passages,
    membersOf(passages, clustering),
    textReader([]),
    passages.map(() => "en"),
  );
}

describe("wordingOf", () => {
  it("writes countable things in the plural, also where the author never does", async () => {
    expect(await written("roadmap", "We drew a roadmap.", "Read the roadmaps.", "The roadmap slipped.")).toBe(
      "roadmaps",
    );
    const singular = ["They hold an agenda.", "We wrote another agenda.", "Read the agenda."];
    expect(await written("agenda", ...singular)).toBe("agendas");
  });

  it("leaves what nobody counts in the singular", async () => {
    const debt = ["Nobody sees technical debt.", "We pay with technical debt.", "The technical debt grew."];
    expect(await written("technical debt", ...debt)).toBe("technical debt");
  });

  it("takes capitals from running text, not from the start of a sentence", async () => {
    expect(await written("trust", "Trust takes time.", "We need trust here.")).toBe("trust");
    expect(await written("github", "GitHub is down.", "They moved to GitHub.")).toBe("GitHub");
    expect(await written("wip limit", "We keep a WIP limit.", "WIP limits help.")).toBe("WIP limits");
  });

  it("gives a word in a phrase the capital that it nearly always has, not one that it has in a name", async () => {
    const names = ["We asked the Labor office.", "They met at the Labor building.", "Our labor was in vain."];
    expect(await written("labor market", ...names, "Labor market news.")).toBe("labor market");
    const always = ["We use Docker here.", "They run Docker too."];
    expect(await written("docker image", ...always, "Docker images grew.")).toBe("Docker images");
  });
});

describe("wordingOfTag", () => {
  it("reads a slug, and gives it the capitals of the text", async () => {
    const table = await tableOf(["We test MVPs. They test an MVP.", "Our open source policy."]);
    expect(wordingOfTag({ key: "open source", text: "open-source" }, table)).toBe("open source");
    expect(wordingOfTag({ key: "mvp", text: "mvp" }, table)).toMatch(/^MVPs?$/);
    expect(wordingOfTag({ key: "hiring", text: "Hiring" }, table)).toBe("hiring");
  });
});
