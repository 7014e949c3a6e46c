import { Worker } from "node:worker_threads";
import { threadsHere } from "../../../io/cores.js";
import { errorOf } from "../../../io/fault.js";
import type { SessionOptions } from "./session.js";
import type { Answer, Asked } from "./worker-messages.js";

/** It takes a worker as long to load the model as to encode some tens of texts. */
const TEXTS_PER_WORKER = 24;
/** A thread that is torn out of the native part of a session takes the whole process with it: each gets so long to end by itself. */
const GRACE_MILLISECONDS = 10_000;

/** How many workers so many texts are worth; 1 where they are sooner encoded without. */
export function workersFor(texts: number, most = threadsHere()): number {
  return Math.max(1, Math.min(most, Math.floor(texts / TEXTS_PER_WORKER)));
}

/**
 * Encodes texts on several threads, each with a session of its own that has one thread, one text at a time: the vectors are those of
 * one session to the bit. The longest texts go first, so that no thread is left with one in the end.
 *
 * @param take gets each vector with its text's place, in no order
 * @throws UserError "model" where a thread can't load the model; the signal's reason where it is aborted, when each thread is done with
 *   the text that it has in hand
 */
export async function encodeTogether(
  options: SessionOptions,
  texts: readonly string[],
  workers: number,
  signal: AbortSignal,
  take: (at: number, vector: Float32Array) => void | Promise<void>,
): Promise<void> {
  signal.throwIfAborted();
  const queue = longestFirst(texts);
  const hands = Array.from({ length: workers }, () => startHand(options));
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", stop, { once: true });
  });
  let next = 0;
  async function workOff(hand: Hand): Promise<void> {
    for (let place = next++; place < queue.length; place = next++) {
      const at = queue[place]!;
      await take(at, await hand.encode(texts[at]!));
    }
  }
  try {
    await Promise.race([Promise.all(hands.map(workOff)), stopped]);
  } finally {
    await Promise.all(hands.map((hand) => hand.stop()));
  }
}

function longestFirst(texts: readonly string[]): number[] {
  return Array.from(texts.keys()).sort((a, b) => texts[b]!.length - texts[a]!.length || a - b);
}

/** A thread with a session. */
interface Hand {
  /** One text after the other. */
  encode(text: string): Promise<Float32Array>;
  /** Lets it end with the text that it has in hand; resolves when it has. */
  stop(): Promise<void>;
}

const SCRIPT = new URL("./worker.js", import.meta.url);
const SOURCE = new URL("./worker.ts", import.meta.url).href;
/** Reads this program's sources, for its own tests and measurements. */
const LOADER = `import("tsx/esm/api").then(({ tsImport }) => tsImport("${SOURCE}", "${SOURCE}"));`;

function startWorker(workerData: SessionOptions): Worker {
  if (import.meta.url.endsWith(".ts")) return new Worker(LOADER, { eval: true, workerData });
  return new Worker(SCRIPT, { workerData });
}

function startHand(options: SessionOptions): Hand {
  const worker = startWorker(options);
  let waiting: { resolve: (vector: Float32Array) => void; reject: (error: Error) => void } | undefined;
  let over: Error | undefined;
  const end = (error: Error): void => {
    over ??= error;
    waiting?.reject(over);
    waiting = undefined;
  };
  worker.on("message", (answer: Answer) => {
    if (answer.vector) waiting?.resolve(answer.vector);
    else waiting?.reject(errorOf(answer.fault));
    waiting = undefined;
  });
  worker.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  worker.on("exit", () => end(new Error("A thread that encodes texts has ended.")));
  return {
    encode: (text) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        const told: Asked = { kind: "text", text };
        if (over === undefined) worker.postMessage(told);
        else end(over);
      }),
    async stop() {
      const told: Asked = { kind: "close" };
      worker.postMessage(told);
      const timer = setTimeout(() => void worker.terminate(), GRACE_MILLISECONDS);
      await ended;
      clearTimeout(timer);
    },
  };
}
