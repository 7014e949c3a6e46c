import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { parseJson } from "../../../io/json.js";
import { extensionOf } from "../../../text/file-names.js";
import { leftOut, RULES, skippedAt } from "../names.js";
import { arePosts, readRecords, recordsIn } from "../records.js";
import { isGhostExport } from "./ghost.js";

/** A list of posts in one JSON document: an array, or an object that holds one, such as the answer of a blog's API. */
export const jsonReader: Reader = {
  name: "json",
  endings: ["json"],
  accepts: (name, text) => extensionOf(name) === "json" && !isGhostExport(text),
  read: readDocument,
};

function readDocument(input: ReaderInput): ReaderOutput {
  const document = parseJson(input.text);
  if (document instanceof Error) {
    return { posts: [], skipped: [skippedAt(input, "", `not valid JSON: ${document.message}`, false)] };
  }
  const records = recordsIn(document);
  if (records === undefined || !arePosts(records, input)) {
    const row = skippedAt(input, "", "JSON that holds no list of posts", false);
    return { posts: [], skipped: [leftOut(row, RULES.otherJson)] };
  }
  return readRecords(
    input,
    records.map((value, i) => ({ place: `record ${i + 1}`, value })),
  );
}
