/** This project at an earlier commit, built in a folder of its own that is kept for the next time. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const EARLIER = "a61bf36";

/**
 * The folder in which it lies, built.
 *
 * @returns why there is none, where this copy of the project lacks the commit or its packages can't be had
 */
export function buildEarlier(): { folder: string } | { why: string } {
  const folder = join(tmpdir(), "throughline-bench-earlier", EARLIER);
  const done = join(folder, "dist", "cli", "main.js");
  if (existsSync(done)) return { folder };
  const run = (command: string, values: string[], cwd: string): void => {
    execFileSync(command, values, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  };
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    run("git", ["clone", "--quiet", "--no-checkout", ROOT, folder], ROOT);
    run("git", ["checkout", "--quiet", EARLIER], folder);
    run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
    run("npm", ["run", "--silent", "build"], folder);
    return { folder };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n", 1);
    return { why: `the program as it was at ${EARLIER}, which could not be built: ${line}.` };
  }
}
