/** Parsed documents in the form in which they are kept between runs. */
import type { BlockKind } from "../../shapes/block.js";
import { codeVersion, type CodeParts } from "../../io/code-version.js";
import { sha256 } from "../../io/hash.js";
import { at } from "../../math/at.js";
import { extensionOf } from "../../text/file-names.js";
import type { MappedText } from "../../text/mapped-text.js";
import type { Dropped } from "./markup/block-builder.js";
import type { ParsedDocument, DocumentSource } from "./parse.js";

/** Everything that a parsed document depends on but the post. A test compares this with what is imported. */
export const PARSING: CodeParts = {
  rooms: ["stages/clean", "text", "io/lazily", "math/at"],
  packages: [
    "@mozilla/readability",
    "linkedom",
    "mdast-util-from-markdown",
    "mdast-util-gfm",
    "micromark-extension-gfm",
    "rehype-parse",
    "remark-gfm",
    "remark-parse",
    "unified",
  ],
};

let maker: Promise<string | undefined> | undefined;

/** The name of this parser in the store; undefined where it can't be told from others, and so keeps nothing. */
export function documentMaker(): Promise<string | undefined> {
  maker ??= codeVersion(PARSING).then((version) => version && `parse ${version}`);
  return maker;
}

/** The hash of all of a post that its parsing depends on. */
export function documentKey({ format, source, bodyStart, title, path }: DocumentSource): string {
  return sha256(JSON.stringify([format, extensionOf(path), bodyStart, title, source]));
}

interface KeptBlock {
  kind: BlockKind;
  headings: string[];
  text: string;
  /**
   * Where the characters came from, four numbers for each run of them that stand one behind the other in the source: how many; the offset
   * of the first; how much of the source each stands for; 1 where they were quoted as code.
   */
  runs: number[];
}

interface KeptDocument {
  blocks: KeptBlock[];
  dropped: Dropped[];
  fault?: string;
}

export function packDocument({ blocks, dropped, fault }: ParsedDocument): string {
  const kept: KeptDocument = {
    blocks: blocks.map(({ kind, headingPath, text }) => {
      return { kind, headings: headingPath, text: text.text, runs: runsOf(text) };
    }),
    dropped,
    ...(fault !== undefined && { fault }),
  };
  return JSON.stringify(kept);
}

/** @param json as `packDocument` made it, of the same maker */
export function unpackDocument(json: string): ParsedDocument {
  const { blocks, dropped, fault } = JSON.parse(json) as KeptDocument;
  return {
    blocks: blocks.map(({ kind, headings, text, runs }) => {
      return { kind, headingPath: headings, text: textOf(text, runs) };
    }),
    dropped,
    ...(fault !== undefined && { fault }),
  };
}

function runsOf({ text, starts, ends, literal }: MappedText): number[] {
  const runs: number[] = [];
  for (let from = 0; from < text.length;) {
    const [start, isLiteral] = [at(starts, from), at(literal, from)];
    const width = at(ends, from) - start;
    let to = from + 1;
    while (
      to < text.length &&
      at(starts, to) === start + to - from &&
      at(ends, to) === at(starts, to) + width &&
      at(literal, to) === isLiteral
    )
      to++;
    runs.push(to - from, start, width, isLiteral);
    from = to;
  }
  return runs;
}

function textOf(text: string, runs: readonly number[]): MappedText {
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  const literal = new Uint8Array(text.length);
  let from = 0;
  for (let run = 0; run < runs.length; run += 4) {
    const [length, start, width] = [at(runs, run), at(runs, run + 1), at(runs, run + 2)];
    for (let i = 0; i < length; i++) {
      starts[from + i] = start + i;
      ends[from + i] = start + i + width;
    }
    literal.fill(at(runs, run + 3), from, from + length);
    from += length;
  }
  return { text, starts, ends, literal };
}
