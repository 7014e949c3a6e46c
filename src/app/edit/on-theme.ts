/** What stands at a theme, in the list and on its page, where it can be decided about. */
import { at } from "../../math/at.js";
import { plain } from "../../render/text.js";
import type { App } from "../state/app.js";
import { h } from "../dom/dom.js";
import { editingOf, type Editing } from "./editing.js";
import { themeRef } from "./theme-refs.js";
import { decideOn, mergeAsked, themeMenuButton, type Edited } from "./theme-menu.js";

/** The theme that is being dragged. */
let dragged: Edited | undefined;

/** Behind the other parts of a row of the list: what was decided, and the menu. Nothing without a server. */
export function editRow(app: App, position: number, row: { item: HTMLElement; name: HTMLElement }): void {
  const editing = editingOf(app);
  if (editing === undefined) return;
  const rename = (): void => renameIn(edited, row.name);
  const edited: Edited = { app, editing, position, at: "row", rename };
  row.item.dataset["number"] = String(at(app.data.themes, position).number);
  row.item.append(h("div", { class: "edit-row" }, themeMenuButton(edited)), marks(editing, position));
  row.name.addEventListener("keydown", (event) => {
    if (event.key !== "F2" || !editing.isOn) return;
    event.preventDefault();
    rename();
  });
  row.name.addEventListener("dblclick", () => editing.isOn && rename());
  makeDraggable(edited, row.item);
}

/** Below the title of a theme's page. Nothing without a server. */
export function editOnPage(app: App, position: number, title: HTMLElement): HTMLElement[] {
  const editing = editingOf(app);
  if (editing === undefined) return [];
  const edited: Edited = { app, editing, position, at: "page", rename: () => renameIn(edited, title) };
  return [
    h("div", { class: "edit-page" }, marks(editing, position), themeMenuButton(edited)),
    noteOf(editing, position),
  ];
}

/** "Hidden · evergreen", in words. */
function marks(editing: Editing, position: number): HTMLElement {
  const element = h("span", { class: "edit-marks hint" });
  whenKnown(editing, () => {
    const theme = editing.themes[position];
    const words = theme && [
      ...(theme.hidden ? ["hidden"] : []),
      ...(theme.finished ? ["finished"] : []),
      ...(theme.evergreen ? ["evergreen"] : []),
    ];
    element.textContent = words?.join(" · ") ?? "";
  });
  return element;
}

function noteOf(editing: Editing, position: number): HTMLElement {
  const element = h("p", { class: "edit-note" });
  element.hidden = true;
  whenKnown(editing, () => {
    const note = editing.themes[position]?.note;
    element.hidden = note === undefined;
    if (note !== undefined) element.replaceChildren(h("strong", {}, "Note: "), h("bdi", {}, plain(note)));
  });
  return element;
}

/** Once: the page is opened anew for everything that is decided. */
function whenKnown(editing: Editing, work: () => void): void {
  if (editing.desk !== undefined) {
    work();
    return;
  }
  const stop = editing.listen(() => {
    if (editing.desk === undefined) return;
    stop();
    work();
  });
}

/** The name becomes a field in its place: Enter decides, Escape leaves everything as it was. */
function renameIn(edited: Edited, name: HTMLElement): void {
  const { editing, position, app } = edited;
  const theme = editing.themes[position];
  if (theme === undefined || editing.isBusy) return;
  const { label } = at(app.data.themes, position);
  const input = h("input", { class: "rename-input", aria: { label: `New name of “${plain(label)}”` } });
  input.value = theme.label;
  let isOver = false;
  const end = (): void => {
    // To take the field away is to blur it.
    if (isOver) return;
    isOver = true;
    input.replaceWith(name);
    name.focus({ preventScroll: true });
  };
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") end();
    if (event.key !== "Enter") return;
    event.preventDefault();
    const text = input.value.trim();
    end();
    if (text !== "" && text !== theme.label)
      decideOn(edited, { do: "rename", theme: themeRef(theme), name: text });
  });
  // Who goes elsewhere without a change wants none.
  input.addEventListener("blur", () => {
    if (input.value.trim() === theme.label) end();
  });
  name.replaceWith(input);
  input.focus();
  input.select();
}

/** A row that is dragged onto another merges into it, after a question. */
function makeDraggable(edited: Edited, item: HTMLElement): void {
  const { editing, position } = edited;
  editing.listen(() => {
    item.draggable = editing.isOn && !editing.isBusy && editing.themes.length > 0;
  });
  const canTake = (): boolean => dragged !== undefined && dragged.position !== position;
  item.addEventListener("dragstart", (event) => {
    dragged = edited;
    event.dataTransfer?.setData("text/plain", editing.themes[position]?.label ?? "");
    if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = "move";
  });
  item.addEventListener("dragend", () => (dragged = undefined));
  item.addEventListener("dragover", (event) => {
    if (!canTake()) return;
    event.preventDefault();
    item.classList.add("takes");
  });
  item.addEventListener("dragleave", () => item.classList.remove("takes"));
  item.addEventListener("drop", (event) => {
    item.classList.remove("takes");
    if (dragged === undefined || !canTake()) return;
    event.preventDefault();
    void mergeAsked(dragged, position);
  });
}
