import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.js";
import { errorOf, faultOf, orOfSystem } from "../../src/io/fault.js";
import { spentMessage } from "../../src/io/spent.js";

const full = Object.assign(new Error("EMFILE: too many open files"), { code: "EMFILE" });

describe("what a process ran out of", () => {
  it("is told with what to do, wherever in the chain of causes it stands", () => {
    expect(spentMessage(full)).toMatch(/^Expected to open one more file, but .*ulimit -n/);
    expect(spentMessage(new Error("worse", { cause: full }))).toBe(spentMessage(full));
    expect(spentMessage(new Error("other"))).toBeUndefined();
    expect(spentMessage("EMFILE")).toBeUndefined();
  });

  it("is a fault of the disk, also from another thread; what a person is told already stays", () => {
    expect(orOfSystem(full)).toMatchObject({ kind: "disk", exitCode: 6 });
    expect(errorOf(faultOf(full))).toMatchObject({ kind: "disk", message: spentMessage(full) });
    const told = new UserError("model", "told", { cause: full });
    expect(orOfSystem(told)).toBe(told);
  });
});

describe("a fault", () => {
  it("keeps where it came from as it crosses", () => {
    const error = new Error("broken", { cause: new Error("deeper") });
    const crossed = errorOf(structuredClone(faultOf(error)));
    expect(crossed.message).toBe("broken");
    expect(crossed.stack).toContain("spent.test");
    expect(crossed.stack).toContain("deeper");
  });
});
