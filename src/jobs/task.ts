/** What an executor sends to where the work is done: names and plain data, and a key by which both sides know that they mean the same. */
import { UserError } from "../errors.js";
import { sha256 } from "../io/hash.js";
import type { Job, Plain } from "../shapes/executor.js";

export interface Task {
  job: string;
  /** See `JobContext.key`. */
  key: string;
  input: Plain;
}

/** Any job of a program: only its name tells what it takes. */
export type AnyJob = Job<never, Plain>;

/** The address of a piece of work: another input or other code, another key. */
export async function taskOf<Input extends Plain>(job: Job<Input, Plain>, input: Input): Promise<Task> {
  const key = sha256(JSON.stringify([job.name, await job.version(), input]));
  return { job: job.name, key, input };
}

/**
 * Does a task by the job of its name.
 *
 * @throws UserError where there is no such job, or where it is of another version than that of whoever asks
 */
export async function doTask(jobs: readonly AnyJob[], task: Task, signal: AbortSignal): Promise<Plain> {
  const job = jobs.find(({ name }) => name === task.job) as Job<Plain, Plain> | undefined;
  if (job === undefined) {
    const known = jobs.map(({ name }) => name).join(", ");
    throw new UserError("config", `Expected a job of the program (${known}), got "${task.job}".`);
  }
  const { key } = await taskOf(job, task.input);
  if (key !== task.key) {
    throw new UserError(
      "config",
      `Expected the job "${task.job}" of the version that was asked for, got another one. Install the same version on both sides.`,
    );
  }
  return job.run(task.input, { key, signal });
}
