import { describe, expect, it } from "vitest";
import { decode } from "../../src/io/decode.js";

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))));
const utf16be = (text: string): Uint8Array => Buffer.from(text, "utf16le").swap16();

describe("decode", () => {
  it.each([
    ["UTF-8", bytes("naïve – “ok” 🙂")],
    ["UTF-8 with a mark", bytes([0xef, 0xbb, 0xbf], "naïve – “ok” 🙂")],
    ["UTF-16LE with a mark", Buffer.concat([bytes([0xff, 0xfe]), Buffer.from("naïve – “ok” 🙂", "utf16le")])],
    ["UTF-16BE with a mark", Buffer.concat([bytes([0xfe, 0xff]), utf16be("naïve – “ok” 🙂")])],
  ])("reads %s without the mark", (_name, input) => {
    expect(decode(input)).toEqual({ ok: true, text: "naïve – “ok” 🙂" });
  });

  it.each([
    ["little", Buffer.from("Plain Western text.", "utf16le")],
    ["big", utf16be("Plain Western text.")],
  ])("recognises UTF-16 without a mark, %s end first", (_name, input) => {
    expect(decode(input)).toEqual({ ok: true, text: "Plain Western text." });
  });

  it("keeps a byte order mark that stands inside, and a genuine U+FFFD", () => {
    expect(decode(bytes("a\uFEFFb\uFFFDc"))).toEqual({ ok: true, text: "a\uFEFFb\uFFFDc" });
  });

  it.each([
    ["an encoded surrogate", bytes("ab", [0xed, 0xa0, 0x80]), "byte 2"],
    ["an overlong form", bytes("abc", [0xc0, 0xaf]), "byte 3"],
    ["a fault behind the mark and a genuine U+FFFD", bytes([0xef, 0xbb, 0xbf], "\uFFFD–", [0xff]), "byte 9"],
  ])("refuses %s and names the byte", (_name, input, place) => {
    expect(decode(input)).toMatchObject({ ok: false, place });
  });

  it.each([
    ["in UTF-8", bytes("abc", [0], "def"), "byte 3"],
    ["in UTF-16", Buffer.concat([bytes([0xff, 0xfe]), Buffer.from("ab\0c", "utf16le")]), "byte 6"],
    ["on both sides of what might be UTF-16", bytes([0, 0x61, 0x62, 0]), "byte 0"],
    ["in a file of odd length", bytes([0x61, 0, 0x62, 0, 0x63]), "byte 1"],
    ["in a picture", bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]), "byte 8"],
  ])("refuses a NUL %s", (_name, input, place) => {
    expect(decode(input)).toEqual({ ok: false, place, reason: "holds a NUL byte, so it is not text" });
  });

  it("refuses UTF-16 that breaks off in the middle of a character", () => {
    expect(decode(bytes([0xff, 0xfe, 0x61]))).toMatchObject({ ok: false });
  });

  it.each([
    ["an XML prolog", '<?xml version="1.0" encoding="ISO-8859-1"?><a>'],
    ["a <meta>", '<html><head><meta charset="windows-1252"></head>'],
    ["an old <meta>", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'],
  ])("reads the encoding that %s declares", (_name, head) => {
    expect(decode(bytes(head, "caf", [0xe9]))).toEqual({ ok: true, text: `${head}caf\u00e9` });
  });

  it("reads what is no UTF-8 as Windows-1252, and says so", () => {
    const decoded = decode(bytes("It", [0x92], "s a caf", [0xe9], " au lait."));
    expect(decoded).toMatchObject({
      ok: true,
      text: "It\u2019s a caf\u00e9 au lait.",
      note: { place: "byte 2" },
    });
  });

  it("replaces a faulty byte in what is UTF-8 otherwise, and says so", () => {
    const decoded = decode(bytes("Ünder den Bäumen", [0xff], " übel"));
    expect(decoded).toMatchObject({
      ok: true,
      text: "Ünder den Bäumen\uFFFD übel",
      note: { place: "byte 18" },
    });
  });

  it("takes an empty file for an empty text", () => {
    expect(decode(new Uint8Array())).toEqual({ ok: true, text: "" });
  });
});
