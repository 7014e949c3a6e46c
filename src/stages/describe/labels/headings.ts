/** A word with a small letter first and a capital inside is a name as its makers write it: "iOS", "eRegulations". */
const OWN_CAPITALS = /^\p{Ll}[\p{Ll}\p{N}]*\p{Lu}/u;

/** First letter in upper case, the rest as it is: "change management" → "Change management"; but "iOS development". */
export function asHeading(text: string): string {
  if (OWN_CAPITALS.test(text)) return text;
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/**
 * A heading inside a sentence: a small letter first, unless its first word has capitals of its own ("JavaScript", "NASA") or a
 * later one has its own too, as in a name: "Ruby on Rails", "Forest Service".
 */
export function insideSentence(heading: string): string {
  const [first = "", ...rest] = heading.split(" ");
  const hasCapitals = /\p{Lu}/u.test(first.slice(1)) || rest.some((word) => /^\p{Lu}\p{Ll}/u.test(word));
  return hasCapitals ? heading : heading.charAt(0).toLowerCase() + heading.slice(1);
}

/** Spanish says "e" for "y" before the sound of an i: "localización e inglés", but "agua y hielo". */
const SOUNDS_LIKE_I = /^h?[ií](?![aeou])/i;

/** Two names in one: "kanban and metrics". */
export function joinedNames(first: string, joiner: string, second: string): string {
  const said = joiner === "y" && SOUNDS_LIKE_I.test(second) ? "e" : joiner;
  return `${first} ${said} ${second}`;
}

/** True for a label of two names, as `joinedNames` makes them; what says "and" for one thing counts too. */
export function isOfTwo(label: string, joiner: string): boolean {
  return label.includes(` ${joiner} `) || (joiner === "y" && / e (?=h?[ií])/i.test(label));
}
