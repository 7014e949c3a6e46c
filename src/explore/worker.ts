/** A thread that reads one run and answers questions on it, so that the server never waits for numbers. */
import { parentPort, workerData } from "node:worker_threads";
import { faultOf } from "../io/fault.js";
import { nodeFiles } from "../io/files.js";
import { tellingLog } from "../io/told-log.js";
import { openMeaning, type Meaning, type MeaningOptions } from "../search/meaning.js";
import type { FromWorker, ToWorker } from "./worker-messages.js";

const say = (message: FromWorker): void => parentPort?.postMessage(message);
const log = tellingLog(say);

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
