/** A thread that encodes one text after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { faultOf } from "../../../io/fault.js";
import { importLibrary, loadOrExplain } from "./library.js";
import { openSession, type SessionOptions } from "./session.js";
import type { Answer, Asked } from "./worker-messages.js";

const opened = loadOrExplain(importLibrary).then((library) =>
  openSession(library, workerData as SessionOptions),
);
// Whoever asks for a text is told.
opened.catch(() => undefined);

let inHand: Promise<void> = Promise.resolve();

parentPort?.on("message", (asked: Asked) => {
  if (asked.kind === "close") void close();
  else inHand = answer(asked.text);
});

/** Ends the thread when nothing native is under way any more. */
async function close(): Promise<void> {
  await inHand;
  const session = await opened.catch(() => undefined);
  await session?.close();
  parentPort?.close();
}

async function answer(text: string): Promise<void> {
  try {
    const session = await opened;
    const vector = await session.encode(text);
    const said: Answer = { vector };
    parentPort?.postMessage(said, [vector.buffer as ArrayBuffer]);
  } catch (error) {
    const said: Answer = { fault: faultOf(error) };
    parentPort?.postMessage(said);
  }
}
