import { expect, it } from "vitest";
import { ExitCode, UserError } from "../src/errors.js";

it("has the exit codes that scripts rely on", () => {
  expect(ExitCode).toEqual({ ok: 0, config: 2, skips: 3, noInput: 4, model: 5, disk: 6, locked: 7 });
});

it("carries kind, exit code, message and cause", () => {
  const cause = new Error("ENOSPC");
  const error = new UserError("disk", "Expected room on the disk, got none. Free some.", { cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: "UserError", kind: "disk", exitCode: 6, cause });
  expect(String(error)).toBe("UserError: Expected room on the disk, got none. Free some.");
});
