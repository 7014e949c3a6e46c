import { at } from "../../../math/at.js";
import { isZero, row, zeros } from "../../../math/matrix.js";
import { ENGLISH, languageOf, type Language } from "../../../text/languages.js";
import type { BaseVectors } from "../encode.js";
import type { Beside, Encoder } from "./beside-words.js";

/** An embedder and its vectors, of the languages that it knows alone. */
export interface Known extends Beside {
  /** That of most passages. */
  language: Language;
}

/**
 * Silences an embedder on what is written in a language that it doesn't know: what it says of such a text comes from the few
 * words that look like ones of its own, and that is chance. Such passages are placed by what the collection teaches alone.
 * An embedder that doesn't say what it knows is taken at its word.
 *
 * @param base the embedder's vectors of the passages
 * @param languages of each passage
 * @param language that of the collection
 */
export function inKnownLanguages(
  base: BaseVectors,
  encoder: Encoder,
  languages: readonly Language[],
  language: Language,
): Known {
  const known = encoder.identity.languages;
  if (known === undefined || [language, ...languages].every((one) => known.includes(one))) {
    return { language, encoder, base };
  }
  const nothing = new Float32Array(encoder.identity.dims);
  return {
    language,
    base: withoutRows(base, (i) => !known.includes(at(languages, i))),
    encoder: {
      ...encoder,
      encode: (text) =>
        known.includes(languageAmong(text, language)) ? encoder.encode(text) : Promise.resolve(nothing),
    },
  };
}

/** The language of a text; what is too short to tell, or looks like English, is in the collection's own. */
function languageAmong(text: string, usual: Language): Language {
  const told = languageOf(text);
  return told === ENGLISH ? usual : told;
}

function withoutRows(base: BaseVectors, isLeftOut: (i: number) => boolean): BaseVectors {
  const kept = zeros(base.rows, base.dims);
  const unknown: number[] = [];
  for (let i = 0; i < base.rows; i++) {
    if (!isLeftOut(i)) row(kept, i).set(row(base, i));
    if (isZero(row(kept, i))) unknown.push(i);
  }
  return { ...kept, unknown };
}
