import { describe, expect, it } from "vitest";
import type { Random } from "../../../src/shapes/random.js";
import { createRandom } from "../../../src/math/random.js";
import { countWords } from "../../../src/text/words.js";
import { chunk, type ChunkOptions } from "../../../src/stages/chunk/chunk.js";
import type { Block } from "../../../src/shapes/block.js";
import type { TokenLimit } from "../../../src/shapes/embeddings.js";
import type { Passage } from "../../../src/shapes/passage.js";
import { recordContext } from "../../helpers/model-context.js";
import { blockOf } from "../../helpers/passages.js";

function cut(blocks: readonly Block[], options: Partial<ChunkOptions> = {}): Promise<Passage[]> {
  return chunk(blocks, { passageWords: 120, ...options }, recordContext());
}

/** A tokenizer in a line: three bytes a token. */
function byteLimit(maxTokens: number): TokenLimit {
  return { maxTokens, countTokens: (text) => Math.ceil(Buffer.byteLength(text) / 3) };
}

function sentence(words: number, seed: number): string {
  const random = createRandom(seed);
  const list = Array.from({ length: words }, () => `word${random.int(100_000)}`);
  return `${list.join(" ").replace(/^w/, "W")}.`;
}

const WORDS = [
  "plan",
  "the",
  "team’s",
  "Mr.",
  "e.g.",
  "(well,",
  "known)",
  "3.14",
  "naïve",
  "変更管理は重要です。",
  "😀",
  "—",
  "U.S.",
  "“so",
  "said.”",
  "Verylongcompoundwordwithoutanyplacetocut",
  "why?",
];

/** A post in pieces: what was written, and the blocks that cleaning would make of it, with bold marks left out. */
function randomPost(postId: string, random: Random): { source: string; blocks: Block[] } {
  let source = "";
  const blocks: Block[] = [];
  let headingPath: string[] = [];
  for (let count = 1 + random.int(6); count > 0; count--) {
    if (random.next() < 0.3) {
      headingPath = [`Heading ${random.int(1000)}`];
      source += `## ${headingPath[0] ?? ""}\n\n`;
    }
    const start = source.length;
    let text = "";
    const offsets: number[] = [];
    for (let left = 1 + random.int(90); left > 0; left--) {
      const word = WORDS[random.int(WORDS.length)] ?? "";
      const mark = random.next() < 0.1 ? "**" : "";
      source += mark;
      for (const unit of `${word}${left > 1 ? " " : ""}`.split("")) {
        offsets.push(source.length);
        text += unit;
        source += unit;
        if (unit !== " " && offsets.length > 0 && text.endsWith(word)) source += mark;
      }
    }
    blocks.push({
      postId,
      kind: "paragraph",
      headingPath,
      text,
      start,
      end: (offsets.at(-1) ?? 0) + 1,
      offsets: Uint32Array.from(offsets),
    });
    source += "\n\n";
  }
  return { source, blocks };
}

function squeezed(texts: readonly { text: string }[]): string {
  return texts.map(({ text }) => text.replace(/\s+/g, "")).join("");
}

