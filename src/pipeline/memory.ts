/** What a process that makes one run after another over the same posts needs to do once. */
import type { Config } from "../run/config.js";
import type { Context } from "../shapes/context.js";
import { hashOfInputs } from "./inputs.js";

/** The last outcome of each step, with all that it depends on. Steps are pure, and nobody changes what they gave. */
export type Memory = Map<string, { key: string; outcome: unknown }>;

/** Does a step, or gives what it gave the last time where it depends on nothing else now. */
export type Recall = <T>(step: string, dependsOn: unknown, work: () => Promise<T>) => Promise<T>;

/**
 * @param memory undefined where there is none: then every step is done
 * @returns what recalls the steps of a run over the posts as they are now
 */
export async function recallFrom(
  memory: Memory | undefined,
  config: Config,
  context: Pick<Context, "files" | "signal">,
): Promise<Recall> {
  const posts = memory && (await hashOfInputs(withoutDecisions(config), context));
  return async (step, dependsOn, work) => {
    if (memory === undefined || posts === undefined) return work();
    const key = JSON.stringify([posts, dependsOn]);
    const last = memory.get(step);
    // Whoever gave it under this key gave a T: a step has one kind of outcome.
    if (last?.key === key) return last.outcome as Awaited<ReturnType<typeof work>>;
    const outcome = await work();
    memory.set(step, { key, outcome });
    return outcome;
  };
}

/** What the editor decided touches the steps only by what they are told to depend on. */
function withoutDecisions(config: Config): Config {
  const rest = { ...config };
  delete rest.decisions;
  return rest;
}
