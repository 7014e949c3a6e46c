import { readStaticFile } from "./static-format.js";
import { createLookup } from "./static-lookup.js";
import { forEachWord } from "./static-words.js";

export interface StaticEncoding {
  /** Length one, or all zero where `known` is 0. */
  readonly vector: Float32Array;
  /** Counted words that have a vector, by themselves, by a form of theirs, or by their beginning and ending. */
  readonly known: number;
  /** Known words that have one by their beginning or ending only: many of them, and the text is hardly English. */
  readonly guessed: number;
  /** Counted words: all but stop words, and but single characters and numbers that the model does not have. */
  readonly total: number;
}

export interface StaticModel {
  readonly name: string;
  readonly dims: number;
  /** Words and pieces of words that have a vector. */
  readonly rows: number;
  encode(text: string): StaticEncoding;
}

/**
 * The static sentence-embedding model: a table of word vectors. The vector of a text is the sum of the vectors of its
 * words, scaled to length one, and depends on that text and the model file alone. The sum is taken in the order of the
 * text in double precision, so that it is the same to the bit on every run.
 *
 * models/FORMAT.md describes file and rules; training/encode.py is the same encoder in Python.
 *
 * @throws Error where the bytes are no such file, or not the whole of one
 */
export function loadStaticModel(data: ArrayBuffer | Uint8Array): StaticModel {
  const file = readStaticFile(data);
  const { name, dims, rows, maxWord } = file.header;
  const { scales, numbers } = file;
  const lookup = createLookup(file);
  const word = new Uint8Array(maxWord + 32);
  const sum = new Float64Array(dims);
  let known = 0;
  let total = 0;
  let guessed = 0;

  const add = (entry: number): void => {
    const scale = scales[entry]!;
    const from = entry * dims;
    for (let d = 0; d < dims; d++) sum[d] = sum[d]! + numbers[from + d]! * scale;
  };

  const take = (length: number): void => {
    const entry = lookup.find(word, length);
    if (entry >= rows) return;
    const whole = entry >= 0 ? entry : lookup.findForm(word, length);
    if (whole >= 0) {
      total++;
      known++;
      add(whole);
      return;
    }
    const beginning = lookup.findBeginning(word, length);
    const ending = lookup.findEnding(word, length);
    if (beginning >= 0) add(beginning);
    if (ending >= 0) add(ending);
    const isPieced = beginning >= 0 || ending >= 0;
    if (isPieced) guessed++;
    if (isPieced) known++;
    if (isPieced || (length > 1 && hasLetter(word, length))) total++;
  };

  const encode = (text: string): StaticEncoding => {
    sum.fill(0);
    known = 0;
    total = 0;
    guessed = 0;
    forEachWord(text, word, maxWord, take);
    return { vector: unitOf(sum), known, total, guessed };
  };

  return { name, dims, rows, encode };
}

function hasLetter(word: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (word[i]! > 0x39) return true;
  return false;
}

/** The sum scaled to length 1, in single precision; zero stays zero. */
function unitOf(sum: Float64Array): Float32Array {
  let square = 0;
  for (let d = 0; d < sum.length; d++) square += sum[d]! * sum[d]!;
  const vector = new Float32Array(sum.length);
  if (square === 0) return vector;
  const length = Math.sqrt(square);
  for (let d = 0; d < sum.length; d++) vector[d] = sum[d]! / length;
  return vector;
}
