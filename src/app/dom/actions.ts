/** What a press on a theme, a post or a passage does, wherever on the page it is named. */
import type { App } from "../state/app.js";

export function openTheme(app: App, theme: number, subtheme?: number): void {
  app.set({ theme, subtheme, post: undefined, passage: undefined });
}

export function openPost(app: App, post: number): void {
  app.set({ post, passage: undefined });
}

/** Pins a passage: its post opens at it. */
export function openPassage(app: App, passage: number): void {
  app.set({ post: app.data.passages.post[passage], passage });
}

/** Lights up a theme's points, or one passage's, while the pointer or the focus is on an element. */
export function hoverFrom(
  element: HTMLElement,
  app: App,
  hovered: { theme: number } | { passage: number },
): void {
  const light = (): void => app.hover(hovered);
  const end = (): void => app.hover({});
  element.addEventListener("pointerenter", light);
  element.addEventListener("pointerleave", end);
  element.addEventListener("focusin", light);
  element.addEventListener("focusout", end);
}

/** Before the content of an element is replaced: what goes while it is pointed at or focused never says good-bye. */
export function endHoverIn(root: HTMLElement, app: App): void {
  if (root.matches(":hover, :focus-within")) app.hover({});
}
