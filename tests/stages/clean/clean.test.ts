import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clean, type CleanOptions } from "../../../src/stages/clean/clean.js";
import type { Cleaned } from "../../../src/shapes/block.js";
import type { Log } from "../../../src/shapes/context.js";
import type { Post, PostFormat } from "../../../src/shapes/post.js";

const asIs: CleanOptions = { keep: [], remove: [] };

const quietLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  debug: () => undefined,
  progress: () => ({ advance: () => undefined, done: () => undefined }),
};

function makePost(
  id: string,
  source: string,
  format: PostFormat = "markdown",
  title = "The post’s title",
): Post {
  return {
    id,
    path: `posts/${id}`,
    file: `/posts/${id}`,
    title,
    tags: [],
    format,
    source,
    bodyStart: 0,
    links: [],
    captions: [],
  };
}

const run = (posts: Post[], options: CleanOptions = asIs): Promise<Cleaned> =>
  clean(posts, options, { log: quietLog, signal: new AbortController().signal });
const texts = (cleaned: Cleaned): string[] => cleaned.blocks.map((block) => block.text);

const casesFolder = join(import.meta.dirname, "../../cases/clean");
const formats: Record<string, PostFormat> = {
  "input.md": "markdown",
  "input.html": "html",
  "input.txt": "text",
};

