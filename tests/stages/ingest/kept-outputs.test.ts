import { describe, expect, it } from "vitest";
import type { DocumentReader } from "../../../src/shapes/reader.js";
import { ingest } from "../../../src/stages/ingest/ingest.js";
import { READING } from "../../../src/stages/ingest/kept-outputs.js";
import { asciidocReader } from "../../../src/stages/ingest/readers/asciidoc.js";
import { documentReaders } from "../../../src/stages/ingest/readers/registry.js";
import { silentLog } from "../../../src/io/silent-log.js";
import { notCoveredBy } from "../../helpers/code-behind.js";
import { minimalDocx } from "../../helpers/documents.js";
import { memoryFiles, type MemoryNode } from "../../helpers/memory-files.js";
import { memoryKept, type MemoryKept } from "../../helpers/memory-kept.js";

const posts: Record<string, MemoryNode> = {
  "/posts/rye.adoc": "= On rye\nAda\n2015-07-08\n\nRye takes its time, and a *sour* of its own.\n",
  "/posts/wheat.docx": minimalDocx("On wheat", "Wheat takes less time than rye does."),
  "/posts/oats.md": "# On oats\n\nOats are for porridge.\n",
};

async function read(tree: Record<string, MemoryNode>, kept?: MemoryKept, documents = documentReaders) {
  return ingest(
    ["/posts"],
    { maxFileMegabytes: 1, columns: {}, documents },
    {
      files: memoryFiles(tree),
      log: silentLog,
      signal: new AbortController().signal,
      ...(kept && { kept }),
    },
  );
}

/** A reader that counts what it reads. */
function counting(about: Partial<DocumentReader>) {
  const seen: string[] = [];
  const reader: DocumentReader = {
    ...asciidocReader,
    ...about,
    read(input) {
      seen.push(input.path);
      return (about.read ?? asciidocReader.read.bind(asciidocReader))(input);
    },
  };
  return { reader, seen };
}

describe("documents that take their time", () => {
  it("are read once, and give the same posts again", async () => {
    const expected = await read(posts);
    expect(expected.posts).toHaveLength(3);
    const kept = memoryKept();
    expect(await read(posts, kept)).toEqual(expected);
    expect(await read(posts, kept)).toEqual(expected);
    expect(kept.counts).toEqual({ asked: 4, found: 2, put: 2 });
    const changed = { ...posts, "/posts/rye.adoc": "= On rye\n\nRye is another thing now.\n" };
    expect(await read(changed, kept)).toEqual(await read(changed));
    expect(kept.counts.put).toBe(3);
  });

  it("are read again under another name, which posts may be called after", async () => {
    const kept = memoryKept();
    const { reader, seen } = counting({});
    await read({ "/posts/a.adoc": "Rye takes its time.\n" }, kept, [reader]);
    const moved = await read({ "/posts/b.adoc": "Rye takes its time.\n" }, kept, [reader]);
    expect(seen).toEqual(["posts/a.adoc", "posts/b.adoc"]);
    expect(moved.posts[0]).toMatchObject({ path: "posts/b.adoc", title: "B" });
  });

  it("are asked for nothing where their reader is quick", async () => {
    const kept = memoryKept();
    await read(posts, kept, [counting({ isSlow: false }).reader]);
    expect(kept.counts).toEqual({ asked: 0, found: 0, put: 0 });
  });

  it("are tried again where nothing came of them", async () => {
    const kept = memoryKept();
    const { reader, seen } = counting({ read: async () => ({ posts: [], skipped: [] }) });
    await read(posts, kept, [reader]);
    await read(posts, kept, [reader]);
    expect(seen).toHaveLength(2);
    expect(kept.counts.put).toBe(0);
  });

  it("have the name of a maker that knows all the code behind them", () => {
    const slow = documentReaders.filter(({ isSlow }) => isSlow === true).map(({ name }) => name);
    expect(slow).toEqual(["word", "asciidoc", "pdf"]);
    const files = slow.map((name) => `src/stages/ingest/readers/${name}.ts`);
    expect(notCoveredBy(READING, files)).toEqual([]);
  });
});
