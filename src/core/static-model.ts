/**
 * The static sentence-embedding model: a table of word vectors. The vector of a text is the sum of the vectors of its
 * words, scaled to length one. A text's vector depends on that text and the model file alone.
 *
 * FORMAT.md beside the model describes the file; text.py and units.py (training) hold the same rules in Python.
 */

export interface StaticEncoding {
  /** Length one, or all zero where `known` is 0. */
  readonly vector: Float32Array;
  /** Counted words that have a vector, by themselves, by a form of theirs, or by their beginning and ending. */
  readonly known: number;
  /** Counted words: all but stop words, and but single characters and numbers that the model does not have. */
  readonly total: number;
  /** Of the known words, those known by a beginning or an ending alone. Many of them: perhaps not English. */
  readonly guessed: number;
}

export interface StaticModel {
  readonly name: string;
  readonly dims: number;
  /** Words and pieces of words that have a vector. */
  readonly rows: number;
  encode(text: string): StaticEncoding;
}

interface Part {
  readonly type: string;
  readonly offset: number;
  readonly bytes: number;
}

interface Header {
  readonly format: number;
  readonly name: string;
  readonly dims: number;
  readonly rows: number;
  readonly stopWords: number;
  readonly slotBits: number;
  readonly maxWord: number;
  readonly pieceMin: number;
  readonly pieceMax: number;
  readonly endings: readonly (readonly [string, string])[];
  readonly parts: Readonly<Record<"slots" | "starts" | "scales" | "rows" | "words", Part>>;
}

const APOSTROPHE = 0x27;
const HYPHEN = 0x2d;
const LETTER_S = 0x73;
const MARKS = /[\u0300-\u036f]/gu;
const NOT_ASCII = /[^\0-\x7f]/u;

/** Letters that compatibility decomposition leaves whole, and the other apostrophes. */
const FOLD: ReadonlyMap<string, string> = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["đ", "d"],
  ["ð", "d"],
  ["þ", "th"],
  ["ł", "l"],
  ["ı", "i"],
  ["\u2019", "'"],
  ["\u2018", "'"],
  ["\u02bc", "'"],
]);
const FOLDED = /[ßæœøđðþłı\u2019\u2018\u02bc]/gu;

/** Lower case, and ASCII where that can be: NFKD without combining marks. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replace(MARKS, "")
    .replace(FOLDED, (letter) => FOLD.get(letter) ?? letter);
}

function readHeader(bytes: Uint8Array): Header {
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  if (bytes.length < 8 || magic !== "TLSM") {
    throw new Error('This is not a Throughline static model: it does not begin with "TLSM".');
  }
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  if (size > bytes.length - 8) throw new Error("The static model file is cut short.");
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + size))) as Header;
  if (header.format !== 1) {
    throw new Error(
      `The static model file has format ${String(header.format)}; this program reads format 1.`,
    );
  }
  for (const part of Object.values(header.parts)) {
    if (part.offset + part.bytes > bytes.length) throw new Error("The static model file is cut short.");
  }
  return header;
}

/** Two 4-bit numbers a byte (the lower half first, each plus 8) to one 8-bit number each. */
function unpack(packed: Uint8Array): Int8Array {
  const pairs = new Uint16Array(256);
  for (let b = 0; b < 256; b++) {
    const low = ((b & 15) - 8) & 0xff;
    const high = ((b >> 4) - 8) & 0xff;
    pairs[b] = low | (high << 8);
  }
  const out = new Uint16Array(packed.length);
  for (let i = 0; i < packed.length; i++) out[i] = pairs[packed[i] as number] as number;
  return new Int8Array(out.buffer);
}

