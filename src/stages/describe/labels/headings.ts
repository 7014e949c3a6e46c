/** First letter in upper case, the rest as it is: "change management" → "Change management". */
export function asHeading(text: string): string {
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** A heading inside a sentence: a small letter first, unless its first word has capitals of its own ("JavaScript", "NASA"). */
export function insideSentence(heading: string): string {
  const [first = ""] = heading.split(" ");
  const hasCapitals = /\p{Lu}/u.test(first.slice(1));
  return hasCapitals ? heading : heading.charAt(0).toLowerCase() + heading.slice(1);
}
