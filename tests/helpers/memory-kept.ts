import type { Kept } from "../../src/shapes/kept.js";

export interface MemoryKept extends Kept {
  /** How many keys were asked for, found, and put in. */
  readonly counts: { asked: number; found: number; put: number };
}

/** Keeps in memory what is put in; a change of it stands for damage. */
export function memoryKept(): MemoryKept {
  const counts = { asked: 0, found: 0, put: 0 };
  const room = <Value>() => {
    const values = new Map<string, Value>();
    const name = (maker: string, key: string): string => JSON.stringify([maker, key]);
    return {
      of: async (maker: string, keys: readonly string[]): Promise<Map<string, Value>> => {
        const found = new Map<string, Value>();
        for (const key of keys) {
          const value = values.get(name(maker, key));
          if (value !== undefined) found.set(key, value);
        }
        counts.asked += keys.length;
        counts.found += found.size;
        return found;
      },
      put: async (maker: string, entries: ReadonlyMap<string, Value>): Promise<void> => {
        for (const [key, value] of entries) values.set(name(maker, key), value);
        counts.put += entries.size;
      },
    };
  };
  const [documents, phrases, vectors] = [room<string>(), room<string>(), room<Float32Array>()];
  return {
    counts,
    documentsOf: documents.of,
    putDocuments: documents.put,
    phrasesOf: phrases.of,
    putPhrases: phrases.put,
    vectorsOf: vectors.of,
    putVectors: vectors.put,
  };
}
