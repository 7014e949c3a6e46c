/**
 * The thread in which the work of a command is done. Some of it takes seconds in one go (a long paragraph is parsed, themes are
 * looked for); the program's own thread hears signals meanwhile.
 */
import { parentPort, workerData } from "node:worker_threads";
import { faultOf } from "../../io/fault.js";
import { tellingLog } from "../../io/told-log.js";
import type { FromWork, Order } from "./messages.js";

const say = (message: FromWork): void => parentPort?.postMessage(message);
const stopped = new AbortController();
parentPort?.on("message", () => stopped.abort());

const fail = (error: unknown): void => say({ kind: "failed", fault: faultOf(error) });
// Where files can't be opened any more, several modules fail to load at once, and only one of them where it is awaited.
process.on("uncaughtException", fail);

try {
  const { doWork } = await import("./do-work.js");
  const outcome = await doWork(workerData as Order, { log: tellingLog(say), signal: stopped.signal });
  say({ kind: "outcome", outcome });
} catch (error) {
  fail(error);
}
parentPort?.close();
