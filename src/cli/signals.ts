/** How the program ends when it is told to. */

/** Exit codes by signal: 128 + the signal's number. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type EndSignal = keyof typeof CODES;

/** Milliseconds for the work to come to an end of its own, with what was made so far kept. */
const GRACE = 1200;

export interface Ending {
  /** For those commands of which a signal is the usual end. @default 130 and 143 */
  exitCode?: number;
  /** Whether what is under way is waited for, however long it takes, unless a second signal comes. @default false */
  isPatient?: boolean;
}

/**
 * Hears SIGINT and SIGTERM. The first asks the work to end; where it doesn't in time, or a second one comes, the process ends as it is.
 * What it leaves then is what a crash leaves, and the next run clears it.
 *
 * @returns aborted by the first of them
 */
export function abortOnSignals({ exitCode, isPatient = false }: Ending = {}): AbortSignal {
  const controller = new AbortController();
  for (const signal of Object.keys(CODES) as EndSignal[]) {
    process.on(signal, () => {
      if (controller.signal.aborted) endNow(signal);
      process.exitCode = exitCode ?? CODES[signal];
      if (!isPatient) setTimeout(() => endNow(signal), GRACE).unref();
      controller.abort();
    });
  }
  return controller.signal;
}

/**
 * By the signal itself, which shells tell by the same codes: `process.exit` would wait for threads that are deep in a native
 * call, and what is native in them may break when they are ended.
 */
function endNow(signal: EndSignal): void {
  // Nobody else would hear of this end.
  process.emit("exit", CODES[signal]);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
