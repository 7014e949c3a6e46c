import type { CollectionReader, DocumentReader, Reader } from "../../../shapes/reader.js";
import { asciidocReader } from "./asciidoc.js";
import { csvReader } from "./csv.js";
import { emailReader } from "./email.js";
import { feedReader } from "./feed.js";
import { ghostReader } from "./ghost.js";
import { htmlReader } from "./html.js";
import { indexTableReader } from "./index-table.js";
import { jsonReader } from "./json.js";
import { jsonlReader } from "./jsonl.js";
import { markdownReader } from "./markdown.js";
import { mediumReader } from "./medium.js";
import { notebookReader } from "./notebook.js";
import { notionReader } from "./notion.js";
import { orgReader } from "./org.js";
import { pdfReader } from "./pdf.js";
import { rstReader } from "./rst.js";
import { substackReader } from "./substack.js";
import { transcriptReader } from "./transcript.js";
import { wordReader } from "./word.js";
import { wordpressReader } from "./wordpress.js";

/** Every reader of single files of text; the first that accepts a file reads it. */
export const readers: readonly Reader[] = [
  notionReader,
  markdownReader,
  htmlReader,
  csvReader,
  jsonlReader,
  wordpressReader,
  feedReader,
  ghostReader,
  jsonReader,
  notebookReader,
  transcriptReader,
  orgReader,
  rstReader,
];

/** Every reader of files that are no text, or take their parser's time; each for its endings. */
export const documentReaders: readonly DocumentReader[] = [
  wordReader,
  emailReader,
  asciidocReader,
  pdfReader,
];

/** Every reader of files that belong together, asked in this order before all others. */
export const collectionReaders: readonly CollectionReader[] = [
  substackReader,
  mediumReader,
  indexTableReader,
];
