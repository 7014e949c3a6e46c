/** Starts the built program, and pulls the plug. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { builtProgram, type Workplace } from "../helpers/cli.js";

const LAYER = fileURLToPath(new URL("disk-layer.js", import.meta.url));

/** When the plug is pulled: at a step of the process (a change of the disk or of the store), or after so many milliseconds. */
export type Moment = { step: number; how: Kill | Code } | { milliseconds: number } | "never";

type Kill = "kill before" | "kill after" | "kill halfway";

/** A step may fail instead, with a fault of the system. */
export type Code = "ENOSPC" | "EIO" | "EACCES" | "EMFILE";

export interface Ended {
  /** Null where it was killed. */
  code: number | null;
  stderr: string;
  milliseconds: number;
  /** What it did, where nobody pulled the plug. */
  steps: string[];
}

/** What is done with a program that serves, from its first line on; when it is done the program is killed. */
export type Visit = (line: string) => Promise<void>;

/** Runs a command in a group of processes of its own, which ends as a whole. */
export async function runUntil(
  { work, home, tmp }: Workplace,
  args: readonly string[],
  moment: Moment,
  { visit, script = builtProgram() }: { visit?: Visit; script?: string } = {},
): Promise<Ended> {
  const count = join(home, "steps.txt");
  const layer = {
    ...(moment === "never" && { count }),
    ...(typeof moment === "object" && "step" in moment && { at: moment.step, do: moment.how }),
  };
  const begun = performance.now();
  const child = spawn(process.execPath, [script, ...args], {
    cwd: work,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: home,
      TMPDIR: tmp,
      THROUGHLINE_CACHE: join(home, "cache"),
      HF_HUB_OFFLINE: "1",
      NODE_OPTIONS: `--import=${LAYER}`,
      FAULT_LAYER: JSON.stringify(layer),
    },
  });
  const pull = (): void => {
    // Its processes may all have ended.
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, "SIGKILL");
  };
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const isFirst = stdout === "";
    stdout += text;
    // A visit is cut off with the program.
    if (isFirst && visit !== undefined) void visit(text).then(pull, pull);
  });
  const timer =
    typeof moment === "object" && "milliseconds" in moment
      ? setTimeout(pull, moment.milliseconds)
      : undefined;
  const [code] = (await once(child, "close")) as [number | null];
  clearTimeout(timer);
  const steps = existsSync(count) ? readFileSync(count, "utf8").trimEnd().split("\n") : [];
  await rm(count, { force: true });
  return { code, stderr, milliseconds: performance.now() - begun, steps };
}
