/**
 * A number for a text, 0 to 2⁵³ − 1, that hardly any other text of a collection has: of five million texts two share one with a chance
 * of one in seven hundred. Two hashes of 32 bits, each multiplied and mixed as in MurmurHash3, give the high and the low bits.
 */
export function textNumber(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0);
}
