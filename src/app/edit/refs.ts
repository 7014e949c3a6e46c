/** Passages of the page as decisions name them. */
import { at } from "../../math/at.js";
import type { Decision, PassageRef, SplitPart } from "../../shapes/decisions.js";
import type { DeskTheme } from "../../shapes/editing.js";
import { openingWords } from "../../text/opening-words.js";
import { shorten } from "../../text/shorten.js";
import type { App } from "../state/app.js";
import { themeRef } from "./theme-refs.js";

export function passageRef({ data }: App, passage: number): PassageRef {
  return { id: at(data.passages.id, passage), text: openingWords(at(data.passages.text, passage)) };
}

/** Passages that are written down with a part, so that it can be found again when the sub-theme is gone. */
const EXAMPLES = 5;

/** A theme's sub-themes as parts of a split; the largest goes on as the theme. */
export function partsBySubthemes(app: App, position: number): SplitPart[] {
  const { data } = app;
  return at(data.themes, position).subthemes.map((subtheme, place) => {
    const { label } = at(data.subthemes, subtheme);
    const own = (app.passagesOfTheme[position] ?? []).filter(
      (passage) => data.passages.subtheme[passage] === subtheme && at(data.passages.duplicateOf, passage) < 0,
    );
    return {
      name: label,
      ...(place === 0 && { stays: true as const }),
      subtheme: label,
      passages: own.slice(0, EXAMPLES).map((passage) => passageRef(app, passage)),
    };
  });
}

/** Passages into a theme. */
export function moveTo(app: App, passages: readonly number[], theme: DeskTheme): Decision[] {
  return [{ do: "pin", what: pinned(app, passages), to: themeRef(theme) }];
}

/** Passages out of the themes that they are in. */
export function keepOut(app: App, passages: readonly number[], themes: readonly DeskTheme[]): Decision[] {
  const byTheme = new Map<number, number[]>();
  for (const passage of passages) {
    const theme = at(app.data.passages.theme, passage);
    if (theme >= 0) byTheme.set(theme, [...(byTheme.get(theme) ?? []), passage]);
  }
  return [...byTheme].map(([theme, own]) => ({
    do: "pin",
    what: pinned(app, own),
    not: themeRef(at(themes, theme)),
  }));
}

/**
 * Passages of one theme become a part of it that goes apart, with what is like them. Those of several, or of none, show what a theme is
 * about that is declared, and are pinned to it.
 */
export function newTheme(
  app: App,
  { passages, name }: { passages: readonly number[]; name: string },
  themes: readonly DeskTheme[],
): Decision[] {
  const [theme = -1, ...others] = new Set(passages.map((passage) => at(app.data.passages.theme, passage)));
  if (theme >= 0 && others.length === 0) {
    const part = { name, passages: passages.map((passage) => passageRef(app, passage)) };
    return [{ do: "split", theme: themeRef(at(themes, theme)), into: [part] }];
  }
  const phrases = passages
    .slice(0, EXAMPLES)
    .map((passage) => shorten(at(app.data.passages.text, passage), PHRASE_LENGTH));
  return [
    { do: "declare", name, phrases: [...new Set(phrases)] },
    { do: "pin", what: pinned(app, passages), to: { label: name } },
  ];
}

/** Characters: so much of a passage tells what it is about. */
const PHRASE_LENGTH = 300;

function pinned(app: App, passages: readonly number[]): { passage: PassageRef }[] {
  return passages.map((passage) => ({ passage: passageRef(app, passage) }));
}
