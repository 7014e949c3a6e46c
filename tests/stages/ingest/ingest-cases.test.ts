import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeFiles } from "../../../src/io/files.js";
import type { IngestOptions } from "../../../src/stages/ingest/ingest.js";
import { ingestFrom } from "../../helpers/reading.js";

/** Each folder holds `input/`, `expected.json` and, where needed, `options.json`. */
const CASES = join(import.meta.dirname, "..", "..", "cases", "ingest");

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

describe("ingest, case by case", () => {
  it.each(readdirSync(CASES))("%s", async (name) => {
    const folder = join(CASES, name);
    const optionsFile = join(folder, "options.json");
    const options = existsSync(optionsFile) ? (readJson(optionsFile) as Partial<IngestOptions>) : {};
    const { posts, skipped } = await ingestFrom(nodeFiles(), [join(folder, "input")], options);
    // Where the checkout lies is no part of the result.
    const placed = posts.map(({ file, ...post }) => ({ ...post, file: file.slice(folder.length) }));
    const actual = `${JSON.stringify({ posts: placed, skipped }, null, 2)}\n`;
    await expect(actual).toMatchFileSnapshot(join(folder, "expected.json"));
  });
});
