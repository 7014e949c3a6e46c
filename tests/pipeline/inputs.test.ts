import { describe, expect, it } from "vitest";
import { hashOfInputs } from "../../src/pipeline/inputs.js";
import { normalizeConfig } from "../../src/run/config.js";
import { memoryFiles } from "../helpers/memory-files.js";

const { signal } = new AbortController();
const POSTS = { "/posts/a.md": "Rye takes its time.", "/posts/b.md": "Wheat takes less." };

async function hashOf(files: Record<string, string>, options: Record<string, unknown> = {}): Promise<string> {
  const config = normalizeConfig({ paths: ["/posts"], out: "/out", ...options });
  return (await hashOfInputs(config, { files: memoryFiles(files), signal })) ?? "";
}

describe("what a run is made of", () => {
  it("is the same for the same posts and options, in whatever order they were written", async () => {
    const own = await hashOf(POSTS, { seed: 7, title: "Bread" });
    expect(own).toMatch(/^[0-9a-f]{64}$/);
    expect(
      await hashOf(Object.fromEntries(Object.entries(POSTS).reverse()), { title: "Bread", seed: 7 }),
    ).toBe(own);
  });

  it("is another one for another text, name, place or option, for a post more or less", async () => {
    const hashes = await Promise.all([
      hashOf(POSTS),
      hashOf({ ...POSTS, "/posts/a.md": "Rye takes its time!" }),
      hashOf({ ...POSTS, "/posts/c.md": "Spelt." }),
      hashOf({ "/posts/a.md": "Rye takes its time." }),
      hashOf({ "/posts/a.md": "Rye takes its time.", "/posts/c.md": "Wheat takes less." }),
      hashOf({ ...POSTS, "/posts/d.xyz": "of no kind that is read" }),
      hashOf(POSTS, { title: "Bread" }),
      hashOf(POSTS, { out: "/elsewhere" }),
    ]);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("is another one for other decisions, and waits for no pipe that stands for them", async () => {
    const decided = (text: string) =>
      hashOf({ ...POSTS, "/themes.yaml": text }, { decisions: "/themes.yaml" });
    expect(await decided("themes: []")).not.toBe(await decided("order: []"));
    const pipe = memoryFiles({ ...POSTS, "/themes.yaml": { other: true } });
    const config = normalizeConfig({ paths: ["/posts"], out: "/out", decisions: "/themes.yaml" });
    expect(await hashOfInputs(config, { files: pipe, signal })).toMatch(/^[0-9a-f]{64}$/);
    expect(pipe.opened).not.toContain("/themes.yaml");
  });
});