function render({ blocks, removed, skipped }: Cleaned): string {
  const lines = [
    ...blocks.map(({ kind, headingPath, text }) => `${kind} | ${headingPath.join(" > ")} | ${text}`),
    "",
    ...removed.map(({ count, reason, text }) => `${count} × ${reason}: ${text}`),
    ...skipped.map(({ reason }) => `skipped: ${reason}`),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

describe("golden cases", () => {
  it.each(readdirSync(casesFolder))("%s", async (name) => {
    const input = readdirSync(join(casesFolder, name)).find((file) => file in formats) ?? "";
    const source = readFileSync(join(casesFolder, name, input), "utf8");
    const cleaned = await run([makePost(name, source, formats[input])]);
    await expect(render(cleaned)).toMatchFileSnapshot(join(casesFolder, name, "expected.txt"));
  });
});

/** Eight posts with a header, a footer that changes its number, and a sentence at the end of a paragraph. */
function newsletter(count = 8): Post[] {
  return Array.from({ length: count }, (_, i) => {
    const word =
      ["alder", "birch", "cedar", "damson", "elm", "fir", "gorse", "hazel", "ivy", "juniper"][i] ?? "";
    return makePost(
      `${i}.md`,
      [
        "Welcome back to the letter about trees.",
        `This week I looked at the ${word} and how it grows.`,
        "A passage about pruning that the author likes.".repeat(i < 2 ? 1 : 0),
        `The ${word} likes water, and the team that planted it knows why.`,
        `The ${word} was cut down in the end. Small Trees is a fortnightly letter by Ann, number ${i}.`,
        `Last week's ${word} is here.`,
      ].join("\n\n"),
    );
  });
}

describe("boilerplate", () => {
  it("is learned as blocks and as sentences, and listed with reason and count", async () => {
    const cleaned = await run(newsletter());
    expect(texts(cleaned).filter((text) => /Welcome|fortnightly/.test(text))).toEqual([]);
    expect(texts(cleaned).filter((text) => /^The \w+ was cut down in the end\.$/.test(text))).toHaveLength(8);
    expect(cleaned.removed[0]).toEqual({
      reason: "in 8 of 8 posts",
      text: "Small Trees is a fortnightly letter by Ann, number 0.",
      count: 8,
      posts: 8,
      example: "posts/0.md",
    });
    expect(cleaned.removed.map(({ count, text }) => [count, text])).toContainEqual([
      8,
      "Welcome back to the letter about trees.",
    ]);
    expect(cleaned.removed.map(({ count }) => count)).toEqual(
      cleaned.removed.map(({ count }) => count).sort((a, b) => b - a),
    );
  });

  it("leaves what an author uses twice in the middle", async () => {
    const cleaned = await run(newsletter());
    expect(texts(cleaned).filter((text) => text.includes("pruning"))).toHaveLength(2);
  });

  it("is not learned from four posts", async () => {
    const cleaned = await run(newsletter(4));
    expect(cleaned.removed).toEqual([]);
  });

  it("keeps what the configuration keeps, whole or in part, and cuts what it removes", async () => {
    const kept = await run(newsletter(), { keep: ["WELCOME back to the letter, about trees"], remove: [] });
    expect(texts(kept).filter((text) => text.startsWith("Welcome"))).toHaveLength(8);

    const cut = await run(newsletter(), { keep: [], remove: ["and the team that planted it"] });
    expect(texts(cut)).toContain("The alder likes water, knows why.");
    expect(cut.removed).toContainEqual({
      reason: "listed under remove",
      text: "and the team that planted it",
      count: 8,
      posts: 8,
      example: "posts/0.md",
    });
  });

  it("can be pasted from the list of removed texts into the configuration, even where that is shortened", async () => {
    const long = `${Array.from({ length: 80 }, (_, i) => `word${"abcdefghij".charAt(i % 10)}`).join(" ")}.`;
    const posts = Array.from({ length: 6 }, (_, i) =>
      makePost(`${i}.md`, `A post of its own: ${"uvwxyz".charAt(i)}.\n\n${long}`),
    );
    const first = await run(posts);
    const shown = first.removed[0]?.text ?? "";
    expect(shown.length).toBeLessThanOrEqual(300);
    expect(shown.endsWith("…")).toBe(true);
    const second = await run(posts, { keep: [shown], remove: [] });
    expect(texts(second).filter((text) => text === long)).toHaveLength(6);
  });

  it("does not take a post for boilerplate that was imported six times", async () => {
    const copies = Array.from({ length: 6 }, (_, i) =>
      makePost(`copy-${i}.md`, "One thing about elms.\n\nAnother thing about elms.\n\nThe end of the elms."),
    );
    const cleaned = await run([...newsletter(), ...copies]);
    expect(texts(cleaned).filter((text) => text.includes("elms"))).toHaveLength(18);
  });

  it("protects known lines and repeats that the configuration keeps", async () => {
    const post = makePost("a.md", "Subscribe now\n\nBreathe in.\n\nBreathe in.\n\nMore text here.");
    expect(texts(await run([post], { keep: ["subscribe now", "Breathe in"], remove: [] }))).toEqual([
      "Subscribe now",
      "Breathe in.",
      "Breathe in.",
      "More text here.",
    ]);
  });
});

describe("clean", () => {
  it("keeps the order of posts and gives each block its place", async () => {
    const source = "---\ntitle: x\n---\n\n## One\n\nText **here**.\n";
    const post = { ...makePost("b.md", source), bodyStart: 18 };
    const cleaned = await run([post, makePost("a.md", "Other text.")]);
    expect(cleaned.blocks.map(({ postId }) => postId)).toEqual(["b.md", "a.md"]);
    const [block] = cleaned.blocks;
    expect(block).toMatchObject({ kind: "paragraph", headingPath: ["One"], text: "Text here." });
    expect(source.slice(block?.start, block?.end)).toBe("Text **here**.");
    expect(block?.offsets[5]).toBe(source.indexOf("here"));
  });

  it("skips a post that holds no prose, one of which nothing is left, and one that cannot be read", async () => {
    const cleaned = await run([
      makePost("empty.md", "![](only-an-image.png)\n\n<script>alert(1)</script>"),
      { ...makePost("mail.csv", "Unsubscribe\n\n***\n\n2024", "text"), record: "row 3" },
      makePost("deep.html", "<div>".repeat(100_000), "html"),
    ]);
    expect(cleaned.blocks).toEqual([]);
    expect(cleaned.skipped).toEqual([
      { path: "posts/empty.md", place: "", reason: "holds no prose", post: true },
      { path: "posts/mail.csv", place: "row 3", reason: "nothing is left after cleaning", post: true },
      { path: "posts/deep.html", place: "", reason: "HTML nested deeper than 1000 levels", post: true },
    ]);
  });

  it("keeps an ideographic sentence of two letters, and no number", async () => {
    expect(texts(await run([makePost("a.md", "是的\n\n42 %\n\nno.\n\n👍👍👍")]))).toEqual(["是的"]);
  });

  it("lets no script, handler or style through", async () => {
    const source = `<p onclick="steal()">Safe <a href="javascript:steal()">link</a>.</p><script>steal()</script><style>p{}</style>`;
    for (const format of ["html", "markdown"] as const) {
      expect(texts(await run([makePost("x", source, format)]))).toEqual(["Safe link."]);
    }
  });

  it("gives one normal form to texts that differ in composition", async () => {
    const cleaned = await run([
      makePost("a.md", "Caf\u00E9 au lait."),
      makePost("b.md", "Cafe\u0301 au lait."),
    ]);
    expect(new Set(texts(cleaned)).size).toBe(1);
  });

  it("stops when it is told to", async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(
      clean([makePost("a.md", "Text.")], asIs, { log: quietLog, signal: controller.signal }),
    ).rejects.toThrow();
  });
});
