/** BullMQ, a queue on Redis, and the client that it speaks by: optional packages, loaded when they are used. */
import { UserError } from "../../errors.js";

/** What of the two is used. */
export interface Library {
  Queue: typeof import("bullmq").Queue;
  QueueEvents: typeof import("bullmq").QueueEvents;
  Worker: typeof import("bullmq").Worker;
  Redis: typeof import("ioredis").Redis;
}

export type LoadLibrary = () => Promise<Library>;

export const importLibrary: LoadLibrary = async () => {
  const { Queue, QueueEvents, Worker } = await import("bullmq");
  const { Redis } = await import("ioredis");
  return { Queue, QueueEvents, Worker, Redis };
};

/** @throws UserError "config" that says how to install it */
export async function loadQueues(load: LoadLibrary = importLibrary): Promise<Library> {
  try {
    return await load();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const got = (message.split("\n", 1)[0] ?? "").replace(/\.$/, "");
    throw new UserError(
      "config",
      `Expected the packages bullmq and ioredis, could not load them: ${got}. Run \`npm i bullmq ioredis\`.`,
      { cause },
    );
  }
}
