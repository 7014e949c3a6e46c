/**
 * How wide a text will be, near enough to keep labels apart: the file is made where no font is at hand. The widths are
 * those of Helvetica and Arial in semi-bold, in hundredths of the font size, rounded up.
 */

const NARROW = /[iljtfrI.,:;'|!()[\] ]/;
const WIDE = /[mwMW@%—…]/;
const CAPITAL = /[\p{Lu}]/u;
const LATIN_OR_GREEK = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d\p{P}\p{Zs}]/u;

/** Width in the unit of `fontSize`. */
export function textWidth(text: string, fontSize: number): number {
  let hundredths = 0;
  for (const character of text) hundredths += characterWidth(character);
  return (hundredths / 100) * fontSize;
}

function characterWidth(character: string): number {
  if (NARROW.test(character)) return 36;
  if (WIDE.test(character)) return 100;
  if (CAPITAL.test(character)) return 76;
  return LATIN_OR_GREEK.test(character) ? 62 : 110;
}

/** The text in lines of at most `width`, cut at spaces; a line that stays too long, or is one too many, is shortened. */
export function wrapText(text: string, width: number, fontSize: number, mostLines: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const line = lines.at(-1);
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line !== undefined && textWidth(longer, fontSize) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const kept = lines.slice(0, mostLines);
  const isCut = lines.length > mostLines;
  return kept.map((line, index) =>
    fit(isCut && index === mostLines - 1 ? `${line}…` : line, width, fontSize),
  );
}

function fit(line: string, width: number, fontSize: number): string {
  if (textWidth(line, fontSize) <= width) return line;
  const characters = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(line)].map(
    (s) => s.segment,
  );
  let kept = characters.length;
  while (kept > 1 && textWidth(`${characters.slice(0, kept).join("")}…`, fontSize) > width) kept--;
  return `${characters.slice(0, kept).join("").trimEnd()}…`;
}
