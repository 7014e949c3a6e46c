/** Decides about the report that is served: one decision behind the other, each with the report made again. */
import { existsSync } from "node:fs";
import {
  decide,
  decisionsLog,
  readText,
  redo,
  undo,
  type Decided,
  type DecisionsPlace,
} from "../decisions/decide.js";
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
import { deskOf, unmetIn } from "./desk.js";
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
  /** Makes ready what makes the report again. It never rejects. */
  warmUp(): Promise<void>;
  /** Waits for what is being decided now, and for the report of it. It never rejects. */
  settled(): Promise<void>;
  /** Whether a run was made by a decision here. */
  hasMade(run: string): boolean;
  /** As `settled`, and ends. */
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

/** Milliseconds that a decision made in a terminal has to be made a report of there. */
const FOR_A_TERMINAL = 5000;

/**
 * Milliseconds after a decision made here, when the watch has seen the file of it. What somebody did to it before that, as to remove a
 * file that was not there before the decision either, looks to the watch as if nothing had been.
 */
const UNTIL_SEEN = 1500;

/** A request from a page that shows another run than the one that is there. */
export class Overtaken extends Error {
  override readonly name = "Overtaken";
}

export function openEditor(
  { folder, decisions }: EditorOptions,
  { files, log, updater, current, land }: EditorEffects,
): Editor {
  const listeners = new Set<(news: DeskNews) => void>();
  const made = new Set<string>();
  let line: Promise<unknown> = Promise.resolve();
  let lastWords = "";
  let endWatch: Promise<() => void> | undefined;
  let isClosed = false;
  /** Whether the file, as it stands, could not be taken in. */
  let isFaulty = false;
  let timer: NodeJS.Timeout | undefined;
  let seen: NodeJS.Timeout | undefined;

  /** Where a report can't be decided about it is asked for anew: its posts may be back. */
  let placed = deskPlace(folder, decisions, files);
  async function place(): Promise<Awaited<typeof placed>> {
    let found = await placed;
    if ("why" in found) found = await (placed = deskPlace(folder, decisions, files));
    if ("file" in found && !isClosed) await (endWatch ??= watchDecisions(found.file, { changed }));
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
    isFaulty = news.isFault;
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

  /** Gives what can't be met now and could before, in words. */
  async function remake(file: string): Promise<string> {
    const before = unmetIn((await openRunFolder(folder, { files })).record);
    const updated = await updater.update(await configWith(file), { log });
    const facts = factsOf((await openRunFolder(folder, { files })).record);
    made.add(facts.key);
    land(facts, updated.vectors);
    return updated.unmet
      .filter(({ decision }) => !before.some((other) => other.decision === decision))
      .map(({ decision, reason }) => ` This can’t be met: ${decision}: ${reason}`)
      .join("");
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
      let unmet: string;
      try {
        unmet = await remake(where.file);
      } catch (error) {
        await made.back(where).catch((fault: unknown) => log.warn(String(fault)));
        throw error;
      }
      clearTimeout(seen);
      seen = setTimeout(changed, UNTIL_SEEN);
      const words = made.words(decided) + unmet;
      tell({ window, words, isFault: false });
      return { run: current(), words, milliseconds: took() };
    });
  }

  /**
   * Takes the file into the report as it stands, if the report is not of it already. Whoever decides in a terminal may be
   * about to do so.
   */
  async function takeIn(hasWaited: boolean): Promise<void> {
    const where = await placeOfDecisions();
    const text = await readText(where.file);
    const { record } = await openRunFolder(folder, { files });
    const taken = property(property(record, "decisions"), "sha256");
    const state = text === undefined || text === "" ? undefined : sha256(text);
    if (isClosed) return;
    if (state === taken) {
      if (isFaulty) tell({ words: `${where.file} is again as the report has it.`, isFault: false });
      return;
    }
    const last = (await decisionsLog(where)).findLast(({ undone }) => !undone);
    const isByHand = last === undefined || last.after !== (text === undefined ? null : sha256(text));
    if (!isByHand && !hasWaited) {
      timer = setTimeout(() => changed(true), FOR_A_TERMINAL);
      return;
    }
    const words = isByHand
      ? `${where.file} was edited by hand; the report is made anew.`
      : `${where.file} has a decision that was not made here: ${last.decision}.`;
    tell({ words: words + (await remake(where.file)), isFault: false });
  }

  function changed(hasWaited = false): void {
    void inLine(() => takeIn(hasWaited)).catch((error: unknown) => {
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
    async warmUp() {
      try {
        const found = await place();
        // Without a store there is little to be made ready, and none is to be made by looking.
        if ("why" in found || isClosed || !existsSync(storeFile(folder))) return;
        await updater.warmUp(await configWith(found.file));
      } catch (error) {
        log.debug(String(error));
      }
    },
    async settled() {
      await line;
    },
    hasMade: (run) => made.has(run),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      clearTimeout(seen);
      (await endWatch)?.();
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
