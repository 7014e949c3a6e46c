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

/** Characters that are put in at once; each time the disk is waited for. */
const CHARACTERS_PER_BATCH = 250_000;

/** What earlier runs made of documents, and what this one makes of those that are new. */
export class KeptOutputs {
  readonly #kept: Kept | undefined;
  #made = new Map<string, string>();
  #characters = 0;

  constructor(kept: Kept | undefined) {
    this.#kept = kept;
  }

  /**
   * Reads a document, or takes what an earlier run made of the very same one. Only what gave posts is kept: that a document could not be
   * read may have a reason that is gone by the next run.
   */
  async read(reader: DocumentReader, input: DocumentInput): Promise<ReaderOutput> {
    const name = this.#kept === undefined || reader.isSlow !== true ? undefined : await outputMaker();
    if (this.#kept === undefined || name === undefined) return reader.read(input);
    const key = keyOf(reader, input);
    const json = (await this.#kept.documentsOf(name, [key])).get(key);
    if (json !== undefined) return JSON.parse(json) as ReaderOutput;
    const output = await reader.read(input);
    if (output.posts.length > 0) await this.#keep(key, JSON.stringify(output));
    return output;
  }

  /** Puts in what was made and is not yet kept. */
  async flush(): Promise<void> {
    const made = this.#made;
    if (this.#kept === undefined || made.size === 0) return;
    this.#made = new Map();
    this.#characters = 0;
    const name = await outputMaker();
    if (name !== undefined) await this.#kept.putDocuments(name, made);
  }

  async #keep(key: string, json: string): Promise<void> {
    this.#made.set(key, json);
    this.#characters += json.length;
    if (this.#characters >= CHARACTERS_PER_BATCH) await this.flush();
  }
}

/** Posts tell where they were found, and may be named after their file. */
function keyOf({ name }: DocumentReader, { path, file, record, columns, bytes }: DocumentInput): string {
  return sha256(JSON.stringify([name, path, file, record ?? "", columns, sha256(bytes)]));
}
