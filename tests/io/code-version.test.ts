import { describe, expect, it } from "vitest";
import { codeVersion } from "../../src/io/code-version.js";

describe("codeVersion", () => {
  const parts = { rooms: ["text", "math/at"], packages: ["yaml"] };

  it("is the same for the same code", async () => {
    const version = await codeVersion(parts);
    expect(version).toMatch(/^[0-9a-f]{16}$/);
    expect(await codeVersion(parts)).toBe(version);
  });

  it.each([
    { ...parts, rooms: ["text"] },
    { ...parts, rooms: ["text", "math/random"] },
    { ...parts, packages: ["yaml", "unified"] },
    { ...parts, optional: ["unified"] },
  ])("differs for other code and packages: %j", async (other) => {
    expect(await codeVersion(other)).not.toBe(await codeVersion(parts));
  });

  it("can't be told without one of the packages, unless that may be missing", async () => {
    expect(await codeVersion({ ...parts, packages: ["yaml", "no-such-package"] })).toBeUndefined();
    expect(await codeVersion({ ...parts, optional: ["no-such-package"] })).toBe(await codeVersion(parts));
  });

  it("refuses a room that is none", async () => {
    await expect(codeVersion({ ...parts, rooms: ["no-such-room"] })).rejects.toThrow(/ENOENT/);
  });
});
