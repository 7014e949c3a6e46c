import type { Context } from "../../shapes/context.js";
import type { Executor, Job, Plain } from "../../shapes/executor.js";

/** Does a job for every shard, with a display of how far it is. */
export async function* mapWithProgress<Input extends Plain, Output extends Plain>(
  label: string,
  job: Job<Input, Output>,
  inputs: readonly Input[],
  executor: Executor,
  { log, signal }: Pick<Context, "log" | "signal">,
): AsyncGenerator<Output, void, undefined> {
  const progress = log.progress(label, inputs.length);
  try {
    for await (const output of executor.map(job, inputs, { signal })) {
      progress.advance();
      yield output;
    }
  } finally {
    progress.done();
  }
}
