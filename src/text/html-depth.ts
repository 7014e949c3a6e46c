const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const VOID = names("area base br col embed hr img input link meta param source track wbr");
/** Elements whose end tag may be left out, so that an open one says nothing about depth. */
const SELF_CLOSED = names(
  "a body button colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr",
);

/**
 * True where no more than `most` elements of an HTML text are open at once. Tree builders recurse, and running out of
 * stack can end the whole process, so this is asked before anything is parsed. It counts tags by name without building
 * anything; an end tag without its start tag closes nothing.
 */
export function isShallowHtml(html: string, most: number): boolean {
  const open = new Map<string, number>();
  let depth = 0;
  for (const [, slash, written = ""] of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const name = written.toLowerCase();
    if (VOID.has(name) || SELF_CLOSED.has(name)) continue;
    const count = open.get(name) ?? 0;
    if (slash === "/" && count === 0) continue;
    const step = slash === "/" ? -1 : 1;
    open.set(name, count + step);
    depth += step;
    if (depth > most) return false;
  }
  return true;
}

/** Elements of style, which a parser opens again in the next block where they were left open. */
const STYLE = names("b big code em font i nobr s small strike strong tt u");
/** Elements of style that a page may open again, all its tags together. */
const MOST_REOPENED = 1_000_000;

/**
 * True where elements of style that are never closed don't multiply: a parser opens all of them again behind each tag, so
 * that a hundred of them make a hundred elements of each paragraph.
 */
export function reopensFew(html: string): boolean {
  const open = new Map<string, number>();
  let styles = 0;
  let reopened = 0;
  for (const [, slash, written = ""] of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    const name = written.toLowerCase();
    reopened += styles;
    if (reopened > MOST_REOPENED) return false;
    const count = open.get(name) ?? 0;
    if (!STYLE.has(name) || (slash === "/" && count === 0)) continue;
    const step = slash === "/" ? -1 : 1;
    open.set(name, count + step);
    styles += step;
  }
  return true;
}

/** True for an element that has no end tag, such as `br`; `name` is lower case. */
export function isVoidElement(name: string): boolean {
  return VOID.has(name);
}
