import { describe, expect, it } from "vitest";
import { yamlFields } from "../../../src/stages/ingest/front-matter-yaml.js";

const nested = (levels: number): string => `title: Deep\nvalue: ${"[".repeat(levels)}${"]".repeat(levels)}\n`;
const sequences = (levels: number): string => `title: Deep\nvalue:\n  ${"- ".repeat(levels)}x\n`;

describe("front matter", () => {
  it.each([
    ["brackets", nested, 99],
    ["dashes", sequences, 98],
  ])("is read to a hundred levels of %s and refused where it goes one deeper", (_name, blockOf, most) => {
    expect(yamlFields(blockOf(most)).fields.get("title")).toBe("Deep");
    expect(yamlFields(blockOf(most)).problem).toBeUndefined();
    for (const levels of [most + 1, 20_000])
      expect(yamlFields(blockOf(levels)).problem).toBe("front matter nests too deeply to be read");
  });
});
