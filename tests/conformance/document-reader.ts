import { describe, expect, it } from "vitest";
import type { DocumentReader, ReaderOutput } from "../../src/shapes/reader.js";

export interface DocumentSample {
  path: string;
  bytes: Uint8Array;
  posts: number;
}

/** What every reader of documents owes, whatever its format. */
export function describeDocumentReader(
  reader: DocumentReader,
  { path, bytes, posts: count }: DocumentSample,
): void {
  const read = (content: Uint8Array): Promise<ReaderOutput> =>
    reader.read({ path, file: `/root/${path}`, record: "entry", bytes: content, columns: {} });

  describe(`${reader.name}: the contract of a reader of documents`, () => {
    it("names its endings in lower case, without the dot", () => {
      expect(reader.endings.length).toBeGreaterThan(0);
      expect(reader.endings.every((ending) => /^[a-z0-9]+$/.test(ending))).toBe(true);
      expect(reader.endings.some((ending) => path.endsWith(`.${ending}`))).toBe(true);
    });

    it("delivers whole posts that name their place, and the same for the same", async () => {
      const { posts, skipped } = await read(bytes);
      expect(skipped).toEqual([]);
      expect(posts).toHaveLength(count);
      for (const post of posts) {
        expect(post).toMatchObject({ path, file: `/root/${path}` });
        expect(post.record).toMatch(/^entry\b/);
        expect(post.title.trim()).not.toBe("");
        expect(post.source.slice(post.bodyStart).trim()).not.toBe("");
      }
      expect(await read(bytes)).toEqual({ posts, skipped });
    });

    it("leaves the bytes alone", async () => {
      const before = bytes.slice();
      await read(bytes);
      expect(bytes).toEqual(before);
    });
  });
}
