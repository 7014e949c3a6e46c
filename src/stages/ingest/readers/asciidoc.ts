import type { Document } from "@asciidoctor/core";
import type { DocumentInput, DocumentReader, ReaderOutput } from "../../../shapes/reader.js";
import { decode } from "../../../io/decode.js";
import { buildPost } from "../fields.js";
import { splitFrontMatter } from "../front-matter.js";
import { skippedAt } from "../names.js";
import { tooMuchBecause } from "../parser-limits.js";
import { metadataIn } from "../metadata.js";

/** AsciiDoc; nothing outside of the document is included. */
export const asciidocReader: DocumentReader = {
  name: "asciidoc",
  endings: ["adoc", "asciidoc", "asc"],
  isSlow: true,
  read: readDocument,
};

/** The parser's time grows with the square of some marks. */
const MOST = { marks: 12_000, characters: 400_000 };
/** Its patterns take the square of such a run that no line end follows. */
const LONG_BLANKS = /[ \t]{80,}/g;

async function readDocument(input: DocumentInput): Promise<ReaderOutput> {
  const decoded = decode(input.bytes);
  if (!decoded.ok) return { posts: [], skipped: [skippedAt(input, decoded.place, decoded.reason)] };
  const { fields, bodyStart } = splitFrontMatter(/^---/.test(decoded.text) ? decoded.text : "");
  const reason = tooMuchBecause(decoded.text, MOST);
  if (reason !== undefined) return { posts: [], skipped: [skippedAt(input, "", reason)] };
  // Loaded only here: few collections hold such a document, and the package takes a while.
  const { load, LoggerManager, NullLogger } = await import("@asciidoctor/core");
  // What an author got wrong in the markup is no news on the console.
  LoggerManager.logger = new NullLogger();
  const document: Document = await load(decoded.text.slice(bodyStart).replace(LONG_BLANKS, " "), {
    safe: "secure",
    attributes: { showtitle: false },
  });
  const source: string = await document.convert();
  if (source.trim() === "") return { posts: [], skipped: [skippedAt(input, "", "the document has no text")] };
  const told = metadataIn(new Map([...headerOf(decoded.text.slice(bodyStart)), ...fields]));
  return buildPost(input, {
    source,
    format: "html",
    ...told,
    title: told.title ?? document.getDocumentTitle(),
    titleFormat: "html",
    date: told.date ?? document.getAttribute("revdate"),
    author: told.author ?? document.getAttribute("author"),
  });
}

/** Attributes at the top, `:page-tags: a, b`; what generators put before the names says nothing. */
function headerOf(text: string): Map<string, unknown> {
  const header = new Map<string, unknown>();
  for (const line of text.slice(0, 8_192).split(/\r?\n/)) {
    if (line.trim() === "" && header.size > 0) break;
    const [, name, value] = /^:(?:page-|jbake-|article-)?([\w-]+):(.*)/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) header.set(name, value.trim());
  }
  return header;
}
