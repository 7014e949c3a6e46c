import { at } from "../math/at.js";
import type { Language } from "../text/languages.js";
import type { Context } from "../shapes/context.js";
import type { Embedder } from "../shapes/embedder.js";
import type { Fit } from "../shapes/fit.js";
import { adapt, type Adapted } from "../stages/embed/adapt/adapt.js";
import type { Adaptation } from "../stages/embed/adapt/adaptation.js";
import { encode, type EmbeddedPassage } from "../stages/embed/encode.js";
import { rowsAmong } from "../stages/reconcile/rows.js";
import type { Timed } from "./stopwatch.js";

export interface NewAmongOld {
  passages: readonly EmbeddedPassage[];
  /** Of each passage in the fit, −1 for a new one. */
  rows: Int32Array;
  /** Of each passage. @default as their posts tell */
  languages?: readonly Language[];
}

/** Just does it. */
const untimed: Timed = async (_, step) => step();

/** The embeddings of passages of which a fit knows most: those are taken from it, the others made by what it learned. */
export async function embedNew(
  fit: Fit,
  { passages, rows, languages }: NewAmongOld,
  embedder: Embedder,
  context: Context,
  timed: Timed = untimed,
): Promise<Adapted> {
  const fresh = Array.from(rows.keys()).filter((i) => at(rows, i) < 0);
  const added = fresh.map((i) => at(passages, i));
  const encoded = await timed("encode", () => encode(added, embedder, context));
  const learned = fit.learned as Adaptation | undefined;
  const options = {
    adapt: learned !== undefined,
    ...(learned && { learned }),
    ...(languages && { languages: fresh.map((i) => at(languages, i)) }),
  };
  const adapted = await timed("adapt", () => adapt(added, encoded, embedder, options, context));
  return { ...adapted, embeddings: rowsAmong(fit.embeddings, rows, adapted.embeddings) };
}
