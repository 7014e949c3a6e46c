/** A thread that reads one run and answers questions on it, so that the server never waits for numbers. */
import { parentPort, workerData } from "node:worker_threads";
import { faultOf } from "../io/fault.js";
import { nodeFiles } from "../io/files.js";
import type { Log } from "../shapes/context.js";
import { openMeaning, type Meaning, type MeaningOptions } from "../search/meaning.js";
import type { FromWorker, ToWorker } from "./worker-messages.js";

/** Progress is told so many times, not once a passage. */
const STEPS = 100;

const say = (message: FromWorker): void => parentPort?.postMessage(message);

let displays = 0;
const log: Log = {
  info: (message) => say({ kind: "log", level: "info", message }),
  warn: (message) => say({ kind: "log", level: "warn", message }),
  debug: (message) => say({ kind: "log", level: "debug", message }),
  progress(label, total) {
    const display = displays++;
    let waiting = 0;
    say({ kind: "progress", display, label, total });
    const flush = (): void => {
      if (waiting > 0) say({ kind: "advance", display, by: waiting });
      waiting = 0;
    };
    return {
      advance(by = 1) {
        waiting += by;
        if (waiting * STEPS >= total) flush();
      },
      done() {
        flush();
        say({ kind: "done", display });
      },
    };
  },
};

const closing = new AbortController();
const opened = openMeaning(workerData as MeaningOptions, { files: nodeFiles(), log, signal: closing.signal });

parentPort?.on("message", (message: ToWorker) => {
  if (message.kind === "close") void close();
  else void answer(message);
});

opened.then(
  ({ vectors }) => say({ kind: "ready", ...(vectors !== undefined && { vectors }) }),
  (error: unknown) => {
    say({ kind: "failed", fault: faultOf(error) });
    parentPort?.close();
  },
);

async function answer({ ask, target, limit }: Extract<ToWorker, { kind: "ask" }>): Promise<void> {
  try {
    const meaning: Meaning = await opened;
    say({ kind: "answer", ask, matches: await meaning.nearest(target, limit) });
  } catch (error) {
    say({ kind: "refusal", ask, fault: faultOf(error) });
  }
}

async function close(): Promise<void> {
  closing.abort();
  const meaning = await opened.catch(() => undefined);
  await meaning?.close();
  parentPort?.close();
}
