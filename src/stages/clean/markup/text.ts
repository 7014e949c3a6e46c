import { BlockBuilder, type MarkupDocument } from "./block-builder.js";
import { prepareText } from "./prepare.js";
import { maskTemplateTags } from "./template-tags.js";

/** A line of at least this many characters was not wrapped: it is a paragraph of its own. */
const UNWRAPPED_LINE = 200;
const LIST_ITEM = /^[ \t]*(?:[-*+•●▪‣◦–][ \t]+|\(?\d{1,3}[.)][ \t]+)(?=\S)/;
const QUOTE_MARKS = /^[ \t]*(?:>[ \t]?)+/;

interface Line {
  from: number;
  /** Behind the last character, line break left out. */
  to: number;
  kind: "paragraph" | "list-item" | "quote";
  /** True where a line does not go on with the paragraph of the line above. */
  opens: boolean;
}

function readLines(source: string, start: number): Line[] {
  const lines: Line[] = [];
  let at = start;
  let breaksAfter = true;
  let kind: Line["kind"] = "paragraph";
  for (const raw of source.slice(start).split("\n")) {
    const marks = QUOTE_MARKS.exec(raw)?.[0] ?? "";
    const bullet = marks === "" ? (LIST_ITEM.exec(raw)?.[0] ?? "") : "";
    const isBlank = raw.slice(marks.length).trim() === "";
    const mark = marks !== "" ? "quote" : bullet !== "" ? "list-item" : undefined;
    const opens = breaksAfter || bullet !== "" || (mark === "quote") !== (kind === "quote");
    if (opens) kind = mark ?? "paragraph";
    if (!isBlank) lines.push({ from: at + marks.length + bullet.length, to: at + raw.length, kind, opens });
    breaksAfter = isBlank || raw.length >= UNWRAPPED_LINE;
    at += raw.length + 1;
  }
  return lines;
}

/** Reads plain text: paragraphs stand between blank lines, list items and quoted lines by themselves. */
export function readText(source: string, bodyStart: number, title: string): MarkupDocument {
  const prepared = prepareText(source);
  const masked = maskTemplateTags(prepared.text);
  const builder = new BlockBuilder(title);
  for (const part of prepared.dropped) builder.drop(part.reason, part.text);
  for (const line of withoutTitle(readLines(masked, bodyStart), masked, title)) {
    if (line.opens) {
      builder.leave();
      builder.enter(line.kind);
    } else {
      builder.buffer.push("\n", line.from - 1, line.from);
    }
    for (let i = line.from; i < line.to; i++) builder.buffer.push(masked.charAt(i), i, i + 1);
  }
  return builder.finish();
}

/** Leaves out a first line that is the post's title: it stands above the text, not in it. */
function withoutTitle(lines: Line[], source: string, title: string): Line[] {
  const [first, second] = lines;
  if (!first || !second?.opens) return lines;
  const key = (text: string): string => text.trim().replace(/\s+/g, " ").toLowerCase();
  return key(source.slice(first.from, first.to)) === key(title) ? lines.slice(1) : lines;
}
