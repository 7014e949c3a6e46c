import type { Block } from "../../src/shapes/block.js";
import type { Passage } from "../../src/shapes/passage.js";
import type { Post } from "../../src/shapes/post.js";

/** A passage of twenty words that differ from every other passage's, unless told otherwise. */
export function passageOf(i: number, overrides: Partial<Passage> = {}): Passage {
  const text = Array.from({ length: 20 }, (_, w) => `word${i}x${w}`).join(" ");
  return {
    id: `passage-${String(i).padStart(4, "0")}`,
    postId: `post-${i}`,
    ordinal: 0,
    headingPath: [],
    text,
    start: 0,
    end: text.length,
    words: 20,
    ...overrides,
  };
}

export function passagesOf(count: number): Passage[] {
  return Array.from({ length: count }, (_, i) => passageOf(i));
}

export function postOf(id: string, overrides: Partial<Post> = {}): Post {
  return {
    id,
    path: `posts/${id}.md`,
    file: `/posts/${id}.md`,
    title: "",
    tags: [],
    format: "markdown",
    source: "",
    bodyStart: 0,
    links: [],
    captions: [],
    ...overrides,
  };
}

/** A block whose text stands in the source just as it is, from `start` on. */
export function blockOf(postId: string, text: string, overrides: Partial<Block> = {}): Block {
  const start = overrides.start ?? 0;
  return {
    postId,
    kind: "paragraph",
    headingPath: [],
    text,
    start,
    end: start + text.length,
    offsets: Uint32Array.from({ length: text.length }, (_, i) => start + i),
    ...overrides,
  };
}
