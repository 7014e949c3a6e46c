/** In place of a probability of 0 (Röder, Both & Hinneburg 2015, §3.2), so that a pair that never meets has a logarithm. */
const EPSILON = 1e-12;

interface Counts {
  windows: number;
  words: Float64Array;
  /** Windows that hold both words, by `smaller id × number of words + larger id`. */
  pairs: Map<number, number>;
}

/**
 * Topic coherence C_NPMI: how often the top words of a topic stand near one another, against chance. For each topic the
 * mean over all pairs of its words of the normalised pointwise mutual information (Bouma 2009)
 *
 *     NPMI(a, b) = ln((P(a, b) + ε) / (P(a) · P(b))) / −ln(P(a, b) + ε),   ε = 1e−12
 *
 * with P estimated by a boolean sliding window: each stretch of `window` words of a text counts as one little document,
 * and a text that is shorter counts as one (Röder et al. 2015: C_NPMI has a window of 10). With `window` = ∞ each text is
 * one window.
 *
 * @param topics top words of each topic
 * @param texts words of each text in order; only equal words are the same word
 * @param window words per window, 2 or more
 * @returns −1…1 per topic, higher is better; NaN for a topic of fewer than two words
 */
export function coherence(
  topics: readonly (readonly string[])[],
  texts: Iterable<readonly string[]>,
  window: number,
): number[] {
  const ids = new Map<string, number>();
  for (const word of topics.flat()) if (!ids.has(word)) ids.set(word, ids.size);
  const counts = countWindows(ids, texts, window);
  return topics.map((topic) => {
    const wordIds = [...new Set(topic)].map((word) => ids.get(word)!);
    let sum = 0;
    let pairs = 0;
    wordIds.forEach((a, i) => {
      for (const b of wordIds.slice(i + 1)) {
        sum += npmi(counts, ids.size, a, b);
        pairs++;
      }
    });
    return sum / pairs;
  });
}

function npmi({ windows, words, pairs }: Counts, size: number, a: number, b: number): number {
  // A word that stands nowhere is near nothing.
  if (words[a] === 0 || words[b] === 0) return -1;
  const both = (pairs.get(pairKey(a, b, size)) ?? 0) / windows + EPSILON;
  const chance = (words[a]! / windows) * (words[b]! / windows);
  // Words that stand in every window are certain to meet, which tells nothing.
  return both >= 1 ? 0 : Math.log(both / chance) / -Math.log(both);
}

function pairKey(a: number, b: number, size: number): number {
  return Math.min(a, b) * size + Math.max(a, b);
}

function countWindows(
  ids: ReadonlyMap<string, number>,
  texts: Iterable<readonly string[]>,
  window: number,
): Counts {
  const counts: Counts = { windows: 0, words: new Float64Array(ids.size), pairs: new Map() };
  for (const text of texts) {
    if (text.length > 0)
      countText(
        Int32Array.from(text, (word) => ids.get(word) ?? -1),
        window,
        counts,
      );
  }
  return counts;
}

/** Slides the window over one text, keeping the words inside with their number. */
function countText(text: Int32Array, window: number, counts: Counts): void {
  const inside = new Map<number, number>();
  text.forEach((word, end) => {
    if (word >= 0) inside.set(word, (inside.get(word) ?? 0) + 1);
    const gone = end >= window ? text[end - window]! : -1;
    if (gone >= 0) {
      const left = inside.get(gone)! - 1;
      if (left > 0) inside.set(gone, left);
      else inside.delete(gone);
    }
    if (end + 1 >= window || end + 1 === text.length) countWindow([...inside.keys()], counts);
  });
}

function countWindow(words: readonly number[], counts: Counts): void {
  counts.windows++;
  words.forEach((a, i) => {
    counts.words[a] = counts.words[a]! + 1;
    for (const b of words.slice(i + 1)) {
      const key = pairKey(a, b, counts.words.length);
      counts.pairs.set(key, (counts.pairs.get(key) ?? 0) + 1);
    }
  });
}
