import { describe, expect, it } from "vitest";
import { notes } from "../../../src/stages/report/notes.js";
import type { Embeddings, ModelIdentity } from "../../../src/shapes/embeddings.js";
import type { Passage } from "../../../src/shapes/passage.js";
import { recordContext } from "../../helpers/model-context.js";
import { languagesOf } from "../../../src/text/post-languages.js";
import { passagesOf, postOf } from "../../helpers/passages.js";

const builtin: ModelIdentity = {
  embedder: "builtin",
  kind: "the built-in model",
  languages: ["en"],
  model: "m",
  revision: "1",
  dtype: "int4",
  pooling: "sum",
  dims: 2,
};
const english = "We wrote it down because it was the only way to remember what we had said.";
const german = "Niemand erinnert sich daran, weshalb der Vorstand diese Planung beschlossen hatte.";

function notesFor(
  text: string,
  count: number,
  identity = builtin,
  unknown: number[] = [],
  date?: string,
): string[] {
  const passages: Passage[] = passagesOf(count).map((passage) => ({ ...passage, text }));
  const embeddings: Embeddings = {
    data: new Float32Array(count * 2),
    rows: count,
    dims: 2,
    modelKey: "",
    unknown,
  };
  const posts = [postOf("p", date === undefined ? {} : { date })];
  return notes(
    { posts, passages, languages: languagesOf(passages), embeddings, identity, formats: [] },
    recordContext(),
  );
}

describe("notes", () => {
  it("has nothing to say of a dated English collection of fair size", () => {
    expect(notesFor(english, 50, builtin, [], "2024-01-01")).toEqual([]);
  });

  it("recommends a multilingual model, by name, for text that is mostly not English", () => {
    const [note, ...others] = notesFor(german, 50, builtin, [], "2024-01-01");
    expect(note).toContain("Xenova/paraphrase-multilingual-MiniLM-L12-v2");
    expect(others).toEqual([]);
  });

  it("counts the posts of another language in an English collection", () => {
    const passages = passagesOf(60).map((passage, i) => ({
      ...passage,
      postId: `p${Math.floor(i / 6)}`,
      text: i < 12 ? german : english,
      words: 12,
    }));
    const embeddings: Embeddings = {
      data: new Float32Array(120),
      rows: 60,
      dims: 2,
      modelKey: "",
      unknown: [],
    };
    const said = notes(
      {
        posts: [postOf("p", { date: "2024-01-01" })],
        passages,
        languages: languagesOf(passages),
        embeddings,
        identity: builtin,
        formats: [],
      },
      recordContext(),
    );
    expect(said).toEqual([expect.stringMatching(/^2 of 10 posts are not in English \(2 in German\)/)]);
  });

  it("leaves the choice of language to those who chose their own model", () => {
    expect(notesFor(german, 50, { ...builtin, languages: ["en", "de"] }, [], "2024-01-01")).toEqual([]);
  });

  it("tells of recurring sections, and does not warn of them", () => {
    const context = recordContext();
    const formats = Array.from({ length: 8 }, (_, n) => ({ heading: `Part ${n}`, posts: 20 - n }));
    const said = notes(
      {
        posts: [postOf("p", { date: "2024-01-01" })],
        passages: passagesOf(60),
        languages: passagesOf(60).map(() => "en"),
        embeddings: { unknown: [] } as never,
        identity: builtin,
        formats,
      },
      context,
    );
    expect(said).toEqual([
      expect.stringMatching(/“Part 0” in 20 posts, .*“Part 5” in 15 posts and 2 more\.$/),
    ]);
  });

  it("counts passages without any known word", () => {
    expect(notesFor(english, 50, builtin, [3], "2024-01-01")).toEqual([
      expect.stringMatching(/^1 passage holds no word/),
    ]);
    expect(notesFor(english, 50, builtin, [3, 4], "2024-01-01")).toEqual([
      expect.stringMatching(/^2 passages hold no word/),
    ]);
  });

  it("warns of few passages and of posts without dates, on the console as well", () => {
    const context = recordContext();
    const empty = { data: new Float32Array(0), rows: 0, dims: 2, modelKey: "", unknown: [] };
    const said = notes(
      {
        posts: [postOf("p")],
        passages: passagesOf(3),
        languages: ["en", "en", "en"],
        embeddings: empty,
        identity: builtin,
        formats: [],
      },
      context,
    );
    expect(said.some((note) => note.includes("only 3 passages"))).toBe(true);
    expect(said.some((note) => note.includes("No post has a date"))).toBe(true);
  });
});
