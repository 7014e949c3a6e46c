/** A fit as the store keeps it: its tables of numbers, maps and lists in one part, as the structured clone of V8. */
import { deserialize, serialize } from "node:v8";
import { sha256 } from "../io/hash.js";
import type { Fit } from "../shapes/fit.js";
import type { StoredFit } from "./fits.js";

const PART = "fit";

export function packFit(fit: Fit, now: Date): StoredFit {
  const bytes = serialize(fit);
  return {
    id: sha256(bytes).slice(0, 16),
    created: now.toISOString(),
    value: { key: fit.key, passages: fit.passageIds.length, themes: fit.themes.length },
    parts: new Map([[PART, bytes]]),
  };
}

/** Undefined for what no program of ours wrote, and for what this Node can't read. */
export function unpackFit(stored: StoredFit | undefined): Fit | undefined {
  const bytes = stored?.parts.get(PART);
  if (bytes === undefined) return undefined;
  try {
    const fit = deserialize(bytes) as Fit;
    const isWhole = fit.textIds.length === fit.embeddings.rows && fit.themes.length === fit.clustering.k;
    return isWhole ? fit : undefined;
  } catch {
    return undefined;
  }
}
