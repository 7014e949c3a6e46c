/** The line below the top one: what can be taken back, what was decided, what passages are chosen, and what was done last. */
import { day } from "../../render/words.js";
import { plain } from "../../render/text.js";
import type { App } from "../state/app.js";
import { h } from "../dom/dom.js";
import { chosenBar } from "./choose.js";
import { shown } from "./dialogs.js";
import { editingOf, type Editing, type OpenDesk } from "./editing.js";

/** The switch for the top line, and the line below it. Undefined without a server. */
export function editTools(app: App): { toggle: HTMLElement; bar: HTMLElement } | undefined {
  const editing = editingOf(app);
  if (editing === undefined) return undefined;
  const toggle = h(
    "button",
    { class: "quiet edit-toggle", type: "button", aria: { pressed: false }, data: { editControl: "toggle" } },
    "Edit",
  );
  toggle.addEventListener("click", () => {
    if (editing.desk !== undefined) editing.turnOn(!editing.isOn);
    else
      void shown("This report can’t be edited here", [
        h("p", {}, editing.why ?? "The server was not asked yet."),
      ]);
  });
  const tools = makeBar(app, editing);
  const update = (): void => {
    toggle.setAttribute("aria-pressed", String(editing.isOn));
    toggle.classList.toggle("is-impossible", editing.why !== undefined);
    if (editing.desk === undefined && editing.why === undefined) toggle.setAttribute("aria-busy", "true");
    else toggle.removeAttribute("aria-busy");
    tools.update();
  };
  editing.listen(update);
  update();
  document.addEventListener("keydown", (event) => takeBack(event, editing));
  return { toggle, bar: tools.element };
}

function makeBar(app: App, editing: Editing): { element: HTMLElement; update(): void } {
  const turns = (["undo", "redo"] as const).map((way) => ({
    way,
    button: h("button", {
      class: "quiet edit-turn",
      type: "button",
      data: { editControl: way },
      on: { click: () => editing.turn(way) },
    }),
  }));
  const log = h("button", { class: "quiet", type: "button", data: { editControl: "log" } }, "Decisions");
  log.addEventListener("click", () => editing.desk && void showLog(editing.desk));
  const said = h("p", { class: "edit-said", role: "status" });
  const fault = h("p", { class: "edit-fault", role: "alert" });
  const element = h(
    "div",
    { class: "edit-bar edit-only", role: "group", aria: { label: "Edit mode" } },
    ...turns.map(({ button }) => button),
    log,
    chosenBar(app, editing),
    said,
    fault,
  );
  return {
    element,
    update() {
      const { desk, isBusy } = editing;
      for (const { way, button } of turns) {
        const what = desk?.[way];
        const verb = way === "undo" ? "Undo" : "Redo";
        button.textContent = what === undefined ? verb : `${verb}: ${plain(what)}`;
        button.title = button.textContent;
        button.disabled = what === undefined || isBusy;
      }
      say(said, editing.said.isFault ? "" : editing.said.words);
      say(fault, editing.said.isFault ? editing.said.words : "");
    },
  };
}

/** What is said again is not spoken again. */
function say(place: HTMLElement, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}

/** Ctrl+Z and Ctrl+Shift+Z, but where a text is written: there they are the text's own. */
function takeBack(event: KeyboardEvent, editing: Editing): void {
  const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
  if (!editing.isOn || !(ctrlKey || metaKey) || altKey || key.toLowerCase() !== "z") return;
  const isText =
    target instanceof Element && target.matches("textarea, input:not([type=checkbox], [type=radio])");
  if (isText || document.querySelector("dialog[open]") !== null) return;
  const way = shiftKey ? "redo" : "undo";
  event.preventDefault();
  if (editing.desk?.[way] !== undefined) editing.turn(way);
}

function showLog({ log, unmet, file }: OpenDesk): Promise<void> {
  const items = log.map(({ decision, at, undone }) =>
    h(
      "li",
      { class: undone ? "undone" : "" },
      h("bdi", {}, plain(decision)),
      h(
        "span",
        { class: "hint" },
        ` ${day(at.slice(0, 10))}, ${at.slice(11, 16)} UTC${undone ? ", taken back" : ""}`,
      ),
    ),
  );
  const cannot = unmet.map(({ decision, line, reason }) =>
    h("li", {}, h("bdi", {}, plain(decision)), ` (line ${line}): ${plain(reason)}`),
  );
  return shown("Decisions", [
    h("p", { class: "hint" }, `They stand in ${plain(file)}.`),
    items.length === 0
      ? h("p", {}, "Nothing was decided on this computer yet.")
      : h("ol", { class: "edit-log" }, ...items),
    ...(cannot.length === 0 ? [] : [h("h3", {}, "Can’t be met any more"), h("ul", {}, ...cannot)]),
  ]);
}
