/** Putting a text on the clipboard, and saying so. */
import { h } from "./dom.js";

/** True where the text is on the clipboard now. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Pages opened from disk may be refused the clipboard; the older way needs no leave.
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = h("textarea", { class: "off-screen" });
  area.value = text;
  area.readOnly = true;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return done;
}

const CONFIRMED_FOR = 2000;
let region: HTMLElement | undefined;

/** A place whose words a screen reader speaks. It must stand in the page before there is something to say. */
function messages(): HTMLElement {
  if (region === undefined) {
    region = h("div", { class: "off-screen", role: "status" });
    document.body.append(region);
  }
  return region;
}

/** A button that copies what `text` gives at the time of the press, and says whether it worked. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const said = messages();
  const words = h("span", { text: label });
  let timer: number | undefined;
  const show = (message: string): void => {
    words.textContent = message === "" ? label : message;
    said.textContent = message;
  };
  const copy = async (): Promise<void> => {
    const done = await copyText(text());
    show(done ? "Copied" : "Could not copy");
    window.clearTimeout(timer);
    timer = window.setTimeout(() => show(""), CONFIRMED_FOR);
  };
  return h("button", { class: "quiet copy", type: "button", on: { click: () => void copy() } }, words);
}
