import type { DocumentInput, DocumentReader, ReaderOutput } from "../../../shapes/reader.js";
import { buildPost } from "../fields.js";
import { skippedAt } from "../names.js";

/** The text of a PDF, where the optional package `pdfjs-dist` is installed; scanned pages have none. */
export const pdfReader: DocumentReader = {
  name: "pdf",
  endings: ["pdf"],
  isSlow: true,
  read: readDocument,
};

/** Longer ones are books. */
const MAX_PAGES = 500;

/** A piece of text on a page, from its lower left corner, in points. */
interface Piece {
  text: string;
  y: number;
  height: number;
  endsLine: boolean;
}

async function readDocument(input: DocumentInput): Promise<ReaderOutput> {
  const pdfjs = await loadLibrary();
  if (pdfjs === undefined) {
    const reason = "a PDF, which needs the package pdfjs-dist: `npm i pdfjs-dist@4`";
    return { posts: [], skipped: [skippedAt(input, "", reason)] };
  }
  const task = pdfjs.getDocument({
    data: new Uint8Array(input.bytes),
    isEvalSupported: false,
    useSystemFonts: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    const { info } = (await document.getMetadata()) as {
      info: { Title?: unknown; CreationDate?: unknown; Author?: unknown };
    };
    const pages: string[] = [];
    for (let number = 1; number <= Math.min(MAX_PAGES, document.numPages); number++) {
      const { items } = await (await document.getPage(number)).getTextContent();
      pages.push(paragraphsOf(items.flatMap(pieceOf)));
    }
    const source = pages.join("\n\n").trim();
    if (source === "")
      return { posts: [], skipped: [skippedAt(input, "", "a PDF without text, scanned perhaps")] };
    return buildPost(input, {
      source,
      format: "text",
      title:
        typeof info.Title === "string" && !/\.\w{2,4}$|^Microsoft|^untitled/i.test(info.Title)
          ? info.Title
          : undefined,
      titleFormat: "text",
      date:
        typeof info.CreationDate === "string" ? info.CreationDate.replace(/^D:/, "").slice(0, 8) : undefined,
      author: info.Author,
    });
  } finally {
    await task.destroy();
  }
}

type Library = typeof import("pdfjs-dist");

async function loadLibrary(): Promise<Library | undefined> {
  try {
    return await import("pdfjs-dist/legacy/build/pdf.mjs");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

function pieceOf(item: object): Piece[] {
  if (!("str" in item)) return [];
  const { str, transform, height, hasEOL } = item as {
    str: string;
    transform: number[];
    height: number;
    hasEOL: boolean;
  };
  return [{ text: str, y: transform[5] ?? 0, height, endsLine: hasEOL }];
}

/** A gap of so many times a line's height ends a paragraph. */
const GAP = 1.7;

function paragraphsOf(pieces: readonly Piece[]): string {
  let text = "";
  let last: Piece | undefined;
  for (const piece of pieces) {
    if (last !== undefined && last.y - piece.y > GAP * Math.max(last.height, piece.height, 1))
      text = `${text.trimEnd()}\n\n`;
    text += piece.text;
    if (piece.endsLine) text = /\p{L}-$/u.test(text) ? text.slice(0, -1) : `${text} `;
    if (piece.text.trim() !== "") last = piece;
  }
  return text.replace(/[ \t]+/g, " ").trim();
}
