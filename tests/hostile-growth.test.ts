import { describe, expect, it } from "vitest";
import { clean } from "../src/stages/clean/clean.js";
import { chunk } from "../src/stages/chunk/chunk.js";
import { readPhrases } from "../src/stages/describe/terms/phrases.js";
import type { Post, PostFormat } from "../src/shapes/post.js";
import { hostileTexts } from "./helpers/hostile-texts.js";
import { recordContext } from "./helpers/model-context.js";

/** What four times the text may cost, in times of what it costs itself: four, and a busy machine. */
const MOST_GROWTH = 12;
/** Milliseconds that say nothing. */
const FLOOR = 200;
/** Sizes are small enough that nothing is refused for its size. */
const SMALL = 32;

const postOf = (source: string, format: PostFormat): Post => ({
  ...{
    id: "post",
    path: "post",
    file: "post",
    title: "A title",
    tags: [],
    bodyStart: 0,
    links: [],
    captions: [],
  },
  ...{ source, format },
});

/** Processor time, in milliseconds, that a text costs from its markup to its phrases. */
async function costOf(source: string, format: PostFormat): Promise<number> {
  const context = recordContext();
  const before = process.cpuUsage();
  const { blocks } = await clean([postOf(source, format)], { keep: [], remove: [] }, context);
  const passages = await chunk(blocks, { passageWords: 120 }, context);
  for (const { text } of passages) readPhrases(text, () => false);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe.each<PostFormat>(["markdown", "html", "text"])("the cost of %s", (format) => {
  it.each(Object.entries(hostileTexts))("grows like its length, of %s", async (_, { full, of }) => {
    const size = Math.ceil(full / SMALL);
    await costOf(of(size), format);
    const once = await costOf(of(size), format);
    const fourTimes = await costOf(of(4 * size), format);
    expect(fourTimes).toBeLessThan(MOST_GROWTH * once + FLOOR);
  });
});
