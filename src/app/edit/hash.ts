import type { DeskTheme } from "../../shapes/editing.js";

/** The keys of an address that hold the slug of a theme. */
const SLUGS = ["theme", "only"];

/**
 * The address of the same view on the report that was made anew: a theme with another name has another slug. One that is gone is left
 * out.
 */
export function hashWith(hash: string, before: readonly DeskTheme[], after: readonly DeskTheme[]): string {
  const slugs = new Map(
    before.flatMap(({ id, slug }) => {
      const now = after.find((theme) => theme.id === id);
      return now === undefined ? [] : [[slug, now.slug] as const];
    }),
  );
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const made = new URLSearchParams();
  for (const [key, value] of given) {
    const next = SLUGS.includes(key) ? slugs.get(value) : value;
    if (next !== undefined) made.append(key, next);
  }
  return made.toString();
}
