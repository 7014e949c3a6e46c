/** The fit of the sample as jobs get it. */
import { readFile } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { sha256 } from "../../io/hash.js";
import type { ModelIdentity } from "../../shapes/embeddings.js";
import type { Fit } from "../../shapes/fit.js";
import type { Pillar, Theme } from "../../shapes/theme.js";
import { laidOut, type Laid } from "../../stages/map/place-new.js";
import { KnownPlaces } from "../../stages/reconcile/extend.js";
import { isZero, row } from "../../math/matrix.js";
import { NAME_DIGITS } from "./in-job.js";
import type { ShardFolder } from "./shard-files.js";

/** What passages are placed by, and what their themes are called. */
export interface FitFile {
  fit: Fit;
  themes: readonly Theme[];
  pillars: readonly Pillar[];
  /** The embedder as it is by itself. */
  identity: ModelIdentity;
}

/** A fit, made ready for many shards. */
export interface KnownFit extends FitFile {
  places: KnownPlaces;
  laid: Laid;
}

export async function writeFit(shards: ShardFolder, file: FitFile): Promise<string> {
  const bytes = serialize(file);
  const name = sha256(bytes).slice(0, NAME_DIGITS);
  await shards.write(`${name}.fit`, bytes);
  return name;
}

let known: { path: string; fit: Promise<KnownFit> } | undefined;

/** Read and made ready once in a thread. */
export function knownFit(shards: ShardFolder, name: string): Promise<KnownFit> {
  const path = shards.at(`${name}.fit`);
  if (known?.path !== path) known = { path, fit: load(path) };
  return known.fit;
}

async function load(path: string): Promise<KnownFit> {
  const file = deserialize(await readFile(path)) as FitFile;
  const { embeddings, map, textIds } = file.fit;
  // A repetition is no neighbour of its own: the first of each text stands for all.
  const seen = new Set<string>();
  const rows = textIds.flatMap((text, i) => {
    const isNew = !seen.has(text) && seen.add(text).size > 0;
    return isNew && !isZero(row(embeddings, i)) ? [i] : [];
  });
  return { ...file, places: new KnownPlaces(file.fit), laid: laidOut(embeddings, map, rows) };
}
