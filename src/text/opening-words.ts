/** Words of a passage that are written into the file of decisions, so that people and later runs know it. */
const OPENING_WORDS = 9;

/** The words that a passage opens with. */
export function openingWords(text: string): string {
  return text.trim().split(/\s+/).slice(0, OPENING_WORDS).join(" ");
}
