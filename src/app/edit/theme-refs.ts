/** Themes as decisions name them, and in what order. */
import { at } from "../../math/at.js";
import type { Decision, ThemeRef } from "../../shapes/decisions.js";
import type { DeskTheme } from "../../shapes/editing.js";

export function themeRef({ id, label }: DeskTheme): ThemeRef {
  return { id, label };
}

/**
 * The order of the list with a theme one place up or down among those that it stands with; those above are listed too, or they would
 * not stay there.
 *
 * @param together positions of the themes that it stands with, in their order
 * @returns undefined where there is no place to go to
 */
export function movedBy(
  step: 1 | -1,
  position: number,
  together: readonly number[],
  themes: readonly DeskTheme[],
): Decision | undefined {
  const other = together[together.indexOf(position) + step];
  if (other === undefined || themes[other]?.hidden !== themes[position]?.hidden) return undefined;
  const order = [...themes.keys()].filter((each) => each !== position);
  order.splice(order.indexOf(other) + (step === 1 ? 1 : 0), 0, position);
  const last = Math.max(order.indexOf(position), order.indexOf(other));
  return { do: "order", themes: order.slice(0, last + 1).map((each) => themeRef(at(themes, each))) };
}
