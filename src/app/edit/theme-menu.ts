/** What can be decided of one theme. */
import { at } from "../../math/at.js";
import { colourOf } from "../../render/svg/palette.js";
import { plain } from "../../render/text.js";
import type { Decision } from "../../shapes/decisions.js";
import type { App } from "../state/app.js";
import { h } from "../dom/dom.js";
import { chosenOf, colourFor, confirmed, passagesIn, textFor } from "./dialogs.js";
import type { Editing } from "./editing.js";
import type { Focus } from "./memory.js";
import { menuButton, type MenuItem } from "./menu.js";
import { partsBySubthemes } from "./refs.js";
import { movedBy, themeRef } from "./theme-refs.js";

/** A theme on the page, and where it is being decided about. */
export interface Edited {
  app: App;
  editing: Editing;
  position: number;
  at: "row" | "page";
  /** Turns its name into a field. */
  rename: () => void;
}

export function themeMenuButton(edited: Edited): HTMLButtonElement {
  const { label, number } = at(edited.app.data.themes, edited.position);
  const button = menuButton("Edit", `Edit “${plain(label)}”`, () => itemsOf(edited));
  button.classList.add("edit-only");
  button.dataset["editMenu"] = String(number);
  return button;
}

/** Decides about the theme, and goes on there. */
export function decideOn({ editing, position, at: place }: Edited, ...decisions: readonly Decision[]): void {
  const theme = editing.themes[position];
  if (theme === undefined || decisions.length === 0) return;
  const focus: Focus = { theme: theme.id, at: place };
  editing.decide(decisions, focus);
}

function itemsOf(edited: Edited): MenuItem[] {
  const { app, editing, position, rename } = edited;
  const theme = editing.themes[position];
  if (theme === undefined) return [];
  const ref = themeRef(theme);
  const flag = (words: string, what: "hide" | "finish" | "evergreen", isOn: boolean): MenuItem => ({
    ...{ words, isOn },
    act: () => decideOn(edited, { do: what, theme: ref, on: !isOn }),
  });
  const { subthemes } = at(app.data.themes, position);
  return [
    { words: "Rename", act: rename },
    ...(theme.isRenamed
      ? [
          {
            words: "Give its own name back",
            act: () => decideOn(edited, { do: "rename", theme: ref, name: null }),
          },
        ]
      : []),
    { words: "Merge into…", act: () => void mergeByChoice(edited) },
    ...(subthemes.length < 2
      ? []
      : [{ words: "Split by its sub-themes…", act: () => void splitAsked(edited) }]),
    flag("Hidden", "hide", theme.hidden),
    flag("Finished", "finish", theme.finished),
    flag("Evergreen", "evergreen", theme.evergreen),
    { words: "Colour…", act: () => void colourAsked(edited) },
    { words: "Pillar…", act: () => void pillarAsked(edited) },
    ...moves(edited),
    { words: "What it is about…", act: () => void aboutAsked(edited) },
    { words: "Note…", act: () => void noteAsked(edited) },
  ];
}

function moves(edited: Edited): MenuItem[] {
  const { app, editing, position } = edited;
  const pillar = app.data.pillars.find(({ themes }) => themes.includes(position));
  const together = pillar?.themes ?? [...app.data.themes.keys()];
  return ([-1, 1] as const).flatMap((step) => {
    const decision = movedBy(step, position, together, editing.themes);
    if (decision === undefined) return [];
    return { words: step < 0 ? "Move up" : "Move down", act: () => decideOn(edited, decision) };
  });
}

async function mergeByChoice(edited: Edited): Promise<void> {
  const { app, position } = edited;
  const others = [...app.data.themes.keys()].filter((other) => other !== position);
  const choices = others.map((other) => {
    const { label, passages } = at(app.data.themes, other);
    return { label, hint: passagesIn(passages) };
  });
  const title = `Merge “${plain(at(app.data.themes, position).label)}” into`;
  const choice = await chosenOf(title, choices);
  if (choice !== undefined) await mergeAsked(edited, at(others, choice));
}

