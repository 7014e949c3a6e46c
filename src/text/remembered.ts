/** Longer words are seldom met twice. */
const LONGEST_WORD = 40;
/** So many different words are kept with what they come to; then all are forgotten. */
const MOST_WORDS = 50_000;

/** A function of words that works out each one once: a collection says the same few thousand again and again. */
export function remembered(of: (word: string) => string): (word: string) => string {
  const known = new Map<string, string>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const found = of(word);
    if (word.length > LONGEST_WORD) return found;
    if (known.size >= MOST_WORDS) known.clear();
    known.set(word, found);
    return found;
  };
}
