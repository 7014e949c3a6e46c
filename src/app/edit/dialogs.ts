/** Questions that are put before something is decided. Each is answered by keyboard and pointer alike, and left by Escape. */
import { count } from "../../render/words.js";
import { plain } from "../../render/text.js";
import { themeClass } from "../../render/svg/palette.js";
import { type Child, h } from "../dom/dom.js";

interface Asking<T> {
  title: string;
  body: (answer: (value: T) => void) => Child[];
  /** Buttons before the one that leaves. */
  end?: (answer: (value: T) => void) => Child[];
}

/** What was answered; undefined where the person left. The focus goes back to where it came from. */
function ask<T>({ title, body, end }: Asking<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const from = document.activeElement;
    let answered: T | undefined;
    const answer = (value: T): void => {
      answered = value;
      dialog.close();
    };
    const heading = h("h2", { id: "edit-dialog-title" }, title);
    const leave = h(
      "button",
      { class: "edit-button", type: "button", on: { click: () => dialog.close() } },
      "Cancel",
    );
    const dialog = h(
      "dialog",
      { class: "edit-dialog", aria: { labelledby: heading.id } },
      heading,
      ...body(answer),
      h("div", { class: "edit-dialog-end" }, ...(end?.(answer) ?? []), leave),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (from instanceof HTMLElement) from.focus({ preventScroll: true });
      resolve(answered);
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector<HTMLElement>("[data-first]")?.focus();
  });
}

export async function confirmed(title: string, lines: readonly Child[], verb: string): Promise<boolean> {
  const answer = await ask<true>({
    title,
    body: () => lines.map((line) => h("div", { class: "edit-line" }, line)),
    end: (give) => [
      h(
        "button",
        { class: "edit-button solid", type: "button", data: { first: "" }, on: { click: () => give(true) } },
        verb,
      ),
    ],
  });
  return answer === true;
}

export interface Choice {
  label: string;
  /** Behind the label. */
  hint?: string;
  isCurrent?: boolean;
}

/** More than these are looked through by their words. */
const FEW = 8;

/** One of a list: its position. */
export function chosenOf(title: string, choices: readonly Choice[]): Promise<number | undefined> {
  return ask<number>({
    title,
    body(give) {
      const buttons = choices.map(({ label, hint, isCurrent }, i) =>
        h(
          "button",
          {
            class: "edit-choice",
            type: "button",
            on: { click: () => give(i) },
            ...(isCurrent === true && { aria: { current: true } }),
          },
          h("bdi", {}, plain(label)),
          hint === undefined ? undefined : h("span", { class: "hint" }, hint),
        ),
      );
      const items = buttons.map((button) => h("li", {}, button));
      const list = h(
        "ul",
        { class: "edit-choices", on: { keydown: (event) => walk(event, buttons) } },
        ...items,
      );
      const look = h("input", { type: "search", class: "edit-field", aria: { label: "Look for" } });
      look.placeholder = "Look for";
      look.addEventListener("input", () => {
        const words = look.value.trim().toLowerCase();
        choices.forEach(({ label }, i) => {
          const item = items[i];
          if (item !== undefined) item.hidden = !label.toLowerCase().includes(words);
        });
      });
      look.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        buttons.find((button) => button.checkVisibility())?.focus();
      });
      const first = choices.length > FEW ? look : buttons[0];
      if (first !== undefined) first.dataset["first"] = "";
      return [choices.length > FEW ? look : undefined, list];
    },
  });
}

/** Up and down go from choice to choice. */
function walk(event: KeyboardEvent, buttons: readonly HTMLButtonElement[]): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const shown = buttons.filter((button) => button.checkVisibility());
  const next = shown.findIndex((button) => button === document.activeElement) + step;
  shown[Math.max(0, Math.min(shown.length - 1, next))]?.focus();
}

export interface TextAsked {
  title: string;
  label: string;
  /** What stands there. */
  text: string;
  /** Several lines. */
  isLong?: boolean;
  /** Words of the button that takes back what stands there; absent where nothing does. */
  off?: string;
}

/** A text; null for none. */
export function textFor({ title, label, text, isLong, off }: TextAsked): Promise<string | null | undefined> {
  return ask<string | null>({
    title,
    body(give) {
      const field =
        isLong === true ? h("textarea", { class: "edit-field" }) : h("input", { class: "edit-field" });
      field.value = text;
      field.dataset["first"] = "";
      const save = (event: Event): void => {
        event.preventDefault();
        if (field.value.trim() !== "") give(field.value.trim());
      };
      const form = { id: "edit-form", on: { submit: save } };
      return [h("form", form, h("label", { class: "edit-label" }, h("span", {}, label), field))];
    },
    end(give) {
      const submit = h("button", { class: "edit-button solid", type: "submit" }, "Save");
      submit.setAttribute("form", "edit-form");
      if (off === undefined) return [submit];
      const none = { click: () => give(null) };
      return [submit, h("button", { class: "edit-button", type: "button", on: none }, off)];
    },
  });
}

const COLOURS = 20;

/** A number of the palette; null for the theme's own colour. */
export function colourFor(
  title: string,
  current: number,
  isGiven: boolean,
): Promise<number | null | undefined> {
  return ask<number | null>({
    title,
    body(give) {
      const swatches = Array.from({ length: COLOURS }, (_, i) => i + 1).map((colour) =>
        h("button", {
          class: `edit-swatch ${themeClass(colour)}`,
          type: "button",
          title: `Colour ${colour}`,
          aria: { label: `Colour ${colour}`, pressed: colour === current },
          on: { click: () => give(colour) },
          ...(colour === current && { data: { first: "" } }),
        }),
      );
      return [h("div", { class: "edit-swatches" }, ...swatches)];
    },
    end(give) {
      const own = { class: "edit-button", type: "button", on: { click: () => give(null) } };
      return isGiven ? [h("button", own, "Its own colour")] : [];
    },
  });
}

/** Shows something to be read. */
export async function shown(title: string, body: readonly Child[]): Promise<void> {
  await ask<never>({ title, body: () => [...body] });
}

/** "21 passages". */
export function passagesIn(passages: number): string {
  return count(passages, "passage");
}
