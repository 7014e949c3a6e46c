/** Peers that are written in Python. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** That of the system comes second: packages of Debian are there, and others hide it. */
const PYTHONS = ["python3", "/usr/bin/python3"];

/** The first Python that has a package; undefined where none has. */
export function pythonWith(name: string, pythons: readonly string[] = PYTHONS): string | undefined {
  return pythons.find((python) => {
    try {
      execFileSync(python, ["-c", `import ${name}`], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
}

/** The numbers that a script prints. */
export function numbersFrom(python: string, script: string, ...values: (string | number)[]): number[] {
  const command = ["-W", "ignore", script, ...values.map(String)];
  return execFileSync(python, command, { encoding: "utf8" }).trim().split(/\s+/).map(Number);
}

/** Does something with a folder that is gone afterwards. */
export async function inFolder<Value>(work: (folder: string) => Value | Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), "throughline-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
