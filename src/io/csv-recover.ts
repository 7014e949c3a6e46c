/**
 * Rows of a table in which quotation marks are wrong, which a parser that keeps to the rules gives up with all that follows. A
 * mark closes a field only where the field can end, and one that is never closed ends with its row, which is known by the next
 * line that begins as the rows of this table do.
 */

/** How a table is written. */
export interface Dialect {
  delimiter: string;
  /** What stands before a quotation mark that is part of a field. */
  escape: '"' | "\\";
}

export interface RecoveredRow {
  fields: string[];
  /** On which it begins, from 1. */
  line: number;
  /** False where a quotation mark is open at its end. */
  isClosed: boolean;
}

/** A row begins with so many fields without quotation marks, then one with. */
type Opening = number | undefined;

/** What is known of a whole table. */
interface Known extends Dialect {
  opening: Opening;
  /** Behind this offset no mark closes a field that begins there. */
  unclosedFrom: number;
}

/** Linear in the text: each character is looked at a few times at most. */
export function* recoveredRows(text: string, dialect: Dialect): Generator<RecoveredRow> {
  const opening = usualOpening(text, dialect.delimiter);
  const known = { ...dialect, opening, unclosedFrom: text.length };
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const row = readRow(text, at, known);
    yield { fields: row.fields, line, isClosed: row.isClosed };
    line += lineEndsIn(text, at, row.end);
    at = row.end;
  }
}

interface ReadRow {
  fields: string[];
  end: number;
  isClosed: boolean;
}

function readRow(text: string, start: number, known: Known): ReadRow {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    const field = text[at] === '"' ? quotedField(text, at + 1, known) : plainField(text, at, known.delimiter);
    fields.push(field.value);
    if (!field.isClosed) return { fields, end: field.end, isClosed: false };
    at = field.end;
    if (text[at] !== known.delimiter) return { fields, end: behindLineEnd(text, at), isClosed: true };
    at++;
  }
}

interface Field {
  value: string;
  end: number;
  isClosed: boolean;
}

function plainField(text: string, start: number, delimiter: string): Field {
  let end = start;
  while (end < text.length && text[end] !== delimiter && !isLineEnd(text[end])) end++;
  return { value: text.slice(start, end), end, isClosed: true };
}

function quotedField(text: string, start: number, known: Known): Field {
  const { delimiter, escape, opening } = known;
  const parts: string[] = [];
  let from = start;
  // Marks in a row are read in pairs, so that the first ones may say something else than where they were read before.
  let firstOther = start;
  while (text[firstOther] === '"') firstOther++;
  for (let at = start; at < text.length; at++) {
    if (at > Math.max(firstOther, known.unclosedFrom)) break;
    const character = text[at];
    if (character === "\n" && opening !== undefined && opensRow(text, at + 1, delimiter, opening)) {
      return { value: "", end: at + 1, isClosed: false };
    }
    if (escape === "\\" && character === "\\" && text[at + 1] === '"') {
      parts.push(text.slice(from, at));
      from = ++at;
    } else if (character === '"') {
      const next = text[at + 1];
      if (next === '"' && escape === '"') {
        parts.push(text.slice(from, ++at));
        from = at + 1;
      } else if (next === undefined || next === delimiter || isLineEnd(next)) {
        return { value: parts.join("") + text.slice(from, at), end: at + 1, isClosed: true };
      }
    }
  }
  known.unclosedFrom = Math.min(known.unclosedFrom, firstOther);
  // Closed nowhere: the row ends with its line, so that those behind it are not lost with it.
  return { value: "", end: behindLineEnd(text, plainField(text, start, "\n").end), isClosed: false };
}

/** How the rows of this table mostly begin: the number of fields before the first one in quotation marks. */
function usualOpening(text: string, delimiter: string): Opening {
  const counts = new Map<number, number>();
  let at = 0;
  while (at < text.length) {
    const opening = openingAt(text, at, delimiter);
    if (opening !== undefined) counts.set(opening, (counts.get(opening) ?? 0) + 1);
    const next = text.indexOf("\n", at);
    if (next < 0) break;
    at = next + 1;
  }
  const [usual] = [...counts].sort(([, m], [, n]) => n - m);
  return usual?.[0];
}

/** More fields without quotation marks than this begin no row that can be told from prose. */
const MOST_FIELDS = 200;

function openingAt(text: string, start: number, delimiter: string): Opening {
  let at = start;
  for (let fields = 0; fields < MOST_FIELDS; fields++) {
    if (text[at] === '"')
      return fields > 0 || closesBeforeDelimiter(text, at + 1, delimiter) ? fields : undefined;
    const field = plainField(text, at, delimiter);
    if (text[field.end] !== delimiter || field.value.includes('"')) return undefined;
    at = field.end + 1;
  }
  return undefined;
}

function opensRow(text: string, start: number, delimiter: string, opening: number): boolean {
  return openingAt(text, start, delimiter) === opening;
}

/** A row that begins with a quotation mark is one where that field closes on the same line and another follows. */
function closesBeforeDelimiter(text: string, start: number, delimiter: string): boolean {
  for (let at = start; at < text.length && !isLineEnd(text[at]); at++) {
    if (text[at] === '"') return text[at + 1] === delimiter;
  }
  return false;
}

function isLineEnd(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}

function behindLineEnd(text: string, at: number): number {
  if (text[at] === "\r" && text[at + 1] === "\n") return at + 2;
  return at + 1;
}

function lineEndsIn(text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (text[at] === "\n") count++;
  return count;
}
