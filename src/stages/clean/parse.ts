/** From the document of one post to its blocks: what can be told of a post without any other, and without what the editor wants. */
import type { Post, PostFormat } from "../../shapes/post.js";
import { MarkupError, type MarkupDocument } from "./markup/block-builder.js";
import { looksLikeHtml, readHtml } from "./markup/html.js";
import { readMarkdown } from "./markup/markdown.js";
import { readText } from "./markup/text.js";

type Parser = (source: string, bodyStart: number, title: string, path: string) => MarkupDocument;

const parsers: Record<PostFormat, Parser> = {
  markdown: readMarkdown,
  html: readHtml,
  text: readText,
};

/** What of a post its parsing depends on; of the path it is the ending alone. */
export type DocumentSource = Pick<Post, "format" | "source" | "bodyStart" | "title" | "path">;

/** A document as parsed. */
export interface ParsedDocument extends MarkupDocument {
  /** Why it could not be parsed, where that is so: then it has no blocks. */
  fault?: string;
}

export function parsePost(post: DocumentSource): ParsedDocument {
  try {
    return parsers[formatOf(post)](post.source, post.bodyStart, post.title, post.path);
  } catch (error) {
    if (!(error instanceof MarkupError)) throw error;
    return { blocks: [], dropped: [], fault: error.message };
  }
}

/** Feeds that do not say what their text is are read as what it looks like. */
function formatOf({ format, source, bodyStart }: DocumentSource): PostFormat {
  return format === "text" && looksLikeHtml(source.slice(bodyStart)) ? "html" : format;
}
