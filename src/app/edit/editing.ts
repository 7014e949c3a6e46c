/**
 * Deciding about themes on the page that `throughline explore` serves. Each decision goes to the server, which makes the report
 * again; then the page opens the new one at the place where it was.
 */
import { decimal } from "../../render/words.js";
import type { Decision } from "../../shapes/decisions.js";
import type { Desk, DeskNews, DeskTheme, Done } from "../../shapes/editing.js";
import { inWords } from "../../text/decision-words.js";
import { exploreClient, runOfPage } from "../explore/client.js";
import { setShownPlace } from "../state/map-place.js";
import type { App } from "../state/app.js";
import { hashWith } from "./hash.js";
import { askDesk, NotDone, sendDecisions, sendTurn, windowName } from "./line.js";
import { keepOn, leave, scrollAsLeft, takeLeft, type Focus } from "./memory.js";

export type OpenDesk = Extract<Desk, { isPossible: true }>;

export interface Editing {
  /** Undefined until it is known, and where nothing can be decided. */
  readonly desk: OpenDesk | undefined;
  /** Why nothing can be decided. */
  readonly why: string | undefined;
  readonly isOn: boolean;
  /** While the report is made again. */
  readonly isBusy: boolean;
  /** What was said last, for the reader. */
  readonly said: { words: string; isFault: boolean };
  /** Positions of passages, to be moved together. */
  readonly chosen: ReadonlySet<number>;
  turnOn(isOn: boolean): void;
  choose(passages: readonly number[], isChosen: boolean): void;
  /** What is known of the themes of the page, by their position there; empty where it is of another run. */
  readonly themes: readonly DeskTheme[];
  decide(decisions: readonly Decision[], focus: Focus): void;
  /** Decides about the passages that are chosen, of which none is afterwards. */
  decideOnChosen(decisions: readonly Decision[]): void;
  turn(way: "undo" | "redo"): void;
  /** Tells of every change; call what it returns to hear no more. */
  listen(listener: () => void): () => void;
}

let editing: Editing | undefined;

/** Undefined where no server is behind the page. */
export function editingOf(app: App): Editing | undefined {
  if (runOfPage() === undefined) return undefined;
  editing ??= startEditing(app);
  return editing;
}

/** So long after the word that there is another run it is waited for who made it; milliseconds. */
const UNTIL_NEWS = 300;

