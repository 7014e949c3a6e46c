/** BullMQ, a queue on Redis, and the client that it speaks by: optional packages, loaded when they are used. */
import { loadOptional } from "../../io/optional-package.js";

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
export function loadQueues(load: LoadLibrary = importLibrary): Promise<Library> {
  const todo = "Run `npm i bullmq ioredis`.";
  return loadOptional(load, { kind: "config", names: "the packages bullmq and ioredis", todo });
}
