import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.js";
import { createRandom } from "../../src/math/random.js";
import type { Reader, ReaderOutput } from "../../src/shapes/reader.js";

export interface Sample {
  path: string;
  text: string;
  /** How many posts the sample holds. */
  posts: number;
}

/** What every reader owes, whatever its format. */
export function describeReader(reader: Reader, sample: Sample): void {
  const read = (text: string): ReaderOutput => {
    try {
      return reader.read({
        path: sample.path,
        file: `/root/${sample.path}`,
        record: "entry",
        text,
        columns: {},
      });
    } catch (error) {
      // The one thing that a reader may throw: what the user must change.
      if (error instanceof UserError && error.kind === "config") return { posts: [], skipped: [] };
      throw error;
    }
  };

  describe(`${reader.name}: the contract of a reader`, () => {
    it("accepts its files and not those of others", () => {
      expect(reader.accepts(sample.path, sample.text)).toBe(true);
      expect(reader.accepts("picture.png", sample.text)).toBe(false);
      expect(reader.accepts("", "")).toBe(false);
    });

    it("delivers whole posts that name their place", () => {
      const { posts, skipped } = read(sample.text);
      expect(skipped).toEqual([]);
      expect(posts).toHaveLength(sample.posts);
      for (const post of posts) {
        expect(post.path).toBe(sample.path);
        expect(post.file).toBe(`/root/${sample.path}`);
        expect(post.record).toMatch(/^entry\b/);
        expect(post.title.trim()).not.toBe("");
        expect(post.source.slice(post.bodyStart).trim()).not.toBe("");
        if (post.date !== undefined) expect(post.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }
      expect(new Set(posts.map((post) => post.record)).size).toBe(posts.length);
    });

    it("gives the same for the same", () => {
      expect(read(sample.text)).toEqual(read(sample.text));
    });

    it("delivers posts or reasons, and never throws, wherever the file is cut off", () => {
      for (let length = 1; length < sample.text.length; length += 7) {
        const { posts, skipped } = read(sample.text.slice(0, length));
        expect(posts.length).toBeLessThanOrEqual(sample.posts);
        for (const row of skipped) {
          expect(row.path).toBe(sample.path);
          expect(row.place).toMatch(/^entry entry/);
          expect(row.reason).toMatch(/^\S[^\n]+$/);
        }
      }
    });

    it("never throws on scrambled text", () => {
      const random = createRandom(7);
      for (let round = 0; round < 200; round++) {
        const scrambled = sample.text.replace(/./gs, (c) =>
          random.next() < 0.05 ? String.fromCharCode(random.int(round % 2 === 0 ? 128 : 65536)) : c,
        );
        const { posts, skipped } = read(scrambled);
        for (const row of skipped) expect(row.reason).not.toBe("");
        for (const post of posts) expect(post.bodyStart).toBeLessThanOrEqual(post.source.length);
      }
    });
  });
}
