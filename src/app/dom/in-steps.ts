import { integer } from "../../render/words.js";
import { h } from "./dom.js";
import { scrollerOf } from "./scrolling.js";

/** How far before their place the next items are made. */
const AHEAD = "800px";

/**
 * Puts many items into an element a few at a time: the next ones come as one scrolls near the end, or by a button. Gives
 * the button, to be placed behind the element; it hides itself when all items are there.
 */
export function inSteps(
  place: Element,
  count: number,
  size: number,
  make: (index: number) => Node,
  whileScrolling = false,
): HTMLButtonElement {
  const button = h("button", { class: "more", type: "button" });
  let made = 0;
  const add = (): void => {
    const until = Math.min(count, made + size);
    place.append(...Array.from({ length: until - made }, (_, index) => make(made + index)));
    made = until;
    button.hidden = made >= count;
    button.textContent = `Show ${integer(Math.min(size, count - made))} more of ${integer(count - made)}`;
  };
  button.addEventListener("click", () => {
    const next = made;
    add();
    const first = place.children[next]?.querySelector<HTMLElement>("button, a");
    first?.focus({ preventScroll: true });
  });
  add();
  if (whileScrolling && made < count) addWhileNear(button, add);
  return button;
}

/** Watches from the first frame on, when the button stands in the page; ends when the button is hidden or gone. */
function addWhileNear(button: HTMLButtonElement, add: () => void): void {
  requestAnimationFrame(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (button.hidden || !button.isConnected) observer.disconnect();
        else if (entries.some((entry) => entry.isIntersecting)) {
          add();
          // Observed anew, it reports again where the added items did not push it out of sight.
          observer.unobserve(button);
          observer.observe(button);
        }
      },
      { root: scrollerOf(button) ?? null, rootMargin: AHEAD },
    );
    observer.observe(button);
  });
}
