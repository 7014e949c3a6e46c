/** The report of a folder, as it is now: opened when it is first asked for, and anew when another run has landed. */
import { join } from "node:path";
import { sha256 } from "../io/hash.js";
import { openArchive, type Archive, type ArchivePlace } from "../search/archive.js";
import type { Context } from "../shapes/context.js";

export interface OpenRun {
  /** Asks the report something; one question after the other, so that none loses its report while it is answered. */
  ask<Answer>(question: (archive: Archive) => Promise<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

export function openRun(place: ArchivePlace, effects: Omit<Context, "random">): OpenRun {
  let current: { key: string; archive: Archive } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function now(): Promise<Archive> {
    // Where it can't be read, whoever opens the report says so.
    const record = await effects.files.read(join(place.folder, "run.json")).catch(() => new Uint8Array());
    const key = sha256(record);
    if (current?.key === key) return current.archive;
    const before = current;
    current = undefined;
    await before?.archive.close();
    const archive = await openArchive(place, effects, { needsFit: false });
    current = { key, archive };
    return archive;
  }

  function after<Result>(step: () => Promise<Result>): Promise<Result> {
    const next = last.then(step);
    last = next.catch(() => undefined);
    return next;
  }

  return {
    ask: (question) => after(async () => question(await now())),
    close: () =>
      after(async () => {
        await current?.archive.close();
        current = undefined;
      }),
  };
}
