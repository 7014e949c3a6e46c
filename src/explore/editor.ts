/** Decides about the report that is served: one decision behind the other, each with the report made again. */
import { existsSync } from "node:fs";
import { decide, readText, redo, undo, type Decided, type DecisionsPlace } from "../decisions/decide.js";
import { UserError } from "../errors.js";
import { sha256 } from "../io/hash.js";
import { property } from "../io/json.js";
import { openRunFolder } from "../run/folder.js";
import { storeFile } from "../run/state-folder.js";
import { lastConfig } from "../run/last-config.js";
import type { Config } from "../run/config.js";
import { factsOf, type RunFacts } from "../search/read-run.js";
import type { Files, Log } from "../shapes/context.js";
import type { DecideBody, Desk, DeskNews, Done, TurnBody } from "../shapes/editing.js";
import { deskOf } from "./desk.js";
import { deskPlace } from "./desk-place.js";
import type { Updater } from "./updater.js";
import { watchDecisions } from "./watch-decisions.js";

export interface Editor {
  desk(): Promise<Desk>;
  /**
   * @throws Overtaken where another run than that of the page is there
   * @throws UserError where the decision can't be taken down or no report made with it: then nothing is changed
   */
  decide(body: DecideBody): Promise<Done>;
  /** As `decide`. */
  turn(way: "undo" | "redo", body: TurnBody): Promise<Done>;
  /** Tells what was decided, by whomever; call what it returns to hear no more. */
  listen(listener: (news: DeskNews) => void): () => void;
  /** Makes ready what makes the report again. */
  warmUp(): Promise<void>;
  /** Waits for what is being decided. */
  close(): Promise<void>;
}

export interface EditorOptions {
  folder: string;
  /** The file of decisions, where the person who serves the report names one. */
  decisions?: string;
}

export interface EditorEffects {
  files: Files;
  log: Log;
  updater: Updater;
  /** The key of the run that is served. */
  current: () => string;
  /** Lets the run that was made take the place of the one before. */
  land: (facts: RunFacts, vectors: string | undefined) => void;
}

/** A request from a page that shows another run than the one that is there. */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
}

export function openEditor(
  { folder, decisions }: EditorOptions,
  { files, log, updater, current, land }: EditorEffects,
): Editor {
  const listeners = new Set<(news: DeskNews) => void>();
  let line: Promise<unknown> = Promise.resolve();
  let lastWords = "";
  let endWatch: (() => Promise<void>) | undefined;
  let isClosed = false;

  /** Where a report can't be decided about it is asked for anew: its posts may be back. */
  let placed = deskPlace(folder, decisions, files);
  async function place(): Promise<Awaited<typeof placed>> {
    let found = await placed;
    if ("why" in found) found = await (placed = deskPlace(folder, decisions, files));
    if ("file" in found && !isClosed) endWatch ??= watchDecisions(found.file, { log, changed: byHand });
    return found;
  }

  async function placeOfDecisions(): Promise<DecisionsPlace> {
    const found = await place();
    if ("why" in found) throw new UserError("config", found.why);
    return { file: found.file, out: folder };
  }

  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const own = line.then(work);
    line = own.catch(() => undefined);
    return own;
  }

  function tell(news: DeskNews): void {
    lastWords = news.words;
    if (news.isFault) log.warn(news.words);
    else log.info(news.words);
    for (const listener of listeners) listener(news);
  }

  /** That of the last run with the decisions as they stand. An empty file is none. */
  async function configWith(file: string): Promise<Config> {
    const config = await lastConfig(folder, { files });
    delete config.decisions;
    return existsSync(file) ? { ...config, decisions: file } : config;
  }

  async function remake(file: string): Promise<void> {
    const updated = await updater.update(await configWith(file), { log });
    land(factsOf((await openRunFolder(folder, { files })).record), updated.vectors);
  }

  async function change(
    { run, window }: TurnBody,
    made: { act: Act; back: Act; words: (decided: Decided) => string },
  ): Promise<Done> {
    const begun = performance.now();
    if (run !== current()) throw new Overtaken(overtakenBy(lastWords));
    return inLine(async () => {
      const where = await placeOfDecisions();
      const decided = await made.act(where);
      const took = (): number => Math.round(performance.now() - begun);
      if (decided.before === decided.after) {
        return { run: current(), words: `That is decided already: ${decided.words}.`, milliseconds: took() };
      }
      try {
        await remake(where.file);
      } catch (error) {
        await made.back(where).catch((fault: unknown) => log.warn(String(fault)));
        throw error;
      }
      const words = made.words(decided);
      tell({ window, words, isFault: false });
      return { run: current(), words, milliseconds: took() };
    });
  }

  /** Takes the file into the report as it was edited, if the report is not of it already. */
  function byHand(): void {
    void inLine(async () => {
      const { file } = await placeOfDecisions();
      const text = await readText(file);
      const { record } = await openRunFolder(folder, { files });
      const taken = property(property(record, "decisions"), "sha256");
      if (isClosed || (text === undefined || text === "" ? undefined : sha256(text)) === taken) return;
      await remake(file);
      tell({ words: `${file} was edited by hand; the report is made anew.`, isFault: false });
    }).catch((error: unknown) => {
      const words = error instanceof Error ? error.message : String(error);
      tell({ words, isFault: true });
    });
  }

  void place().catch((error: unknown) => log.debug(String(error)));
  return {
    async desk() {
      const found = await place();
      return "why" in found
        ? { isPossible: false, why: found.why }
        : deskOf({ file: found.file, out: folder }, files);
    },
    decide: (body) =>
      change(body, {
        act: (where) => decide(where, body.decisions),
        back: undo,
        words: ({ words }) => `Decided: ${words}.`,
      }),
    turn: (way, body) =>
      change(
        body,
        way === "undo"
          ? { act: undo, back: redo, words: ({ words }) => `Taken back: ${words}.` }
          : { act: redo, back: undo, words: ({ words }) => `Decided again: ${words}.` },
      ),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    warmUp: () =>
      inLine(async () => {
        const found = await place();
        // Without a store there is little to be made ready, and none is to be made by looking.
        if ("why" in found || isClosed || !existsSync(storeFile(folder))) return;
        await updater.warmUp(await configWith(found.file));
      }).catch((error: unknown) => log.debug(String(error))),
    async close() {
      isClosed = true;
      await endWatch?.();
      await line;
      await updater.close();
    },
  };
}

type Act = (place: DecisionsPlace) => Promise<Decided>;

function overtakenBy(words: string): string {
  const by = words === "" ? "A new run has landed." : `The report was made anew meanwhile. ${words}`;
  return `${by} What you asked for was not done; look again, and decide again.`;
}
