/** The element that scrolls when one scrolls over `element`; undefined where that is the page itself. */
export function scrollerOf(element: Element): Element | undefined {
  for (let above = element.parentElement; above !== null; above = above.parentElement) {
    const isPage = above === document.body || above === document.documentElement;
    if (!isPage && /auto|scroll/.test(getComputedStyle(above).overflowY)) return above;
  }
  return undefined;
}

/**
 * Scrolls as far as is needed to see an element, with some room around it. Moves nothing but the one scroller, where
 * `scrollIntoView` would move what lies around it as well.
 */
export function scrollToSee(element: Element, room = 48): void {
  const scroller = scrollerOf(element);
  if (scroller === undefined) {
    element.scrollIntoView({ block: "nearest" });
    return;
  }
  const [inner, outer] = [element.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const above = inner.top - room - outer.top;
  const below = inner.bottom + room - outer.bottom;
  if (above < 0 || inner.height + 2 * room > outer.height) scroller.scrollTop += above;
  else if (below > 0) scroller.scrollTop += below;
}