function startEditing(app: App): Editing {
  const client = exploreClient(app.data);
  const listeners = new Set<() => void>();
  const left = takeLeft();
  setShownPlace(left.map);
  const chosen = new Set(
    (left.chosen ?? []).map((id) => app.data.passages.id.indexOf(id)).filter((passage) => passage >= 0),
  );
  let desk: OpenDesk | undefined;
  let themes: DeskTheme[] = [];
  let why: string | undefined;
  let isOn = left.isOn;
  let isBusy = false;
  let said = { words: "", isFault: false };

  const tell = (): void => {
    document.documentElement.classList.toggle("is-editing", isOn);
    document.documentElement.classList.toggle("is-deciding", isBusy);
    for (const listener of listeners) listener();
  };
  const say = (words: string, isFault: boolean): void => {
    said = { words, isFault };
    tell();
  };

  /** Goes to the report that is there now. */
  async function openAnew(
    words: string,
    more: { isFault?: boolean; focus?: Focus; keeps?: boolean },
  ): Promise<void> {
    const { isFault = false, focus, keeps = true } = more;
    const now = await askDesk().catch(() => undefined);
    if (desk !== undefined && now?.isPossible === true) {
      history.replaceState(null, "", `#${hashWith(location.hash, desk.themes, now.themes)}`);
    }
    const ids = keeps ? [...chosen].flatMap((passage) => app.data.passages.id[passage] ?? []) : [];
    leave({ isOn, said: words, isFault, chosen: ids, ...(focus && { focus }) });
    location.reload();
  }

  async function change(
    work: () => Promise<Done>,
    { focus, what, keeps }: { focus: Focus; what: string; keeps: boolean },
  ): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    say("The report is made again …", false);
    try {
      const { run, words, milliseconds } = await work();
      if (run !== runOfPage()) {
        await openAnew(`${words} That took ${decimal(milliseconds / 1000, 1)} s.`, { focus, keeps });
        return;
      }
      say(words, false);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof NotDone && error.isOvertaken) {
        await openAnew(`${message} It was: ${what}.`, { isFault: true, focus });
        return;
      }
      say(message, true);
    }
    isBusy = false;
    tell();
  }

  function decide(decisions: readonly Decision[], how: { focus: Focus; keeps: boolean }): void {
    const what = decisions.map(inWords).join("; ");
    void change(() => sendDecisions(decisions), { ...how, what });
  }

  /** Where somebody writes, nothing is taken away: a line says what is new. */
  function overtake(words: string): void {
    if (isBusy || !isOn) return;
    if (isWriting()) say(`${words} This page shows the report as it was before.`, true);
    else {
      isBusy = true;
      void openAnew(words, {});
    }
  }

  function hear({ window: from, words, isFault }: DeskNews): void {
    if (from === windowName || isBusy || !isOn) return;
    if (isFault) say(words, true);
    else overtake(from === undefined ? words : `In another window: ${words}`);
  }

  client?.hear(hear);
  client?.listen(() => {
    if (!client.isOutdated || !isOn) return;
    window.setTimeout(() => overtake("A new run has landed."), UNTIL_NEWS);
  });
  // What is said must come after the page stands, or no screen reader hears it.
  void askDesk().then(
    (asked) => {
      if (asked?.isPossible === true) {
        desk = asked;
        themes = themesOf(app, asked);
      } else why = asked?.why ?? "The server is of an older version.";
      if (why !== undefined) isOn = false;
      const fault = desk?.fault;
      if (left.said !== undefined) say(left.said, left.isFault === true);
      else if (fault !== undefined) say(fault, true);
      else tell();
      scrollAsLeft(left);
      if (left.focus !== undefined) focusOn(left.focus, desk);
    },
    () => {
      why = "The server doesn’t answer.";
      tell();
    },
  );
  tell();
  return {
    get desk() {
      return desk;
    },
    get why() {
      return why;
    },
    get isOn() {
      return isOn;
    },
    get isBusy() {
      return isBusy;
    },
    get said() {
      return said;
    },
    chosen,
    turnOn(on) {
      isOn = on;
      if (!on) chosen.clear();
      keepOn(on);
      say("", false);
    },
    choose(passages, isChosen) {
      for (const passage of passages)
        if (isChosen) chosen.add(passage);
        else chosen.delete(passage);
      tell();
    },
    get themes() {
      return themes;
    },
    decide: (decisions, focus) => decide(decisions, { focus, keeps: true }),
    decideOnChosen: (decisions) => decide(decisions, { focus: { control: "toggle" }, keeps: false }),
    turn: (way) => void change(() => sendTurn(way), { focus: { control: way }, what: way, keeps: true }),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function themesOf({ data }: App, { run, themes }: OpenDesk): DeskTheme[] {
  if (run !== runOfPage()) return [];
  const known = data.themes.flatMap(({ number }) => themes.find((theme) => theme.number === number) ?? []);
  return known.length === data.themes.length ? known : [];
}

/** True where a dialog or a field has what would be lost. */
function isWriting(): boolean {
  return document.querySelector("dialog[open], .rename-input") !== null;
}

function focusOn(focus: Focus, desk: OpenDesk | undefined): void {
  const element = "control" in focus ? controlOf(focus.control) : themeElement(focus, desk);
  (element ?? controlOf("toggle"))?.focus({ preventScroll: true });
}

/** An undo that has nothing more to take back can't be focused. */
function controlOf(name: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-edit-control="${name}"]:not(:disabled)`);
}

function themeElement(
  { theme, at }: Extract<Focus, { theme: string }>,
  desk: OpenDesk | undefined,
): HTMLElement | null {
  const number = desk?.themes.find(({ id }) => id === theme)?.number;
  const inPage = at === "page" ? document.querySelector<HTMLElement>(".page-theme [data-edit-menu]") : null;
  if (inPage?.dataset["editMenu"] === String(number)) return inPage;
  return document.querySelector<HTMLElement>(`.theme-row[data-number="${number ?? ""}"] .theme-name`);
}
