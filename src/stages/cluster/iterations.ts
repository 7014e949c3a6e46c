/** What a candidate is worth settles long before its last point does. */
export const TRIAL_ITERATIONS = 8;
export const MAX_ITERATIONS = 50;

/** Lets signals and progress displays have their turn between long stretches of arithmetic. */
export function yieldToSignals(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
