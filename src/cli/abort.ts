/** Exit codes by signal: 128 + the signal's number. */
const signals = { SIGINT: 130, SIGTERM: 143 } as const;

/** Aborted by the first signal that asks the program to end, which also sets its exit code; a second one ends it at once. */
export function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, code] of Object.entries(signals)) {
    process.once(signal, () => {
      process.exitCode = code;
      controller.abort();
    });
  }
  return controller.signal;
}
