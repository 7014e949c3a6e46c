/** What a worker's child processes run: one task at a time, so that a worker can say that it is alive while a task is at its numbers. */
import { faultOf } from "../../io/fault.js";
import { UserError } from "../../errors.js";
import type { Plain, Reach } from "../../shapes/executor.js";
import { doTask, type AnyJob } from "../task.js";
import { checkedPayload, reasonOf, takeTask, WITHDRAWN } from "./tasks.js";

/** The variable in which a child is told what it needs. */
export const TOLD = "THROUGHLINE_SANDBOX";

export interface Told extends Reach {
  /** The module whose export `jobs` lists the jobs. */
  jobs: string;
}

// A worker that was killed leaves nothing behind that goes on working.
process.on("disconnect", () => process.exit());

const told = JSON.parse(process.env[TOLD] ?? "{}") as Told;

/** The processor of a queue, as BullMQ calls it. */
export default async function processTask(
  job: { name: unknown; data: unknown },
  _token: unknown,
  signal: AbortSignal,
): Promise<Plain> {
  try {
    return await done(job, signal);
  } catch (error) {
    throw failure(error, signal);
  }
}

async function done({ name, data }: { name: unknown; data: unknown }, signal: AbortSignal): Promise<Plain> {
  const { jobs } = (await import(told.jobs)) as { jobs: readonly AnyJob[] };
  const asked = checkedPayload(name, data);
  const task = await takeTask(told.shards, asked.key);
  const job = jobs.find((each) => each.name === asked.job);
  if (task.job !== asked.job || job?.accepts === undefined) {
    throw new Error(
      `Expected a job that is done for other machines, got "${asked.job}" for a task of "${task.job}".`,
    );
  }
  await job.accepts(task.input, told);
  return doTask(jobs, task, signal);
}

/** In the form in which the queue keeps it. What is a person's to mend is not tried again. */
function failure(error: unknown, signal: AbortSignal): Error {
  if (signal.aborted) return final(reasonOf({ message: WITHDRAWN }));
  const fault = faultOf(error);
  if (error instanceof UserError) return final(reasonOf(fault));
  return new Error(reasonOf(fault));
}

function final(message: string): Error {
  const error = new Error(message);
  // By this name the queue knows that there is to be no further try.
  error.name = "UnrecoverableError";
  return error;
}
