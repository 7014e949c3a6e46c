/** Milliseconds on a clock that never goes back. Passed in, so that nothing but timings depends on it. */
export type Clock = () => number;

/** Does a step and keeps how long it took under a name. */
export type Timed = <T>(name: string, step: () => T | Promise<T>) => Promise<T>;

/** Runs steps one by one and keeps how long each took, in whole milliseconds. */
export function stopwatch(clock: Clock): { timed: Timed; timings: Record<string, number> } {
  const timings: Record<string, number> = {};
  const timed: Timed = async (name, step) => {
    const start = clock();
    const result = await step();
    timings[name] = Math.round(clock() - start);
    return result;
  };
  return { timed, timings };
}
