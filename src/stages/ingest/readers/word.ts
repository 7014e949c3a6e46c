import type { DocumentInput, DocumentReader, ReaderOutput } from "../../../shapes/reader.js";
import { buildPost } from "../fields.js";
import { skippedAt } from "../names.js";
import { entryText, unpackedSize } from "../zip.js";

/** A Word document of more than this, unpacked, is no text. */
const MAX_UNPACKED = 300 * 1024 * 1024;

/** A Word document (.docx), without its pictures, comments and deleted passages. */
export const wordReader: DocumentReader = {
  name: "word",
  endings: ["docx"],
  isSlow: true,
  read: readDocument,
};

async function readDocument(input: DocumentInput): Promise<ReaderOutput> {
  const buffer = Buffer.from(input.bytes);
  if ((await unpackedSize(buffer)) > MAX_UNPACKED) {
    return {
      posts: [],
      skipped: [skippedAt(input, "", `unpacks to more than ${MAX_UNPACKED} bytes, like a zip bomb`)],
    };
  }
  // Loaded only here: few collections hold such a document, and the package takes a while.
  const { default: mammoth } = await import("mammoth");
  const { value: source } = await mammoth.convertToHtml(
    { buffer },
    {
      styleMap: [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        "comment-reference => ",
      ],
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
      externalFileAccess: false,
    },
  );
  if (source.trim() === "") return { posts: [], skipped: [skippedAt(input, "", "the document has no text")] };
  const core = await entryText(buffer, "docProps/core.xml");
  return buildPost(input, {
    source,
    format: "html",
    title: undefined,
    titleFormat: "text",
    date: /<dcterms:created[^<>]*>([^<]{8,40})</.exec(core)?.[1],
    author: /<dc:creator>([^<]{1,100})</.exec(core)?.[1],
  });
}
