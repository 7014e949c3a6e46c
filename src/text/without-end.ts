/** A text without the characters of a set at its end; `/[…]+$/` would take the square of such a run that stands before the end. */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
