import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onTestFinished } from "vitest";

import { createRandom } from "../../src/math/random.js";
import { nodeFiles } from "../../src/io/files.js";
import type { Context } from "../../src/shapes/context.js";

/** A context on the real disk that remembers what was logged. */
export interface RecordedContext extends Context {
  messages: string[];
  progress: { label: string; total: number; advanced: number; done: boolean }[];
}

export function recordContext(signal: AbortSignal = new AbortController().signal): RecordedContext {
  const messages: string[] = [];
  const progress: RecordedContext["progress"] = [];
  const note = (message: string): void => void messages.push(message);
  return {
    messages,
    progress,
    files: nodeFiles(),
    random: createRandom(1),
    signal,
    log: {
      info: note,
      warn: note,
      debug: note,
      progress(label, total) {
        const entry = { label, total, advanced: 0, done: false };
        progress.push(entry);
        return {
          advance: (by = 1) => void (entry.advanced += by),
          done: () => void (entry.done = true),
        };
      },
    },
  };
}

/** An empty folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
