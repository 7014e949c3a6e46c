import { describe, expect, it } from "vitest";
import type { CollectionReader, OpenText, SourceFile } from "../../src/shapes/reader.js";

/** What every reader of files that belong together owes; `tree` is one such collection, by path. */
export function describeCollectionReader(
  reader: CollectionReader,
  { tree, posts: count }: { tree: Record<string, string>; posts: number },
): void {
  const fileOf = ([path, text]: [string, string]): SourceFile => ({
    ...{ path, file: `/root/${path}`, explicit: false, size: text.length },
    read: async () => new TextEncoder().encode(text),
  });
  const files = Object.entries(tree).map(fileOf);
  const open: OpenText = async ({ path, file }) => ({
    input: { path, file, text: tree[path] ?? "", columns: {} },
  });

  describe(`${reader.name}: the contract of a reader of collections`, () => {
    it("claims files that it was shown, each once, and reads them", async () => {
      const groups = await reader.claim(files, open);
      const claimed = groups.flatMap((group) => group.files);
      expect(claimed.length).toBeGreaterThan(0);
      expect(new Set(claimed).size).toBe(claimed.length);
      expect(claimed.every((file) => files.includes(file))).toBe(true);
      const outputs = await Promise.all(groups.map((group) => group.read(open)));
      expect(outputs.flatMap(({ posts }) => posts)).toHaveLength(count);
    });

    it("claims nothing among other files, and of nothing", async () => {
      const others = [fileOf(["blog/a.md", "# A"]), fileOf(["blog/data.csv", "a,b\n1,2\n"])];
      expect(
        await reader.claim(others, async ({ path, file }) => ({
          input: { path, file, text: "a,b\n1,2\n", columns: {} },
        })),
      ).toEqual([]);
      expect(await reader.claim([], open)).toEqual([]);
    });
  });
}
