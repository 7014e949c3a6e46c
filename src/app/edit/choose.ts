/** Choosing passages, wherever they are listed, to move them together. */
import { at } from "../../math/at.js";
import { plain } from "../../render/text.js";
import { count } from "../../render/words.js";
import { openingWords } from "../../text/opening-words.js";
import type { App } from "../state/app.js";
import { h } from "../dom/dom.js";
import { chosenOf, passagesIn, textFor } from "./dialogs.js";
import { editingOf, type Editing } from "./editing.js";
import { keepOut, moveTo, newTheme } from "./refs.js";

/** A box at a passage. Nothing without a server. */
export function chooseBox(app: App, passage: number): HTMLElement[] {
  const editing = editingOf(app);
  if (editing === undefined) return [];
  const words = openingWords(at(app.data.passages.text, passage));
  const box = h("input", {
    type: "checkbox",
    aria: { label: `Choose “${plain(words)} …”` },
    data: { passage: String(passage) },
    on: { change: () => editing.choose([passage], box.checked) },
  });
  box.checked = editing.chosen.has(passage);
  return [h("label", { class: "choose edit-only" }, box, h("span", { aria: { hidden: true } }, "Choose"))];
}

/** Chooses all of some passages. Nothing without a server. */
export function chooseAllButton(app: App, passages: readonly number[]): HTMLElement[] {
  const editing = editingOf(app);
  if (editing === undefined || passages.length === 0) return [];
  const press = (): void => editing.choose(passages, true);
  const words =
    passages.length === 1 ? "Choose this passage" : `Choose these ${count(passages.length, "passage")}`;
  return [h("button", { class: "quiet edit-only", type: "button", on: { click: press } }, words)];
}

/** What can be done with the passages that are chosen; hides itself where none is. */
export function chosenBar(app: App, editing: Editing): HTMLElement {
  const button = (control: string, press: () => void): HTMLButtonElement =>
    h("button", { class: "quiet", type: "button", data: { editControl: control }, on: { click: press } });
  const move = button("move", () => void moveAsked(app, editing));
  const apart = button("apart", () => void newThemeAsked(app, editing));
  apart.textContent = "Make a theme of them…";
  const not = button("not", () => editing.decideOnChosen(keepOut(app, [...editing.chosen], editing.themes)));
  not.textContent = "Not this theme";
  const clear = button("clear", () => editing.choose([...editing.chosen], false));
  clear.textContent = "Choose none";
  const bar = h(
    "div",
    { class: "edit-chosen", role: "group", aria: { label: "Chosen passages" } },
    move,
    apart,
    not,
    clear,
  );
  const update = (): void => {
    const { size } = editing.chosen;
    // A passage may be listed in several places, which come and go.
    for (const box of document.querySelectorAll<HTMLInputElement>(".choose input"))
      box.checked = editing.chosen.has(Number(box.dataset["passage"]));
    bar.hidden = size === 0;
    move.textContent = `Move ${passagesIn(size)} to…`;
    const isIdle = editing.themes.length > 0 && !editing.isBusy;
    move.disabled = !isIdle;
    apart.disabled = !isIdle;
    not.disabled =
      !isIdle || ![...editing.chosen].some((passage) => at(app.data.passages.theme, passage) >= 0);
  };
  editing.listen(update);
  update();
  return bar;
}

async function moveAsked(app: App, editing: Editing): Promise<void> {
  const passages = [...editing.chosen].sort((a, b) => a - b);
  const choices = app.data.themes.map((theme) => ({ label: theme.label, hint: passagesIn(theme.passages) }));
  const choice = await chosenOf(`Move ${passagesIn(passages.length)} to`, choices);
  const theme = choice === undefined ? undefined : editing.themes[choice];
  if (theme !== undefined) editing.decideOnChosen(moveTo(app, passages, theme));
}

async function newThemeAsked(app: App, editing: Editing): Promise<void> {
  const passages = [...editing.chosen].sort((a, b) => a - b);
  const name = await textFor({
    title: `A theme of ${passagesIn(passages.length)}`,
    label: "Its name. What is like them goes there too.",
    text: "",
  });
  if (typeof name === "string") editing.decideOnChosen(newTheme(app, { passages, name }, editing.themes));
}