describe("chunk", () => {
  it("never crosses a heading or a post", async () => {
    const blocks = [
      blockOf("a", sentence(10, 1)),
      blockOf("a", sentence(10, 2), { headingPath: ["One"] }),
      blockOf("a", sentence(10, 3), { headingPath: ["One", "Two"] }),
      blockOf("b", sentence(10, 4), { headingPath: ["One", "Two"] }),
      blockOf("b", sentence(10, 5), { headingPath: ["One", "Two"] }),
    ];
    const passages = await cut(blocks);
    expect(passages.map(({ postId, ordinal, headingPath }) => [postId, ordinal, ...headingPath])).toEqual([
      ["a", 0],
      ["a", 1, "One"],
      ["a", 2, "One", "Two"],
      ["b", 0, "One", "Two"],
    ]);
    expect(passages.map(({ words }) => words)).toEqual([10, 10, 10, 20]);
  });

  it("cuts a long section at sentence ends into parts of about the length asked for", async () => {
    const text = Array.from({ length: 50 }, (_, i) => sentence(12, i)).join(" ");
    for (const passageWords of [40, 120, 250]) {
      const passages = await cut([blockOf("a", text)], { passageWords });
      expect(passages.length).toBeGreaterThan(1);
      for (const passage of passages) {
        expect(passage.text).toMatch(/^W[^]*\.$/);
        expect(passage.words).toBeGreaterThan(passageWords / 2);
        expect(passage.words).toBeLessThan(passageWords * 1.5);
      }
    }
  });

  it("leaves a short section whole, its blocks on lines of their own", async () => {
    const [passage, ...rest] = await cut([
      blockOf("a", "First item"),
      blockOf("a", "Second item.", { start: 20 }),
    ]);
    expect(rest).toEqual([]);
    expect(passage).toMatchObject({ text: "First item\nSecond item.", start: 0, end: 32, words: 4 });
  });

  it("cuts inside a sentence that alone is far too long, and counts its words", async () => {
    const passages = await cut([blockOf("a", sentence(1000, 1))], { passageWords: 100 });
    expect(passages.length).toBeGreaterThan(4);
    for (const { words } of passages) expect(words).toBeLessThanOrEqual(200);
    expect(passages.reduce((sum, { words }) => sum + words, 0)).toBe(1000);
  });

  it("loses nothing, keeps to the limit and to the source, on random posts", async () => {
    const random = createRandom(77);
    for (let round = 0; round < 80; round++) {
      const post = randomPost(`post-${round}`, random);
      const limit = round % 3 === 0 ? undefined : byteLimit(20 + random.int(150));
      const passageWords = 20 + random.int(150);
      const passages = await cut(post.blocks, { passageWords, ...(limit && { limit }) });
      expect(squeezed(passages)).toBe(squeezed(post.blocks));
      expect(passages.map(({ ordinal }) => ordinal)).toEqual([...passages.keys()]);
      expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
      let last = 0;
      for (const { text, start, end, words, headingPath } of passages) {
        if (limit) expect(limit.countTokens(text)).toBeLessThanOrEqual(limit.maxTokens);
        expect(words).toBe(countWords(text));
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/\p{Surrogate}/u);
        const quoted = post.source.slice(start, end);
        expect(quoted.charAt(0)).toBe(text.charAt(0));
        expect(quoted.at(-1)).toBe(text.at(-1));
        expect(start).toBeGreaterThanOrEqual(last);
        expect(post.source.slice(start, end)).not.toContain("## ");
        expect(post.blocks.some((block) => block.headingPath === headingPath)).toBe(true);
        last = end;
      }
    }
  });

  it("ends a quotation no later than its last character does, where that was written as an entity", async () => {
    const source = "He said &quot;Go.&quot; Then the others went home without a word.";
    const text = source.replaceAll("&quot;", '"');
    const offsets = Uint32Array.from({ length: text.length }, (_, i) =>
      i > text.lastIndexOf('"') ? i + 10 : i > text.indexOf('"') ? i + 5 : i,
    );
    const block = blockOf("a", text, { end: source.length, offsets });
    const limit: TokenLimit = { maxTokens: 9, countTokens: (part) => part.split(" ").length };
    const [first] = await cut([block], { passageWords: 20, limit });
    expect(first?.text).toBe('He said "Go."');
    expect(first?.end).toBeGreaterThan(source.lastIndexOf("&quot;"));
    expect(first?.end).toBeLessThanOrEqual(source.lastIndexOf("&quot;") + "&quot;".length);
  });

  it("cuts a word of a megabyte to the model's limit, and drops none of it", async () => {
    const random = createRandom(3);
    const word = Array.from({ length: 2 ** 20 / 8 }, () =>
      random
        .int(2 ** 31)
        .toString(36)
        .padStart(8, "x"),
    ).join("");
    const limit = byteLimit(254);
    const passages = await cut([blockOf("a", word)], { limit });
    expect(passages.map(({ text }) => text).join("")).toBe(word);
    expect(Math.max(...passages.map(({ text }) => limit.countTokens(text)))).toBeLessThanOrEqual(254);
  });

  it("cuts Chinese and Japanese without spaces, with and without a limit", async () => {
    const text = "変更管理は重要ですが計画よりも対話が大切だと私たちは学びました、".repeat(200);
    for (const limit of [undefined, byteLimit(254)]) {
      const passages = await cut([blockOf("a", text)], limit ? { limit } : {});
      expect(passages.map((passage) => passage.text).join("")).toBe(text);
      expect(Math.max(...passages.map(({ words }) => words))).toBeLessThanOrEqual(240);
    }
  });

  it("never parts a surrogate pair", async () => {
    const text = `${"😀".repeat(333)}x${"𠮷".repeat(334)}`;
    for (const maxTokens of [2, 3, 7, 50]) {
      const passages = await cut([blockOf("a", text)], { limit: byteLimit(maxTokens) });
      expect(passages.map((passage) => passage.text).join("")).toBe(text);
      for (const passage of passages) expect(passage.text).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it("names passages by what they say, wherever their post stands in the list", async () => {
    const random = createRandom(5);
    const posts = Array.from({ length: 6 }, (_, i) => randomPost(`post-${i}`, random).blocks);
    const ids = async (order: readonly Block[][]): Promise<string[]> =>
      (await cut(order.flat())).map(({ id }) => id).sort();
    expect(await ids(posts.toReversed())).toEqual(await ids(posts));
  });

  it("gives repeated texts ids of their own, and marks them as repetitions of the first", async () => {
    const text = sentence(40, 8);
    const passages = await cut([
      blockOf("a", text, { headingPath: ["One"] }),
      blockOf("a", text, { headingPath: ["Two"] }),
      blockOf("b", text),
      blockOf("b", sentence(40, 9), { headingPath: ["Else"] }),
    ]);
    expect(new Set(passages.map(({ id }) => id)).size).toBe(4);
    const first = passages[0]?.id;
    expect(passages.map(({ duplicateOf }) => duplicateOf)).toEqual([undefined, first, first, undefined]);
  });

  it("makes nothing of nothing", async () => {
    expect(await cut([])).toEqual([]);
  });

  it("stops where it is told to", async () => {
    const context = recordContext(AbortSignal.abort());
    await expect(chunk([blockOf("a", "Some words.")], { passageWords: 120 }, context)).rejects.toThrow(
      /abort/i,
    );
  });
});
