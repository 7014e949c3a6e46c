/** What slow readers made of files, kept between runs. */
import { codeVersion, type CodeParts } from "../../io/code-version.js";
import { sha256 } from "../../io/hash.js";
import type { Kept } from "../../shapes/kept.js";
import type { DocumentInput, DocumentReader, ReaderOutput } from "../../shapes/reader.js";

/** Everything that the posts of a document depend on but the file and the options. A test compares this with what is imported. */
export const READING: CodeParts = {
  rooms: ["stages/ingest", "text", "io", "math/at", "errors"],
  packages: [
    "@asciidoctor/core",
    "hast-util-to-text",
    "mammoth",
    "rehype-parse",
    "remark-gfm",
    "remark-parse",
    "smol-toml",
    "unified",
    "unist-util-visit",
    "yaml",
    "yauzl",
  ],
  optional: ["pdfjs-dist"],
};

let maker: Promise<string | undefined> | undefined;

/** The name of the readers in the store; undefined where they can't be told from others, and so keep nothing. */
function outputMaker(): Promise<string | undefined> {
  maker ??= codeVersion(READING).then((version) => version && `read ${version}`);
  return maker;
}

/**
 * Reads a document, or takes what an earlier run made of the very same one. Only what gave posts is kept: that a document could not be read
 * may have a reason that is gone by the next run.
 */
export async function readOrRecall(
  reader: DocumentReader,
  input: DocumentInput,
  kept: Kept | undefined,
): Promise<ReaderOutput> {
  const name = kept === undefined || reader.isSlow !== true ? undefined : await outputMaker();
  if (kept === undefined || name === undefined) return reader.read(input);
  const key = keyOf(reader, input);
  const json = (await kept.documentsOf(name, [key])).get(key);
  if (json !== undefined) return JSON.parse(json) as ReaderOutput;
  const output = await reader.read(input);
  if (output.posts.length > 0) await kept.putDocuments(name, new Map([[key, JSON.stringify(output)]]));
  return output;
}

/** Posts tell where they were found, and may be named after their file. */
function keyOf({ name }: DocumentReader, { path, file, record, columns, bytes }: DocumentInput): string {
  return sha256(JSON.stringify([name, path, file, record ?? "", columns, sha256(bytes)]));
}
