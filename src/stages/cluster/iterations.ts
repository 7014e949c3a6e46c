/** What a candidate is worth settles long before its last point does. */
export const TRIAL_ITERATIONS = 8;
export const MAX_ITERATIONS = 50;
