import { setMaxListeners } from "node:events";
import type { MapOptions } from "../shapes/executor.js";
import { orLost } from "./lost.js";

export interface InOrder<I, O> {
  /** How many are under way, or wait to be taken, at most. */
  ahead: number;
  work: (input: I, signal: AbortSignal) => Promise<O>;
  /** Where it is aborted, so is that of the work. */
  signal: AbortSignal;
  /** What stands in the place of what can't be had; without it that is an error. */
  lost?: MapOptions<O>["lost"];
}

/**
 * Does something for each input, a few at a time, and yields the results in the order of the inputs. Work that nobody waits for any
 * more, because other work failed or the results are no longer taken, is aborted; its end is awaited.
 *
 * @throws what `work` throws for the first input, in their order, for which it does
 */
export async function* inOrder<I, O>(
  inputs: readonly I[],
  { ahead, work, signal, lost }: InOrder<I, O>,
): AsyncGenerator<O, void, undefined> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  // Each piece of work listens to it.
  setMaxListeners(0, either);
  const begun: Promise<O>[] = [];
  let next = 0;
  const begin = (): void => {
    while (begun.length < ahead && next < inputs.length) {
      const input = inputs[next++] as I;
      const result = orLost(() => work(input, either), { signal: either, lost });
      // It is awaited when its turn comes; until then it may fail unheard.
      result.catch(() => undefined);
      begun.push(result);
    }
  };
  try {
    begin();
    while (begun.length > 0) {
      const first = (await begun[0]) as O;
      void begun.shift();
      begin();
      yield first;
    }
  } finally {
    over.abort(new Error("Nobody waits for the results any more."));
    await Promise.allSettled(begun);
  }
}
