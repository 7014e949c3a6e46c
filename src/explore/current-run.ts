import { UserError } from "../errors.js";
import type { Log } from "../shapes/context.js";
import type { Matches, ReadingState, Target } from "../shapes/exploration.js";
import type { Meaning, MeaningOptions } from "../search/meaning.js";
import type { OpenMeaning } from "./meaning-in-worker.js";
import type { RunFacts } from "../search/read-run.js";

/** The run that lies in the folder now. */
export interface CurrentRun {
  readonly state: ReadingState;
  readonly outputs: RunFacts["outputs"];
  /**
   * Lets a new run take the place of the one before, which is forgotten. Rejects where it can't be read.
   *
   * @param vectors the same for runs whose passages have the same vectors: what was read of the one before is kept then
   * @returns false where it was
   */
  take(facts: RunFacts, vectors?: string): Promise<boolean>;
  /** @throws Error where the run isn't ready */
  nearest(target: Target, limit: number): Promise<Matches | undefined>;
  /** Tells of every change of state; call what it returns to hear no more. */
  listen(listener: (state: ReadingState) => void): () => void;
  close(): Promise<void>;
}

interface Reading {
  controller: AbortController;
  opened: Promise<Meaning>;
  meaning?: Meaning;
  vectors?: string;
}

export function currentRun(
  first: RunFacts,
  options: MeaningOptions,
  { log, open }: { log: Log; open: OpenMeaning },
): CurrentRun {
  const listeners = new Set<(state: ReadingState) => void>();
  let facts = first;
  let state: ReadingState = { run: first.key, status: "reading", done: 0, total: 0 };
  let reading: Reading | undefined;

  const tell = (next: ReadingState): void => {
    state = next;
    for (const listener of listeners) listener(state);
  };

  async function stop(before: Reading | undefined): Promise<void> {
    if (before === undefined) return;
    before.controller.abort();
    const meaning = await before.opened.catch(() => undefined);
    await meaning?.close();
  }

  return {
    get state() {
      return state;
    },
    get outputs() {
      return facts.outputs;
    },
    async take(next, vectors) {
      const before = reading;
      facts = next;
      if (before !== undefined && vectors !== undefined && before.vectors === vectors) {
        tell({ ...state, run: next.key });
        await before.opened;
        return false;
      }
      const controller = new AbortController();
      const own: Reading = {
        controller,
        ...(vectors !== undefined && { vectors }),
        // One at a time: two models would need twice the memory.
        opened: stop(before).then(() =>
          open(options, {
            signal: controller.signal,
            log: countingLog(log, (progress) => {
              if (reading === own) tell({ ...progress, run: facts.key, status: "reading" });
            }),
          }),
        ),
      };
      reading = own;
      tell({ run: next.key, status: "reading", done: 0, total: 0 });
      try {
        own.meaning = await own.opened;
        // What was read first was made by no decision, and has vectors all the same.
        if (own.meaning.vectors !== undefined) own.vectors ??= own.meaning.vectors;
        if (reading === own) tell({ ...state, status: "ready" });
        return true;
      } catch (error) {
        if (controller.signal.aborted) return false;
        const why = error instanceof UserError ? error.message : "The run could not be read.";
        tell({ ...state, status: "failed", message: why });
        throw error;
      }
    },
    async nearest(target, limit) {
      if (reading?.meaning === undefined) throw new Error("Expected a run that is ready.");
      return reading.meaning.nearest(target, limit);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await stop(reading);
    },
  };
}

/** A log whose progress is counted as well as shown. */
function countingLog(log: Log, tell: (change: { done: number; total: number }) => void): Log {
  return {
    ...log,
    progress(label, total) {
      const shown = log.progress(label, total);
      let done = 0;
      tell({ done, total });
      return {
        advance(by = 1) {
          done += by;
          shown.advance(by);
          tell({ done, total });
        },
        done: () => shown.done(),
      };
    },
  };
}
