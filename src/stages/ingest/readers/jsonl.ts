import { parseJson } from "../../../io/json.js";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { joinOutputs } from "../fields.js";
import { skippedAt } from "../names.js";
import { type JsonRecord, readRecords } from "../records.js";

/** One JSON object per line. */
export const jsonlReader: Reader = {
  name: "jsonl",
  endings: ["jsonl", "ndjson"],
  accepts: (name) => ["jsonl", "ndjson"].includes(extensionOf(name)),
  read: readLines,
};

function readLines(input: ReaderInput): ReaderOutput {
  const { lines, broken } = parseLines(input);
  return joinOutputs([broken, readRecords(input, lines)]);
}

function parseLines(input: ReaderInput): { lines: JsonRecord[]; broken: ReaderOutput } {
  const lines: JsonRecord[] = [];
  const broken: ReaderOutput = { posts: [], skipped: [] };
  for (const [index, text] of input.text.split("\n").entries()) {
    if (text.trim() === "") continue;
    const place = `line ${index + 1}`;
    const value = parseJson(text);
    if (value instanceof Error) {
      broken.skipped.push(skippedAt(input, place, `not valid JSON: ${value.message}`));
    } else if (typeof value !== "object" || value === null || Array.isArray(value)) {
      broken.skipped.push(skippedAt(input, place, 'expected a JSON object such as {"text": …}'));
    } else {
      lines.push({ place, value });
    }
  }
  return { lines, broken };
}
