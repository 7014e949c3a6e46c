/** A file's text without its byte order mark, or the place and the reason why there is none. */
export type Decoded = { ok: true; text: string } | { ok: false; place: string; reason: string };

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

const BYTE_ORDER_MARKS: readonly [Encoding, readonly number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** Share of the bytes on one side that must be NUL before a file without a mark is taken for UTF-16. */
const UTF16_NUL_SHARE = 0.7;

/**
 * Decodes a whole file: by its byte order mark, else as UTF-8, else as UTF-16 where NULs stand on one side only, as they
 * do in Western text. Never guesses beyond that and never replaces a character: what does not decode is refused.
 */
export function decode(bytes: Uint8Array): Decoded {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked !== undefined) return decodeAs(marked[0], bytes.subarray(marked[1].length), marked[1].length);
  const firstNul = bytes.indexOf(0);
  if (firstNul < 0) return decodeAs("utf-8", bytes, 0);
  const guess = guessUtf16(bytes);
  const decoded = guess === undefined ? undefined : decodeAs(guess, bytes, 0);
  return decoded?.ok === true ? decoded : nulAt(firstNul);
}

function decodeAs(encoding: Encoding, bytes: Uint8Array, skippedBytes: number): Decoded {
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const at = encoding === "utf-8" ? firstInvalidUtf8(bytes) : undefined;
    return {
      ok: false,
      place: at === undefined ? "" : `byte ${at + skippedBytes}`,
      reason: `not valid ${encoding.toUpperCase()}; save the file as UTF-8`,
    };
  }
  const nul = text.indexOf("\0");
  if (nul < 0) return { ok: true, text };
  const before = text.slice(0, nul);
  return nulAt(skippedBytes + (encoding === "utf-8" ? Buffer.byteLength(before) : 2 * nul));
}

function nulAt(byte: number): Decoded {
  return { ok: false, place: `byte ${byte}`, reason: "holds a NUL byte, so it is not text" };
}

function guessUtf16(bytes: Uint8Array): Encoding | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < bytes.length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const enough = (bytes.length / 2) * UTF16_NUL_SHARE;
  if (even === 0 && odd >= enough) return "utf-16le";
  if (odd === 0 && even >= enough) return "utf-16be";
  return undefined;
}

/** Offset of the first byte that is not UTF-8: where a lenient decoder put a U+FFFD that the file itself does not hold. */
function firstInvalidUtf8(bytes: Uint8Array): number | undefined {
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let offset = 0;
  let from = 0;
  for (;;) {
    const at = lenient.indexOf("\uFFFD", from);
    if (at < 0) return undefined;
    offset += Buffer.byteLength(lenient.slice(from, at));
    const genuine = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!genuine) return offset;
    offset += 3;
    from = at + 1;
  }
}
