import { describe, expect, it } from "vitest";
import type { SourceFile } from "../../../src/shapes/reader.js";
import { readAhead } from "../../../src/stages/ingest/read-ahead.js";

const FILES = 30;

function filesOf(opened: string[], { size = 10, ending = "md" } = {}): SourceFile[] {
  return Array.from({ length: FILES }, (_, i) => {
    const path = `${String(i).padStart(2, "0")}.${ending}`;
    return {
      ...{ path, file: `/${path}`, explicit: false, size },
      read: () => {
        opened.push(path);
        return i === 5 ? Promise.reject(new Error("gone")) : Promise.resolve(new Uint8Array([i]));
      },
    };
  });
}

describe("reading ahead", () => {
  it("gives each file its own bytes, in order, opening it once and few before their turn", async () => {
    const opened: string[] = [];
    const files = filesOf(opened);
    const read: (number | string | undefined)[] = [];
    let most = 0;
    for (const file of readAhead(files, 1_000)) {
      most = Math.max(most, opened.length - read.length);
      read.push(await file.read().then(([byte]) => byte, String));
    }
    expect(read).toEqual(files.map((_, i) => (i === 5 ? "Error: gone" : i)));
    expect(opened).toEqual(files.map(({ path }) => path));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThan(FILES / 2);
  });

  it.each([
    ["larger than may be read", { size: 1_001 }],
    ["a zip", { ending: "zip" }],
  ])("opens none before its turn that is %s", (_name, kind) => {
    const opened: string[] = [];
    expect([...readAhead(filesOf(opened, kind), 1_000)]).toHaveLength(FILES);
    expect(opened).toEqual([]);
  });
});
