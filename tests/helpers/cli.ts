/** Runs the built program as a person does: in a process of its own, in a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface CliResult {
  /** The exit code as a shell tells it: where a signal ended the process, 128 + its number. */
  code: number;
  stdout: string;
  stderr: string;
}

export interface CliRun {
  child: ChildProcess;
  done: Promise<CliResult>;
  /** Resolves when standard error holds the text; rejects where the process ends without it. */
  printed(text: string): Promise<void>;
}

export interface Workplace {
  /** The working folder. */
  work: string;
  /** The user's home and the folder for temporary files. */
  home: string;
  tmp: string;
}

export interface CliOptions {
  env?: Record<string, string>;
  /** What comes on standard input. @default nothing */
  input?: string;
  /** How many files it may have open. @default as many as this process */
  openFiles?: number;
}

/** The program as `npm run build` made it. */
export function builtProgram(): string {
  const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
  if (!existsSync(main)) {
    throw new Error(
      "Expected the built program in dist/, got none. Run `npm run build` first; `npm test` does.",
    );
  }
  return main;
}

/** An empty working folder, home and folder for temporary files below `parent`. */
export async function makeWorkplace(parent: string): Promise<Workplace> {
  const base = await mkdtemp(join(parent, "work-"));
  const workplace = { work: join(base, "work"), home: join(base, "home"), tmp: join(base, "tmp") };
  for (const folder of Object.values(workplace)) await mkdir(folder);
  return workplace;
}

/** Starts `throughline` with the given arguments. Nothing of this process's own environment reaches it but the path. */
export function startCli(
  place: Workplace,
  args: readonly string[],
  { env = {}, input, openFiles }: CliOptions = {},
): CliRun {
  const program = [process.execPath, builtProgram(), ...args] as const;
  const limited = ["sh", "-c", `ulimit -n ${openFiles} && exec "$0" "$@"`, ...program] as const;
  const [command, ...rest] = openFiles === undefined ? program : limited;
  const child = spawn(command, rest, {
    cwd: place.work,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: place.home,
      TMPDIR: place.tmp,
      THROUGHLINE_CACHE: join(place.home, "cache"),
      // No test may depend on the network; one that plays the hub sets this back.
      HF_HUB_OFFLINE: "1",
      ...env,
    },
  });
  child.stdin?.end(input);
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const done = new Promise<CliResult>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve({ code: code ?? 128 + constants.signals[signal ?? "SIGKILL"], stdout, stderr }),
    );
  });
  const printed = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stderr.includes(text)) resolve();
      };
      child.stderr?.on("data", look);
      child.on("close", () => reject(new Error(`Expected "${text}" on standard error, got: ${stderr}`)));
      look();
    });
  return { child, done, printed };
}

/** Runs `throughline` to its end. */
export function runCli(place: Workplace, args: readonly string[], options?: CliOptions): Promise<CliResult> {
  return startCli(place, args, options).done;
}
