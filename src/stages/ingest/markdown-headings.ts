/** A heading of a Markdown document, as it is written. */
export interface Heading {
  level: number;
  text: string;
  /** Where its line, or its line and the one that underlines it, begins and ends in the document. */
  start: number;
  end: number;
  /** Nothing stands before it. */
  opens: boolean;
}

/** So much of a line is looked at. */
const MAX_LINE = 1_000;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ATX = /^ {0,3}(#{1,6})[ \t](.*)/;
const CLOSING_HASHES = /(?<=[ \t])#+$/;
const UNDERLINE = /^ {0,3}(=+|-{2,})[ \t]*$/;
const NO_PARAGRAPH = /^\s*$|^\s*(?:[-*+>|<]|\d+[.)])|^(?: {4}|\t)/;

/** Goes by lines, without a parser, as it must bear any input; headings in quotations and lists are none. */
export function markdownHeadings(body: string): Heading[] {
  const headings: Heading[] = [];
  let fence = "";
  let above = { text: "", start: 0 };
  let written = 0;
  for (const { index: start, 1: whole = "" } of body.matchAll(/([^\r\n]*)(?:\r\n|\n|\r|$)/g)) {
    const line = whole.slice(0, MAX_LINE);
    const end = start + whole.length;
    const mark = FENCE.exec(line)?.[1] ?? "";
    if (fence === "" ? mark !== "" : mark.startsWith(fence)) {
      fence = fence === "" ? mark : "";
      above = { text: "", start };
      written++;
    } else if (fence === "") {
      const [, hashes, rest = ""] = ATX.exec(line) ?? [];
      const underline = UNDERLINE.exec(line)?.[1];
      if (hashes !== undefined)
        headings.push({
          level: hashes.length,
          text: rest.trim().replace(CLOSING_HASHES, "").trimEnd(),
          start,
          end,
          opens: written === 0,
        });
      else if (underline !== undefined && above.text !== "") {
        const level = underline.startsWith("=") ? 1 : 2;
        headings.push({ level, text: above.text, start: above.start, end, opens: written === 1 });
      }
      above = { text: hashes !== undefined || NO_PARAGRAPH.test(line) ? "" : line, start };
      if (line.trim() !== "") written++;
    }
  }
  return headings;
}
