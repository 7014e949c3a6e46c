import type { Reader } from "../../../shapes/reader.js";
import { csvReader } from "./csv.js";
import { feedReader } from "./feed.js";
import { htmlReader } from "./html.js";
import { jsonlReader } from "./jsonl.js";
import { markdownReader } from "./markdown.js";
import { wordpressReader } from "./wordpress.js";

/** Every reader of single files; the first that accepts a file reads it. */
export const readers: readonly Reader[] = [
  markdownReader,
  htmlReader,
  csvReader,
  jsonlReader,
  wordpressReader,
  feedReader,
];
