import { once } from "node:events";
import open from "open";
import { ExitCode, UserError } from "../errors.js";
import { exploreFolder } from "../index.js";
import { consoleLog, printable } from "../io/console.js";
import { abortOnSignals } from "./signals.js";

/** The options of `throughline explore` as the command line gives them. */
export interface ExploreFlags {
  port?: string;
  /** False with `--no-open`. */
  open: boolean;
  modelDir?: string;
  decisions?: string;
  debug?: boolean;
}

/**
 * `throughline explore`: serves a report folder until a signal ends it. That is its usual end, and no fault.
 *
 * @throws UserError where there is no report, the port can't be had or the run's embedder can't be opened again
 */
export async function exploreReport(out: string, flags: ExploreFlags): Promise<void> {
  const { port, modelDir, decisions, debug } = flags;
  const log = consoleLog({ quiet: false, debug: debug ?? false, stream: process.stderr });
  const signal = abortOnSignals({ exitCode: ExitCode.ok, isPatient: true });
  const ended = once(signal, "abort");
  const exploration = await exploreFolder(
    out,
    {
      ...(port !== undefined && { port: portOf(port) }),
      ...(modelDir !== undefined && { modelDir }),
      ...(decisions !== undefined && { decisions }),
    },
    { log },
  );
  try {
    process.stdout.write(`${printable(`${out} is open at ${exploration.url}`)}\nCtrl+C ends it.\n`);
    if (flags.open && process.stdout.isTTY) {
      await open(exploration.url).catch(() =>
        log.warn("No browser could be opened. Open the address yourself."),
      );
    }
    // Whoever asks for the end while the passages are still being read doesn't wait for them.
    await Promise.race([exploration.ready.then(() => ended), ended]);
    process.exitCode = ExitCode.ok;
  } finally {
    await exploration.close();
  }
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) {
    throw new UserError("config", `Expected --port to be a whole number from 1 to 65535, got "${text}".`);
  }
  return port;
}
