import { inflateRawSync } from "node:zlib";
import type { AsyncDeflateOptions, FlateCallback } from "fflate";
import { describe, expect, it, vi } from "vitest";
import { packed, packedAside } from "../../../src/exporters/html/pack.js";

/** Whether a thread may be had, and how many were asked for. */
const threads = vi.hoisted(() => ({ asked: 0, areThere: true }));

vi.mock("fflate", async (load) => {
  const fflate = await load<typeof import("fflate")>();
  return {
    ...fflate,
    deflate(bytes: Uint8Array, options: AsyncDeflateOptions, done: FlateCallback) {
      threads.asked++;
      if (threads.areThere) return fflate.deflate(bytes, options, done);
      done(Object.assign(new Error("no thread"), { code: 0 as const }), new Uint8Array());
      return () => undefined;
    },
  };
});

const much = Array.from({ length: 20_000 }, (_, i) => `Passage ${(i * 7919) % 10_007} of a report – ${i}`);

describe("the data of a page", () => {
  it.each([
    ["where it is little", ["a report of one post"], true, 0],
    ["on a thread", much, true, 1],
    ["where no thread is to be had", much, false, 1],
  ])("is the same packed aside, %s", async (_, data, areThere, asked) => {
    Object.assign(threads, { asked: 0, areThere });
    const aside = await packedAside(data);
    expect(aside).toBe(packed(data));
    expect(threads.asked).toBe(asked);
    expect(JSON.parse(inflateRawSync(Buffer.from(aside, "base64")).toString())).toEqual(data);
  });
});