/** Merges a theme into another when the person has seen how much goes into how much. */
export async function mergeAsked(edited: Edited, into: number): Promise<void> {
  const { app, editing, position } = edited;
  const [from, target] = [at(app.data.themes, position), at(app.data.themes, into)];
  const lines = [
    `“${plain(from.label)}” has ${passagesIn(from.passages)}, “${plain(target.label)}” has ${passagesIn(target.passages)}. ` +
      `“${plain(target.label)}” will have ${passagesIn(from.passages + target.passages)}; what the two were are its sub-themes.`,
  ];
  const title = `Merge “${plain(from.label)}” into “${plain(target.label)}”?`;
  if (!(await confirmed(title, lines, "Merge"))) return;
  const [one, other] = [editing.themes[position], editing.themes[into]];
  if (one === undefined || other === undefined) return;
  decideOn({ ...edited, position: into }, { do: "merge", into: themeRef(other), themes: [themeRef(one)] });
}

async function splitAsked(edited: Edited): Promise<void> {
  const { app, editing, position } = edited;
  const { label, subthemes } = at(app.data.themes, position);
  const items = subthemes.map((subtheme, place) => {
    const part = at(app.data.subthemes, subtheme);
    const stays = place === 0 ? ", goes on as this theme" : "";
    return h("li", {}, h("bdi", {}, plain(part.label)), ` (${passagesIn(part.passages)}${stays})`);
  });
  const lines = ["Each of its sub-themes becomes a theme:", h("ul", {}, ...items)];
  if (!(await confirmed(`Split “${plain(label)}”?`, lines, "Split"))) return;
  const theme = editing.themes[position];
  if (theme === undefined) return;
  decideOn(edited, { do: "split", theme: themeRef(theme), into: partsBySubthemes(app, position) });
}

async function colourAsked(edited: Edited): Promise<void> {
  const { app, editing, position } = edited;
  const [theme, shown] = [editing.themes[position], at(app.data.themes, position)];
  if (theme === undefined) return;
  const colour = await colourFor(
    `Colour of “${plain(shown.label)}”`,
    colourOf(shown),
    theme.colour !== undefined,
  );
  if (colour !== undefined) decideOn(edited, { do: "colour", theme: themeRef(theme), colour });
}

async function pillarAsked(edited: Edited): Promise<void> {
  const { app, editing, position } = edited;
  const theme = editing.themes[position];
  if (theme === undefined) return;
  const pillars = [...new Set(editing.themes.map(({ pillar }) => pillar))].filter((each) => each !== "");
  const choices = [
    ...pillars.map((label) => ({ label, isCurrent: label === theme.pillar })),
    { label: "A new pillar…" },
    { label: "Where it stands by itself" },
  ];
  const label = plain(at(app.data.themes, position).label);
  const choice = await chosenOf(`Put “${label}” under`, choices);
  if (choice === undefined) return;
  const isNew = choice === pillars.length;
  const pillar = isNew
    ? await textFor({ title: "A new pillar", label: `Name of the pillar for “${label}”`, text: "" })
    : (pillars[choice] ?? null);
  if (pillar !== undefined) decideOn(edited, { do: "pillar", theme: themeRef(theme), pillar });
}

async function aboutAsked(edited: Edited): Promise<void> {
  const { app, editing, position } = edited;
  const [theme, shown] = [editing.themes[position], at(app.data.themes, position)];
  if (theme === undefined) return;
  const about = await textFor({
    ...{ title: `What “${plain(shown.label)}” is about`, label: "In your words" },
    ...{ text: shown.about, isLong: true, off: "Let the program say it" },
  });
  if (about !== undefined) decideOn(edited, { do: "about", theme: themeRef(theme), about });
}

async function noteAsked(edited: Edited): Promise<void> {
  const { app, editing, position } = edited;
  const theme = editing.themes[position];
  if (theme === undefined) return;
  const note = await textFor({
    ...{ title: `Note on “${plain(at(app.data.themes, position).label)}”`, label: "Why you decided so" },
    ...{ text: theme.note ?? "", isLong: true },
    ...(theme.note !== undefined && { off: "Take the note off" }),
  });
  if (note !== undefined) decideOn(edited, { do: "note", on: themeRef(theme), note });
}
