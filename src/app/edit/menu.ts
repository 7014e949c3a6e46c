/** A button with a menu: arrows, Home and End go through it, Escape leaves it. */
import { h } from "../dom/dom.js";

export interface MenuItem {
  words: string;
  act: () => void;
  /** Pressed or not; absent for what is no state. */
  isOn?: boolean;
}

let menus = 0;

/**
 * @param label of the button, for those who don't see what it stands beside
 * @param items asked for whenever the menu opens
 */
export function menuButton(
  words: string,
  label: string,
  items: () => readonly MenuItem[],
): HTMLButtonElement {
  const id = `edit-menu-${++menus}`;
  let menu: HTMLElement | undefined;
  const button = h(
    "button",
    { class: "edit-menu-button", type: "button", aria: { label, haspopup: "menu", expanded: false } },
    words,
  );

  const close = (refocus: boolean): void => {
    const closing = menu;
    if (closing === undefined) return;
    menu = undefined;
    button.setAttribute("aria-expanded", "false");
    if (refocus) button.focus({ preventScroll: true });
    closing.remove();
  };

  function open(): void {
    const buttons = items().map(({ words: text, act, isOn }) =>
      h(
        "button",
        {
          class: "edit-menu-item",
          type: "button",
          role: isOn === undefined ? "menuitem" : "menuitemcheckbox",
          ...(isOn !== undefined && { aria: { checked: isOn } }),
          on: {
            click() {
              close(true);
              act();
            },
          },
        },
        text,
      ),
    );
    for (const each of buttons) each.tabIndex = -1;
    const opened = h("div", { class: "edit-menu", id, role: "menu", aria: { label } }, ...buttons);
    opened.addEventListener("keydown", (event) => walk(event, buttons, close));
    opened.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && opened.contains(relatedTarget))) close(false);
    });
    menu = opened;
    document.body.append(opened);
    place(opened, button);
    button.setAttribute("aria-expanded", "true");
    buttons[0]?.focus({ preventScroll: true });
  }

  button.addEventListener("click", () => (menu === undefined ? open() : close(true)));
  // Else the menu would close as it loses the focus, and the press would open it again.
  button.addEventListener("mousedown", (event) => {
    if (menu !== undefined) event.preventDefault();
  });
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || menu !== undefined) return;
    event.preventDefault();
    open();
  });
  return button;
}

function walk(
  event: KeyboardEvent,
  buttons: readonly HTMLButtonElement[],
  close: (refocus: boolean) => void,
): void {
  const here = buttons.findIndex((button) => button === document.activeElement);
  const last = buttons.length - 1;
  const next = {
    ArrowDown: here === last ? 0 : here + 1,
    ArrowUp: here <= 0 ? last : here - 1,
    Home: 0,
    End: last,
  }[event.key];
  if (next !== undefined) buttons[next]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close(true);
  else return;
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
}

/** Below the button, or above it where there is no room; within the window. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const { left, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const y = bottom + height + 8 > window.innerHeight ? Math.max(8, top - height - 4) : bottom + 4;
  menu.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
  menu.style.top = `${y}px`;
}
