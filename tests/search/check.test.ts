import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runPipeline } from "../../src/index.js";
import { nodeFiles } from "../../src/io/files.js";
import { fromArrays, normalizeRows } from "../../src/math/matrix.js";
import { openArchive, type Archive } from "../../src/search/archive.js";
import { checkIn } from "../../src/search/check.js";
import type { Checked } from "../../src/search/checked.js";
import { nearPosts } from "../../src/search/near-posts.js";
import { quotedFrom } from "../../src/search/quoted.js";
import { quietLog } from "../helpers/explored-sample.js";

const SEEDS = fileURLToPath(new URL("../../seeds", import.meta.url));

const isMissing = !existsSync(new URL("../../node_modules/@duckdb/node-api", import.meta.url));
const why = isMissing ? " (left out: @duckdb/node-api is not installed)" : "";

describe.skipIf(isMissing)(`a draft beside the sample posts${why}`, () => {
  let root: string;
  let archive: Archive;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "throughline-check-"));
    const folder = join(root, "out");
    await runPipeline({ paths: [SEEDS], out: folder, embedder: "builtin" });
    const effects = { files: nodeFiles(), log: quietLog, signal: new AbortController().signal };
    archive = await openArchive({ folder }, effects, { needsFit: true });
  });
  afterAll(async () => {
    await archive.close();
    await rm(root, { recursive: true, force: true });
  });
  const check = (text: string): Promise<Checked> => checkIn(archive, { text });

  const ABOUT_DEBT = `# What technical debt costs

Technical debt is a loan that nobody signed for. We pay the interest in every estimate, and the team that took the loan has long
moved on to another product when the bill comes.

Release notes are where readers of our documentation find out what has changed. A wiki page that nobody dates is worse than none.
`;

  it("gets the posts that its words name, each word once, and never the same twice", async () => {
    const { links, neighbours, tags, themes } = await check(ABOUT_DEBT);
    expect(themes.map(({ label }) => label)).toEqual(expect.arrayContaining(["Technical debt"]));
    expect(links.length).toBeGreaterThan(0);
    for (const { anchor, sentence } of links) {
      expect(sentence).toContain(anchor);
      expect(ABOUT_DEBT.replace(/\s+/g, " ")).toContain(sentence.replace(/\s+/g, " "));
    }
    const anchors = links.map(({ anchor }) => anchor.toLowerCase());
    expect(new Set(anchors).size).toBe(anchors.length);
    const similarities = neighbours.map(({ similarity }) => similarity);
    expect(similarities).toEqual(similarities.toSorted((a, b) => b - a));
    for (const { tag, posts } of tags) {
      expect(neighbours.filter(({ post }) => post.tags.includes(tag)).length).toBe(posts);
    }
    expect(await check(ABOUT_DEBT)).toEqual(await check(ABOUT_DEBT));
  });

  it("is not told to link where it links already", async () => {
    const { links } = await check(ABOUT_DEBT);
    const linked = links.flatMap(({ post }) => (post.url === undefined ? [] : [post]));
    expect(linked.length).toBeGreaterThan(0);
    const more = linked
      .map(({ url }) => `[see](${url?.replace("https://", "http://www.") ?? ""}/?utm_source=x)`)
      .join(" ");
    const { links: left } = await check(`${ABOUT_DEBT}\n${more}\n`);
    for (const { id } of linked) expect(left.map(({ post }) => post.id)).not.toContain(id);
  });

  it("is looked at by the paragraph, short ones with the next, and never over a heading", async () => {
    const long =
      "One paragraph of its own has to have so many words that it says something to whoever looks at it by itself, as this one does now.";
    const { draft } = await check(`Short.\n\n${long}\n\n${long} Again.\n\n## Heading\n\nShort too.\n`);
    expect(draft.paragraphs).toBe(3);
  });

  it("of another language is said to be so", async () => {
    const { notes } = await check(
      "La deuda técnica es un préstamo que nadie firmó. Pagamos los intereses en cada estimación, y el equipo que lo tomó ya está en otro producto cuando llega la factura.\n",
    );
    expect(notes[0]).toMatch(/^The draft seems to be in Spanish, and the report's posts are not/);
    expect((await check(ABOUT_DEBT)).notes).toEqual([]);
  });

  it("that nobody can use is refused", async () => {
    await expect(check("  \n")).rejects.toMatchObject({ kind: "noInput" });
    await expect(check("---\ntitle: Nothing\n---\n")).rejects.toMatchObject({ kind: "noInput" });
    await expect(check("```\ncode only\n```\n")).rejects.toMatchObject({ kind: "noInput" });
  });
});

describe("posts near a draft", () => {
  it("are those near as a whole and in a passage, fused", () => {
    const passages = ["a", "a", "b", "c"].map((postId) => ({ postId, words: 1 }));
    const vectors = normalizeRows(
      fromArrays(
        [
          [1, 0],
          [0, 1],
          [1, 0.2],
          [-1, 0],
        ],
        2,
      ),
    );
    const near = nearPosts(fromArrays([[1, 0]], 2), [1], { passages, vectors });
    expect(near.map(({ postId }) => postId)).toEqual(["a", "b"]);
    expect(near[0]).toMatchObject({ own: [0, 1], best: 1 });
    expect(near[0]?.whole).toBeCloseTo(Math.SQRT1_2);
  });
});

describe("the sentence that is quoted", () => {
  const vectorOf = (text: string): Promise<Float32Array> =>
    Promise.resolve(Float32Array.of(text.includes("roadmap") ? 1 : 0, 0));

  it("is the nearest that has words enough, of equals the first; else the whole", async () => {
    const text =
      "A roadmap. Nothing is said of it in this sentence here. Here a roadmap is a list of bets we make. So is this roadmap of theirs and ours.";
    expect(await quotedFrom(text, Float32Array.of(1, 0), vectorOf)).toBe(
      "Here a roadmap is a list of bets we make.",
    );
    expect(await quotedFrom("Too short.", Float32Array.of(1, 0), vectorOf)).toBe("Too short.");
  });
});
