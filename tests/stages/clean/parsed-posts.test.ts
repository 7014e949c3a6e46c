import { describe, expect, it } from "vitest";
import { inProcess } from "../../../src/jobs/in-process.js";
import type { Executor } from "../../../src/shapes/executor.js";
import type { Post } from "../../../src/shapes/post.js";
import { parsedPosts, type ParsedPost } from "../../../src/stages/clean/parsed-posts.js";
import { memoryKept } from "../../helpers/memory-kept.js";

const PARAGRAPH =
  "Rye takes *its* time, and `wheat` less of it; see [the table](https://example.org/a?b=1). ";

/** Posts of 600,000 characters, one of which can't be read. */
const posts = Array.from({ length: 60 }, (_, i): Post => ({
  ...{
    id: `p${i}`,
    path: `${i}.md`,
    file: `/${i}.md`,
    title: `Post ${i}`,
    tags: [],
    bodyStart: 0,
    links: [],
  },
  ...{ format: i === 7 ? "html" : "markdown", captions: [] },
  source: i === 7 ? "<div>".repeat(5000) : `# Number ${i}\n\n${PARAGRAPH.repeat(115)}`,
}));
const { signal } = new AbortController();

async function all(context: Omit<Parameters<typeof parsedPosts>[1], "signal">): Promise<ParsedPost[]> {
  const parsed: ParsedPost[] = [];
  for await (const one of parsedPosts(posts, { signal, ...context })) parsed.push(one);
  return parsed;
}

/** Counts the posts that are given to it. */
function counting(): { executor: Executor; given: () => number } {
  const executor = inProcess();
  let given = 0;
  return {
    given: () => given,
    executor: {
      ...executor,
      map(job, inputs, options) {
        given += (inputs as unknown as { posts: unknown[] }[]).reduce(
          (sum, one) => sum + one.posts.length,
          0,
        );
        return executor.map(job, inputs, options);
      },
    },
  };
}

describe("parsedPosts", { timeout: 120_000 }, () => {
  it("gives the same documents in the same order, whoever parses", async () => {
    const here = await all({});
    expect(here.map(({ post }) => post)).toEqual(posts);
    expect(here[7]?.document.fault).toContain("nested");
    const { executor, given } = counting();
    expect(await all({ executor })).toEqual(here);
    expect(given()).toBe(posts.length);
  });

  it("asks others for what no earlier run has kept, and keeps what they made", async () => {
    const kept = memoryKept();
    const first = counting();
    const documents = await all({ executor: first.executor, kept });
    const second = counting();
    expect(await all({ executor: second.executor, kept })).toEqual(documents);
    expect([first.given(), second.given()]).toEqual([posts.length, 0]);
    expect(await all({ kept })).toEqual(documents);
  });
});
