/** First letter in upper case, the rest as it is: "change management" → "Change management". */
export function asHeading(text: string): string {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
}
