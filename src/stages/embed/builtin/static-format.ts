/** The file format of the static model; models/FORMAT.md describes it. */

interface Part {
  readonly type: string;
  readonly offset: number;
  readonly bytes: number;
}

export interface StaticHeader {
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

/** The file's parts, used where they lie; only the numbers are unpacked. */
export interface StaticFile {
  header: StaticHeader;
  /** Hash table: entry number + 1, or 0 for an empty slot. */
  slots: Uint32Array;
  /** Where each entry's spelling begins in `words`. */
  starts: Uint32Array;
  words: Uint8Array;
  /** One a row. */
  scales: Float32Array;
  /** rows × dims, −7…7. */
  numbers: Int8Array;
}

/**
 * Opens the file. Needs a little-endian computer, as every one that Node.js runs on at present but s390x is.
 *
 * @throws Error where the bytes are no such file, or not the whole of one
 */
export function readStaticFile(data: ArrayBuffer | Uint8Array): StaticFile {
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) {
    throw new Error("The static model can be read on little-endian computers only.");
  }
  let file = data instanceof Uint8Array ? data : new Uint8Array(data);
  if (file.byteOffset % 4 !== 0) file = file.slice();
  const { buffer, byteOffset } = file;
  const header = readHeader(file);
  const { dims, rows, parts } = header;
  const at = (part: Part): number => byteOffset + part.offset;
  const scales = new Float32Array(buffer, at(parts.scales), parts.scales.bytes / 4);
  const numbers = unpack(new Uint8Array(buffer, at(parts.rows), parts.rows.bytes));
  if (dims % 8 !== 0 || numbers.length !== rows * dims || scales.length !== rows) {
    throw new Error("The static model file contradicts itself.");
  }
  return {
    header,
    scales,
    numbers,
    slots: new Uint32Array(buffer, at(parts.slots), parts.slots.bytes / 4),
    starts: new Uint32Array(buffer, at(parts.starts), parts.starts.bytes / 4),
    words: new Uint8Array(buffer, at(parts.words), parts.words.bytes),
  };
}

function readHeader(bytes: Uint8Array): StaticHeader {
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  if (bytes.length < 8 || magic !== "TLSM") {
    throw new Error('This is not a Throughline static model: it does not begin with "TLSM".');
  }
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  if (size > bytes.length - 8) throw new Error("The static model file is cut short.");
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + size))) as StaticHeader;
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
  for (let i = 0; i < packed.length; i++) out[i] = pairs[packed[i]!]!;
  return new Int8Array(out.buffer);
}
