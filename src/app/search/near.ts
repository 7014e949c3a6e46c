/** What answers a query by word and meaning, and what is near to a passage or to a text; only where `throughline explore` serves the page. */
import { at } from "../../math/at.js";
import { LONGEST_TEXT } from "../../render/explore-wire.js";
import { count, integer, percent } from "../../render/words.js";
import { endHoverIn, openPassage } from "../dom/actions.js";
import type { App, MakeView, View } from "../state/app.js";
import { h, svg } from "../dom/dom.js";
import { themeButton } from "../themes/mark.js";
import {
  type Answer,
  closenessSteps,
  closenessWord,
  foundByWords,
  type Neighbor,
  type Shown,
  shownNeighbors,
} from "../explore/answers.js";
import { type ExploreClient, exploreClient, isServed, type Question } from "../explore/client.js";
import { inSteps } from "../dom/in-steps.js";
import { foreign, quotationFigure } from "../quotations/quotation.js";
import type { State } from "../state/state.js";

/** The value of `State.near` for a text that was pasted. */
export const PASTED = -1;

const AT_ONCE = 10;
/** Nobody types slower than that within a word; milliseconds. */
const TYPING_PAUSE = 250;

type Source = (state: Readonly<State>) => Question | undefined;

/** Passages like one, or like a text that was pasted. */
export const makeSimilar: MakeView = (root, app) => makeNear(root, app, similarTo);

/** Passages that answer the words in the search box, by word or by meaning. */
export const makeMeant: MakeView = (root, app) =>
  makeNear(root, app, ({ query }) => ({ query: query.trim() }));

export function showsSimilar({ near }: Readonly<State>): boolean {
  return near !== undefined && isServed();
}

export function showsMeant({ meaning, query }: Readonly<State>): boolean {
  return meaning === true && query.trim() !== "" && isServed();
}

/** What was pasted last, on whichever page. It stands in no address. */
const pasted = { text: "" };

function similarTo({ near = PASTED }: Readonly<State>): Question | undefined {
  if (near >= 0) return { passage: near };
  return pasted.text === "" ? undefined : { text: pasted.text };
}

function makeNear(root: HTMLElement, app: App, source: Source): View {
  const client = exploreClient(app.data);
  return client === undefined ? { update: () => undefined } : nearView(root, app, { client, source });
}

function nearView(root: HTMLElement, app: App, line: { client: ExploreClient; source: Source }): View {
  const { client, source } = line;
  const title = h("h2", { class: "page-title" });
  title.tabIndex = -1;
  const given = h("div", { class: "near-given" });
  const words = h("p", { class: "hint", role: "status" });
  const place = h("div", { class: "near-results" });
  root.replaceChildren(title, given, words, place, pasteBox(app));

  let asked = "";
  /** What was answered last, and to which question. */
  let answered: { key: string; question: Question; answer: Answer } | undefined;
  let shown: { answer: Answer; visible: Readonly<Uint8Array> } | undefined;
  let running = new AbortController();

  function show(question: Question, answer: Answer): void {
    if (shown?.answer === answer && shown.visible === app.visible) return;
    shown = { answer, visible: app.visible };
    const found = shownNeighbors(answer, app.visible);
    words.textContent = summary(question, answer, found);
    const list = h("ol", { class: "neighbors" });
    const make = (index: number): Node => neighborItem(app, question, found.neighbors[index]);
    endHoverIn(place, app);
    app.find(found.neighbors.map(({ passage }) => passage));
    place.replaceChildren(list, inSteps(list, found.neighbors.length, AT_ONCE, make));
  }

  function clear(message: string): void {
    answered = undefined;
    shown = undefined;
    app.find(undefined);
    place.replaceChildren();
    words.textContent = message;
  }

  async function ask(question: Question, key: string, signal: AbortSignal): Promise<void> {
    const isOver = (): boolean => signal.aborted;
    // What was found before stays until the new answer is there, so that nothing jumps while one types.
    place.setAttribute("aria-busy", "true");
    if ("query" in question) await pause(TYPING_PAUSE);
    if (isOver()) return;
    try {
      const answer = await client.ask(question, signal);
      if (isOver()) return;
      answered = { key, question, answer };
      show(question, answer);
    } catch (error) {
      if (!isOver()) clear(error instanceof Error ? error.message : "");
    } finally {
      if (!isOver()) place.removeAttribute("aria-busy");
    }
  }

  function update(): void {
    if (root.hidden) return;
    const question = source(app.state);
    const key = question === undefined ? "" : JSON.stringify(question);
    if (key !== asked) head(app, question, { title, given });
    // An answer stays, whatever becomes of the server.
    if (answered?.key === key) {
      stop();
      show(answered.question, answered.answer);
    } else if (question === undefined)
      wait("Paste a text below: a draft, an idea, somebody else's paragraph.");
    else if (client.isOutdated) wait("A new run has landed. Reload the page to search it.");
    else if (client.state.status === "reading") wait(readingWords(client));
    else if (client.state.status !== "ready") wait(client.state.message);
    else if (key !== asked || !place.hasAttribute("aria-busy")) {
      stop();
      void ask(question, key, running.signal);
    }
    asked = key;
  }

  function stop(): void {
    running.abort();
    running = new AbortController();
    place.removeAttribute("aria-busy");
  }

  function wait(message: string): void {
    stop();
    clear(message);
  }

  client.listen(update);
  return {
    update(_, before) {
      update();
      if (app.state.near === undefined || app.state.near === before.near) return;
      requestAnimationFrame(() => title.focus({ preventScroll: true }));
    },
  };
}

