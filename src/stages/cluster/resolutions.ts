/** The resolution at which the fewest communities are found. */
export const COARSEST = 0.06;
/** Resolutions at which communities are looked for, from a few broad ones to many, by equal factors. */
export const RESOLUTIONS = Array.from({ length: 30 }, (_, i) => COARSEST * 1.16 ** i);
