/**
 * Bounds for parsers of others' whose time grows with the square of their input. Measured in marks: signs that may mean something,
 * and lines.
 */

/** The marks of a text. */
export function marksIn(text: string): number {
  let marks = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isWord =
      code > 126 ||
      code === 32 ||
      (code >= 48 && code < 58) ||
      (code >= 65 && code < 91) ||
      (code >= 97 && code < 123);
    if (!isWord) marks++;
  }
  return marks;
}

/** Why a document is too much for a parser that is given all of it at once; undefined where it is not. */
export function tooMuchBecause(
  text: string,
  most: { marks: number; characters: number },
): string | undefined {
  if (text.length > most.characters)
    return `longer than ${most.characters} characters, which is too much to parse`;
  return marksIn(text) > most.marks
    ? `more than ${most.marks} marks and lines, which is too much to parse`
    : undefined;
}
