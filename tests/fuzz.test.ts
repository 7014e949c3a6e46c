import fc from "fast-check";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { unmarkedCsvFile } from "../src/exporters/tables/table.js";
import { frontMatter } from "../src/exporters/obsidian/text.js";
import { parseTable } from "../src/io/csv-table.js";
import { chunk } from "../src/stages/chunk/chunk.js";
import { collectionReaders, documentReaders, readers } from "../src/stages/ingest/readers/registry.js";
import { withoutGuard } from "../src/text/formula-guard.js";
import { asReadBack } from "../src/text/spreadsheet.js";
import { faultsOf, fuzzedFiles, readThrough } from "./helpers/fuzz.js";
import { recordContext } from "./helpers/model-context.js";
import { FUZZED, rightFiles, type Tree } from "./helpers/right-files.js";

/** Fixed, so that the same is read each time; `npm run fuzz` goes on from others. */
const SEED = 20_240_229;
/** With as many for each reader there are more than three hundred. */
const ROUNDS = 16;

describe("files with faults", () => {
  it("are made for every reader", () => {
    for (const { name } of [...readers, ...documentReaders, ...collectionReaders])
      expect(FUZZED).toContain(name);
    expect(FUZZED.length * ROUNDS).toBeGreaterThan(300);
  });

  it.each(FUZZED)("of %s are read or named, and what is read is whole", async (name) => {
    const right = await readThrough(rightFiles(name));
    expect(right?.passages.length).toBeGreaterThan(0);
    for (let round = 0; round < ROUNDS; round++) {
      const tree = fuzzedFiles(name, SEED, round);
      const read = await readThrough(tree);
      if (read !== undefined) expect(faultsOf(tree, read), `round ${round}`).toEqual([]);
    }
  });
});

/** Pieces of documents in any order, and any text between them. */
const documents = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom(...["A plain sentence that says something. ", "Why? Nobody knows. "]),
      },
      fc.constantFrom(
        "\n\n",
        "\n",
        "\r\n",
        "# ",
        "- ",
        "> ",
        "1. ",
        "    ",
        "\t",
        "**",
        "_",
        "`",
        "```\n",
        "| a |\n|---|\n",
        "---\n",
      ),
      fc.constantFrom(
        "<p>",
        "</p>",
        "<b>",
        "<!-- ",
        "-->",
        "<script>",
        "&amp;",
        "&amp",
        "&#233;",
        "&nbsp;",
        "{{ x }}",
        "[a](b)",
        "![c](d)",
        "[^1]",
      ),
      fc.constantFrom(
        "\\*",
        "\\\\",
        "字字。",
        "e\u0301",
        "😀",
        "\ud83d",
        "\u202e",
        "\u200b",
        "\ufeff",
        "don’t",
        "3.14",
        "https://a.b/c_d",
      ),
      fc.string({ unit: "grapheme", maxLength: 12 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

const treeOf = (name: string, text: string): Tree => ({ [name]: new TextEncoder().encode(text) });

describe("documents of any pieces", () => {
  it.each(["a.md", "a.html", "a.txt"])(
    "read as %s: every character is told from where it came, and none is lost",
    async (name) => {
      await fc.assert(
        fc.asyncProperty(documents, async (text) => {
          const tree = treeOf(name, text);
          const read = await readThrough(tree);
          if (read === undefined) return;
          expect(faultsOf(tree, read)).toEqual([]);
          // The same again, by the same names.
          const again = await readThrough(tree);
          expect(again?.passages).toEqual(read.passages);
          expect(again?.ingested.posts.map(({ id }) => id)).toEqual(read.ingested.posts.map(({ id }) => id));
        }),
        { seed: SEED, numRuns: 60 },
      );
    },
  );

  it("are cut to the limit of a model, whatever its tokens are", async () => {
    await fc.assert(
      fc.asyncProperty(documents, fc.integer({ min: 8, max: 60 }), async (text, maxTokens) => {
        const read = await readThrough(treeOf("a.md", text));
        if (read === undefined) return;
        const countTokens = (part: string): number => Math.ceil(Buffer.byteLength(part) / 3);
        const passages = await chunk(
          read.blocks,
          { passageWords: 40, limit: { maxTokens, countTokens } },
          recordContext(),
        );
        for (const passage of passages) expect(countTokens(passage.text)).toBeLessThanOrEqual(maxTokens);
        expect(
          passages
            .map((each) => each.text)
            .join("")
            .replaceAll(/\s/g, ""),
        ).toBe(
          read.blocks
            .map((each) => each.text)
            .join("")
            .replaceAll(/\s/g, ""),
        );
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it("get names that do not depend on the order of their files", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(documents, { minLength: 2, maxLength: 5 }), async (texts) => {
        const files = texts.map((text, i): [string, Uint8Array] => [
          `${i}.md`,
          new TextEncoder().encode(text),
        ]);
        const namesOf = async (entries: typeof files): Promise<string[]> =>
          ((await readThrough(Object.fromEntries(entries)))?.passages ?? []).map(({ id }) => id);
        expect(await namesOf([...files].reverse())).toEqual(await namesOf(files));
      }),
      { seed: SEED, numRuns: 20 },
    );
  });
});

describe("what is written is what is read", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.constantFrom(
      "=1+1",
      "'=1",
      "+a",
      "-",
      "@x",
      "\t=1",
      'say "no"',
      "a,b",
      "a;b",
      "line\nline",
      "line\r\nline",
      "",
      " ",
      "\ufeff",
      "NULL",
    ),
  );

  /** Rows of nothing but blanks are none to a reader of tables. */
  const anyFilled = anyText.map((text) => `${text}.`);

  it("in a table, up to what a spreadsheet must not be shown", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyFilled, anyText), { minLength: 1, maxLength: 6 }), (rows) => {
        const columns = [0, 1].map((at) => [`c${at}`, (row: readonly string[]) => row[at]] as const);
        const { content } = unmarkedCsvFile({ path: "x.csv", columns, rows });
        const { header, rows: read, faults } = parseTable(content);
        expect({ header, faults }).toEqual({ header: ["c0", "c1"], faults: [] });
        expect(read.map(({ fields }) => fields.map(withoutGuard))).toEqual(
          rows.map((row) => row.map(asReadBack)),
        );
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it("in the properties of a note", () => {
    fc.assert(
      fc.property(fc.record({ title: anyText, tags: fc.array(anyText, { minLength: 1 }) }), (properties) => {
        const block = frontMatter(properties).replace(/^---\n|\n---$/g, "");
        expect(parse(block, { strict: true })).toEqual(properties);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
