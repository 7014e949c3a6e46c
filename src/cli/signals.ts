/** How the program ends when it is told to. */

/** Exit codes by signal: 128 + the signal's number. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type EndSignal = keyof typeof CODES;

/** Milliseconds for the work to come to an end of its own, with what was made so far kept. */
const GRACE = 900;
/** Milliseconds for threads to be ended: one that is in the middle of a call to something native can't be. */
const LAST = 1000;

export interface Ending {
  /** Aborted by the first signal. */
  signal: AbortSignal;
  /** What is to be done before the process ends though its work has not. */
  atLast: (end: () => Promise<unknown>) => void;
}

/**
 * Hears SIGINT and SIGTERM. The first asks the work to end; where it doesn't in time, or a second one comes, the process ends as it is.
 * What it leaves then is what a crash leaves, and the next run clears it.
 *
 * @param exitCode for those commands of which a signal is the usual end. @default 130 and 143
 */
export function hearSignals(exitCode?: number): Ending {
  const controller = new AbortController();
  const ends: (() => Promise<unknown>)[] = [];
  const endNow = async (signal: EndSignal, code: number): Promise<void> => {
    const late = setTimeout(() => {
      // `process.exit` would wait for the threads; a signal that nobody hears waits for nothing.
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }, LAST);
    await Promise.allSettled(ends.map((end) => end()));
    clearTimeout(late);
    process.exit(code);
  };
  for (const signal of Object.keys(CODES) as EndSignal[]) {
    const code = exitCode ?? CODES[signal];
    process.on(signal, () => {
      if (controller.signal.aborted) {
        void endNow(signal, code);
        return;
      }
      process.exitCode = code;
      setTimeout(() => void endNow(signal, code), GRACE).unref();
      controller.abort();
    });
  }
  return { signal: controller.signal, atLast: (end) => void ends.push(end) };
}
