import { resolve } from "node:path";

import { describe, expect, it } from "vitest";

import { cacheDir } from "../../src/io/cache-dir.js";

describe("cacheDir", () => {
  it("is the folder that the environment names", () => {
    expect(cacheDir({ THROUGHLINE_CACHE: "somewhere" })).toBe(resolve("somewhere"));
  });

  it("is the usual place of the operating system otherwise", () => {
    expect(cacheDir({})).toContain("throughline");
    expect(cacheDir({ THROUGHLINE_CACHE: "" })).toBe(cacheDir({}));
  });
});
