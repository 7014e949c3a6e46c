/** A file's text without its byte order mark, or the place and the reason why there is none. */
export type Decoded = DecodedText | { ok: false; place: string; reason: string };

export interface DecodedText {
  ok: true;
  text: string;
  /** What a person should know: how a file was read that is no UTF-8, and what of it was replaced. */
  note?: { place: string; reason: string };
}

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
 * do in Western text. What is none of these is read in the encoding that it declares, else as UTF-8 with the faulty bytes
 * replaced where most of it is UTF-8, else as Windows-1252, which is what old programs write; the last two are noted.
 */
export function decode(bytes: Uint8Array): Decoded {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked !== undefined) return decodeAs(marked[0], bytes.subarray(marked[1].length), marked[1].length);
  const firstNul = bytes.indexOf(0);
  if (firstNul < 0) return decodeText(bytes);
  const guess = guessUtf16(bytes);
  const decoded = guess === undefined ? undefined : decodeAs(guess, bytes, 0);
  return decoded?.ok === true ? decoded : nulAt(firstNul);
}

/** A file declares its encoding within so many bytes. */
const HEAD = 4096;
const DECLARATIONS = [
  /^\s*<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.:-]{2,40})["']/i,
  /<meta[^>]{0,200}\bcharset\s*=\s*(?:["']\s*)?([\w.:-]{2,40})/i,
];
/** Bytes that Windows-1252 has no character for. */
const NOT_WINDOWS = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

function decodeText(bytes: Uint8Array): Decoded {
  const decoded = decodeAs("utf-8", bytes, 0);
  if (decoded.ok) return decoded;
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString("latin1");
  const declared = DECLARATIONS.map((pattern) => pattern.exec(head)?.[1]).find((name) => name !== undefined);
  return (
    (declared === undefined ? undefined : decodeDeclared(declared, bytes)) ??
    decodeGuessed(bytes, decoded.place)
  );
}

function decodeDeclared(label: string, bytes: Uint8Array): DecodedText | undefined {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    if (decoder.encoding === "utf-8") return undefined;
    if (decoder.encoding === "windows-1252") return { ok: true, text: fromWindows1252(bytes) };
    return { ok: true, text: decoder.decode(bytes) };
  } catch {
    return undefined;
  }
}

/** Text of which more is not ASCII is no Western one, and its encoding can't be told. */
const MOSTLY_WESTERN = 0.25;

function decodeGuessed(bytes: Uint8Array, place: string): Decoded {
  const text = new TextDecoder("utf-8").decode(bytes);
  const faults = text.split("\uFFFD").length - 1;
  const others = [...text.matchAll(/[\u0080-\uFFFC]/g)].length;
  if (others > faults) {
    const characters = faults === 1 ? "1 character" : `${faults} characters`;
    return {
      ok: true,
      text,
      note: { place, reason: `${characters} here and behind are no UTF-8 and were replaced` },
    };
  }
  const high = bytes.reduce((sum, byte) => sum + (byte >> 7), 0);
  if (high > MOSTLY_WESTERN * bytes.length || bytes.some((byte) => NOT_WINDOWS.has(byte))) {
    return { ok: false, place, reason: "not valid UTF-8; save the file as UTF-8" };
  }
  const reason = "not UTF-8, and was read as Windows-1252; save the file as UTF-8 where letters look wrong";
  return { ok: true, text: fromWindows1252(bytes), note: { place, reason } };
}

/** The characters of 0x80 to 0x9F; the runtime's own decoder takes them for control characters. */
const WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function fromWindows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return latin.replace(/[\u0080-\u009f]/g, (character) => WINDOWS.charAt(character.charCodeAt(0) - 0x80));
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
