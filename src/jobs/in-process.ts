import { takeTurn } from "../io/turn.js";
import type { Executor } from "../shapes/executor.js";
import { orLost } from "./lost.js";
import { taskOf } from "./task.js";

/** Does one job after the other, here. */
export function inProcess(): Executor {
  return {
    name: "in-process",
    async *map(job, inputs, { signal, lost }) {
      for (const input of inputs) {
        await takeTurn(signal);
        const { key } = await taskOf(job, input);
        // As data that went to another machine and back: nothing is shared with the job.
        yield await orLost(
          async () => structuredClone(await job.run(structuredClone(input), { key, signal })),
          {
            signal,
            lost,
          },
        );
      }
    },
    close: () => Promise.resolve(),
  };
}
