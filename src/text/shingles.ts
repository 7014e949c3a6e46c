/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h >>> 0;
}

/** The hashes of all runs of so many words (Broder 1997). */
export function shinglesOf(words: readonly string[], size: number): Set<number> {
  const out = new Set<number>();
  for (let i = 0; i + size <= words.length; i++) out.add(hash(words.slice(i, i + size).join(" ")));
  return out;
}
