import type { Block } from "../shapes/block.js";

/** A text from a clipboard as blocks, so that it is cut into passages by the same rules as a post. */
export function blocksOf(text: string): Block[] {
  return text
    .normalize("NFC")
    .split(/\r?\n[^\S\n]*\r?\n/)
    .map((paragraph) => paragraph.trim().replace(/\s+/g, " "))
    .filter((paragraph) => paragraph !== "")
    .map((paragraph) => ({
      postId: "",
      kind: "paragraph",
      headingPath: [],
      text: paragraph,
      start: 0,
      end: paragraph.length,
      offsets: Uint32Array.from({ length: paragraph.length }, (_, i) => i),
    }));
}