function head(
  app: App,
  question: Question | undefined,
  { title, given }: { title: HTMLElement; given: HTMLElement },
): void {
  given.replaceChildren();
  if (question !== undefined && "query" in question) {
    title.replaceChildren(h("span", {}, "By word and meaning: “", foreign(question.query), "”"));
  } else if (question !== undefined && "passage" in question) {
    title.textContent = "Passages like this one";
    given.replaceChildren(...givenPassage(app, question.passage));
  } else {
    title.textContent = "Passages like your text";
    if (question !== undefined) given.replaceChildren(h("blockquote", {}, foreign(question.text)));
  }
}

/** The beginning of the passage that is asked about: what is like it ought to be seen without scrolling. */
function givenPassage(app: App, passage: number): Node[] {
  const open = (): void => openPassage(app, passage);
  return [
    h("blockquote", {}, foreign(at(app.data.passages.text, passage))),
    h("button", { class: "quiet", type: "button", text: "Read in the post", on: { click: open } }),
  ];
}

function readingWords({ state: { done, total } }: ExploreClient): string {
  const part = total === 0 ? "" : `: ${percent(done / total)} of ${count(total, "passage")}`;
  return `The passages are still being read${part}. This goes on by itself.`;
}

function summary(
  question: Question,
  { understood }: Answer,
  { neighbors, filtered, onlyFar }: Shown,
): string {
  if (!understood && neighbors.length + filtered === 0) return "The model knows none of these words.";
  const hidden = filtered === 0 ? "" : ` The filters hide ${integer(filtered)} more.`;
  if (onlyFar) return "Nothing comes near. This is the nearest there is:";
  if (neighbors.length === 0) return `Nothing comes near.${hidden}`;
  const order = "query" in question ? "best" : "nearest";
  return `${count(neighbors.length, "passage")}, the ${order} first.${hidden}`;
}

function neighborItem(app: App, question: Question, neighbor: Neighbor | undefined): Node {
  if (neighbor === undefined) return h("li");
  const { passage, similarity, closeness, foundBy, repeats } = neighbor;
  const text = at(app.data.passages.text, passage);
  const theme = at(app.data.passages.theme, passage);
  const filled = closenessSteps(closeness);
  const scale = svg(
    "svg",
    { class: "closeness-scale", viewBox: "0 0 38 8", "aria-hidden": "true" },
    ...[0, 1, 2, 3].map((step) =>
      svg("rect", { class: step < filled ? "full" : "empty", x: step * 10, width: 8, height: 8, rx: 1.5 }),
    ),
  );
  return h(
    "li",
    {},
    h(
      "div",
      { class: "closeness", title: `Cosine ${similarity.toFixed(2)}` },
      scale,
      h("strong", { text: closenessWord(closeness) }),
      h("span", { class: "hint", text: percent(Math.max(0, similarity)) }),
      "query" in question ? h("span", { class: "hint", text: foundByWords(foundBy) }) : undefined,
      repeats.length === 0
        ? undefined
        : h("span", { class: "hint", text: `stands in ${count(repeats.length + 1, "place")}` }),
      theme < 0 ? h("span", { class: "hint", text: "no theme" }) : themeButton(app, theme),
    ),
    quotationFigure(app, { passage, text, before: "", after: "" }),
  );
}

let boxes = 0;

function pasteBox(app: App): HTMLElement {
  const id = `paste-${++boxes}`;
  const area = h("textarea", { id, aria: { describedby: `${id}-hint` } });
  area.rows = 5;
  area.maxLength = LONGEST_TEXT;
  const submit = (event: Event): void => {
    event.preventDefault();
    pasted.text = area.value.trim();
    app.set({ near: PASTED });
  };
  const label = h("label", { text: "Find passages like this text" });
  label.htmlFor = id;
  return h(
    "form",
    { class: "near-paste", on: { submit } },
    label,
    area,
    h("p", { class: "hint", id: `${id}-hint`, text: "It is read on this computer and kept nowhere." }),
    h("button", { class: "solid", type: "submit", text: "Find" }),
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve, milliseconds));
}
