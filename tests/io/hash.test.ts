import { expect, it } from "vitest";
import { contentId, sha256 } from "../../src/io/hash.js";

it("sha256 is the standard's, of the UTF-8 bytes", () => {
  // FIPS 180-2, appendix B.1.
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(sha256("abc")).toBe(abc);
  expect(sha256(Uint8Array.of(0x61, 0x62, 0x63))).toBe(abc);
  expect(sha256("ü")).toBe(sha256(Uint8Array.of(0xc3, 0xbc)));
});

it("contentId is short, stable, and tells parts apart", () => {
  expect(contentId("a", "b")).toMatch(/^[0-9a-f]{12}$/);
  expect(contentId("a", "b")).toBe(contentId("a", "b"));
  const ids = [
    contentId("a", "b"),
    contentId("ab"),
    contentId("a,b"),
    contentId("b", "a"),
    contentId("a", "b", ""),
  ];
  expect(new Set(ids).size).toBe(ids.length);
});
