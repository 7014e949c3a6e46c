import type { Context } from "../../shapes/context.js";
import type { Executor, Job, Plain } from "../../shapes/executor.js";
import type { Made } from "./in-job.js";

/** Does a job for every shard, with a display of how far it is. One that no try can do is told as lost, and the others go on. */
export async function* mapWithProgress<Input extends Plain>(
  label: string,
  job: Job<Input, Made>,
  inputs: readonly Input[],
  executor: Executor,
  { log, signal }: Pick<Context, "log" | "signal">,
): AsyncGenerator<Made, void, undefined> {
  const progress = log.progress(label, inputs.length);
  try {
    const lost = ({ message }: Error): Made => {
      log.warn(`A part of the collection is left out: the job "${job.name}" failed: ${message}`);
      return { lost: message };
    };
    for await (const output of executor.map(job, inputs, { signal, lost })) {
      progress.advance();
      yield output;
    }
  } finally {
    progress.done();
  }
}
