/** By code units: the same everywhere, whatever the language of the computer. For `sort`: negative, 0 or positive. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