/** Needs a little-endian computer, as every one that Node.js runs on at present but s390x is. */
export function loadStaticModel(data: ArrayBuffer | Uint8Array): StaticModel {
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) {
    throw new Error("The static model can be read on little-endian computers only.");
  }
  let file = data instanceof Uint8Array ? data : new Uint8Array(data);
  if (file.byteOffset % 4 !== 0) file = file.slice();
  const { buffer, byteOffset } = file;
  const header = readHeader(file);
  const { dims, rows, maxWord, pieceMin, pieceMax, parts } = header;
  const slots = new Uint32Array(buffer, byteOffset + parts.slots.offset, parts.slots.bytes / 4);
  const starts = new Uint32Array(buffer, byteOffset + parts.starts.offset, parts.starts.bytes / 4);
  const scales = new Float32Array(buffer, byteOffset + parts.scales.offset, parts.scales.bytes / 4);
  const blob = new Uint8Array(buffer, byteOffset + parts.words.offset, parts.words.bytes);
  const numbers = unpack(new Uint8Array(buffer, byteOffset + parts.rows.offset, parts.rows.bytes));
  if (dims % 8 !== 0 || numbers.length !== rows * dims || scales.length !== rows) {
    throw new Error("The static model file contradicts itself.");
  }
  const mask = slots.length - 1;
  const toBytes = (s: string): Uint8Array => Uint8Array.from(s, (c) => c.charCodeAt(0));
  const endings = header.endings.map(([end, put]) => ({ end: toBytes(end), put: toBytes(put) }));

  const word = new Uint8Array(maxWord + 32);
  const other = new Uint8Array(maxWord + 32);
  const sum = new Float64Array(dims);

  /** Entry number of the first `length` bytes, or -1: below `rows` a vector, from there on a stop word. */
  function find(bytes: Uint8Array, length: number): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    let at = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const entry = (slots[at] as number) - 1;
      if (entry < 0) return -1;
      const start = starts[entry] as number;
      if ((starts[entry + 1] as number) - start === length) {
        let i = 0;
        while (i < length && blob[start + i] === bytes[i]) i++;
        if (i === length) return entry;
      }
      at = (at + 1) & mask;
    }
  }

  function findForm(length: number): number {
    for (const { end, put } of endings) {
      const rest = length - end.length;
      if (rest < 3) continue;
      let i = 0;
      while (i < end.length && word[rest + i] === end[i]) i++;
      if (i < end.length) continue;
      for (let j = 0; j < rest; j++) other[j] = word[j] as number;
      for (let j = 0; j < put.length; j++) other[rest + j] = put[j] as number;
      const entry = find(other, rest + put.length);
      if (entry >= 0 && entry < rows) return entry;
    }
    return -1;
  }

  function findBeginning(length: number): number {
    for (let n = Math.min(pieceMax, length - 1); n >= pieceMin; n--) {
      for (let i = 0; i < n; i++) other[i] = word[i] as number;
      other[n] = HYPHEN;
      const entry = find(other, n + 1);
      if (entry >= 0) return entry;
    }
    return -1;
  }

  function findEnding(length: number): number {
    other[0] = HYPHEN;
    for (let n = Math.min(pieceMax, length - 1); n >= pieceMin; n--) {
      for (let i = 0; i < n; i++) other[i + 1] = word[length - n + i] as number;
      const entry = find(other, n + 1);
      if (entry >= 0) return entry;
    }
    return -1;
  }

  function add(entry: number): void {
    const scale = scales[entry] as number;
    const from = entry * dims;
    for (let d = 0; d < dims; d++) sum[d] = (sum[d] as number) + (numbers[from + d] as number) * scale;
  }

  let known = 0;
  let total = 0;
  let guessed = 0;

  function take(length: number): void {
    const entry = find(word, length);
    if (entry >= rows) return;
    if (entry >= 0) {
      total++;
      known++;
      add(entry);
      return;
    }
    const form = findForm(length);
    if (form >= 0) {
      total++;
      known++;
      add(form);
      return;
    }
    const beginning = findBeginning(length);
    const ending = findEnding(length);
    if (beginning < 0 && ending < 0) {
      let i = 0;
      while (i < length && (word[i] as number) <= 0x39) i++;
      if (length > 1 && i < length) total++;
      return;
    }
    total++;
    known++;
    guessed++;
    if (beginning >= 0) add(beginning);
    if (ending >= 0) add(ending);
  }

  function encode(text: string): StaticEncoding {
    const plain = NOT_ASCII.test(text) ? fold(text) : text;
    sum.fill(0);
    known = 0;
    total = 0;
    guessed = 0;
    let length = 0; // of the word so far
    let apostrophe = 0; // length at the latest apostrophe
    let pending = false; // an apostrophe that belongs to the word only if a letter follows
    let last = 0;
    for (let i = 0; i <= plain.length; i++) {
      let c = i < plain.length ? plain.charCodeAt(i) : 0;
      if (c >= 0x41 && c <= 0x5a) c += 0x20;
      if ((c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39)) {
        if (pending) {
          apostrophe = length;
          pending = false;
        }
        if (length < word.length) word[length] = c;
        length++;
        last = c;
      } else if (length > 0) {
        if (c === APOSTROPHE && !pending) {
          pending = true;
          continue;
        }
        if (apostrophe > 0 && apostrophe === length - 1 && last === LETTER_S) length--;
        if (length <= maxWord) take(length);
        length = 0;
        apostrophe = 0;
        pending = false;
      }
    }
    const vector = new Float32Array(dims);
    let square = 0;
    for (let d = 0; d < dims; d++) square += (sum[d] as number) * (sum[d] as number);
    if (square > 0) {
      const norm = Math.sqrt(square);
      for (let d = 0; d < dims; d++) vector[d] = (sum[d] as number) / norm;
    }
    return { vector, known, total, guessed };
  }

  return { name: header.name, dims, rows, encode };
}
