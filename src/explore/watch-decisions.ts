import { watchFile } from "./watch-file.js";

/** Milliseconds. Some editors remove a file for a moment: what stays for two looks counts. */
const LOOK_EVERY = 400;

/**
 * Tells of every change of a file of decisions, whoever made it.
 *
 * @returns the end of the watch
 */
export async function watchDecisions(
  file: string,
  { changed }: { changed: () => void },
): Promise<() => void> {
  const { end, begun } = watchFile(file, { every: LOOK_EVERY, changed, isFirstNews: false });
  await begun;
  return end;
}
