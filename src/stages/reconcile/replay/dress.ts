/** What is decided of themes beside their passages: names, abouts, colours, places, pillars. */
import { at } from "../../../math/at.js";
import type { DecisionPath, Decisions, ThemeEntry } from "../../../shapes/decisions.js";
import type { Theme } from "../../../shapes/theme.js";
import { themeInWords } from "../../../text/decision-words.js";
import type { Outcomes } from "./outcomes.js";
import type { Replayed } from "./replay.js";

export interface DressOptions {
  /** The name of a theme's page. */
  slugOf: (number: number, label: string) => string;
}

/** What was decided of one theme, with the pillar by name. */
export type Dressed = Theme & { pillar?: string };

const KEYS = ["rename", "about", "colour", "pillar", "hidden", "finished", "evergreen"] as const;

/**
 * The themes as the editor wants them named and listed. One that went into another one keeps nothing of what was decided for it.
 *
 * @param themes after `replay`
 */
export function dress(
  themes: readonly Theme[],
  decisions: Decisions,
  { names, themeOf, outcomes }: Pick<Replayed, "names" | "themeOf" | "outcomes">,
  { slugOf }: DressOptions,
): Dressed[] {
  const dressed = new Map<string, Dressed>(themes.map((theme) => [theme.id, theme]));
  const change = (
    ref: ThemeEntry,
    path: DecisionPath,
    words: string,
    make: (theme: Dressed) => Dressed,
  ): void => {
    const id = names.find(ref);
    const own = "value" in id ? themeOf(id.value) : undefined;
    const theme = own === undefined ? undefined : dressed.get(own);
    if ("reason" in id) outcomes.unmet(path, words, id.reason);
    else if (theme === undefined) outcomes.unmet(path, words, "the theme has no passage any more");
    else if (theme.id !== id.value) outcomes.superseded(path, words, `the theme went into “${theme.label}”`);
    else {
      dressed.set(theme.id, make(theme));
      outcomes.applied(path, words);
    }
  };
  decisions.themes.forEach((entry, i) => {
    for (const key of KEYS) {
      if (entry[key] === undefined) continue;
      change(entry, ["themes", i, key], wordsOf(entry, key), (theme) => withKey(theme, entry, key, slugOf));
    }
    const { note } = entry;
    if (note !== undefined) annotate(entry, note, dressed, { names, themeOf });
  });
  decisions.order.forEach((ref, place) => {
    const words = `list ${themeInWords(ref)} at place ${place + 1}`;
    change(ref, ["order", place], words, (theme) => ({ ...theme, place: place + 1 }));
  });
  return themes.map(({ id }) => {
    const theme = dressed.get(id);
    if (theme === undefined) throw new Error(`Expected the theme ${id} among those that were decided on.`);
    return theme;
  });
}

/** A note goes with whatever else was decided: alone it is no decision that could be met or not. */
function annotate(
  entry: ThemeEntry,
  note: string,
  dressed: Map<string, Dressed>,
  { names, themeOf }: Pick<Replayed, "names" | "themeOf">,
): void {
  const found = names.find(entry);
  const id = "value" in found ? themeOf(found.value) : undefined;
  const theme = id === undefined ? undefined : dressed.get(id);
  if (theme !== undefined && "value" in found && theme.id === found.value)
    dressed.set(theme.id, { ...theme, note });
}

function withKey(
  theme: Dressed,
  { rename, about, colour, pillar }: ThemeEntry,
  key: (typeof KEYS)[number],
  slugOf: DressOptions["slugOf"],
): Dressed {
  switch (key) {
    case "rename": {
      const label = rename ?? theme.label;
      return { ...theme, label, slug: slugOf(theme.number, label), labelSource: "named" };
    }
    case "about":
      return { ...theme, about: about ?? theme.about };
    case "colour":
      return colour === undefined ? theme : { ...theme, colour };
    case "pillar":
      return pillar === undefined ? theme : { ...theme, pillar };
    case "hidden":
      return { ...theme, hidden: true };
    case "finished":
    case "evergreen":
      return { ...theme, standing: key };
  }
}

function wordsOf(entry: ThemeEntry, key: (typeof KEYS)[number]): string {
  const theme = themeInWords(entry);
  switch (key) {
    case "rename":
      return `rename ${theme} to “${entry.rename ?? ""}”`;
    case "about":
      return `describe ${theme}`;
    case "colour":
      return `give ${theme} the colour ${entry.colour ?? ""}`;
    case "pillar":
      return `put ${theme} under “${entry.pillar ?? ""}”`;
    case "hidden":
      return `hide ${theme}`;
    case "finished":
    case "evergreen":
      return `mark ${theme} as ${key}`;
  }
}

/** A pillar without its sizes. */
export interface NamedPillar {
  id?: string;
  label: string;
  themeIds: string[];
}

/** What themes without a pillar stand under where others have one. */
const REST = "Other themes";

/**
 * The pillars after the decisions: those that there were, then new ones, each with its themes; none without a theme.
 *
 * @param before the pillars that were found, with the labels that their themes had then
 */
export function pillarsAfter(
  themes: readonly Dressed[],
  before: readonly NamedPillar[],
  decisions: Decisions,
  outcomes: Outcomes,
): NamedPillar[] {
  const pillars: NamedPillar[] = before.map(({ id, label }) => ({
    ...(id !== undefined && { id }),
    label,
    themeIds: [],
  }));
  decisions.pillars.forEach(({ pillar, rename }, i) => {
    if (rename === undefined) return;
    const words = `rename the pillar “${pillar}” to “${rename}”`;
    const place = before.findIndex(({ label }) => same(label, pillar));
    if (place >= 0) at(pillars, place).label = rename;
    const isDecided = decisions.themes.some(
      (entry) => entry.pillar !== undefined && same(entry.pillar, pillar),
    );
    if (place < 0 && isDecided) pillars.push({ label: rename, themeIds: [] });
    if (place >= 0 || isDecided) outcomes.applied(["pillars", i, "rename"], words);
    else {
      const known = before.map(({ label }) => `“${label}”`).join(", ");
      const reason =
        known === "" ? "the themes are not grouped" : `there is no such pillar any more; there are ${known}`;
      outcomes.unmet(["pillars", i, "rename"], words, reason);
    }
  });
  const renamed = (label: string): string =>
    decisions.pillars.find(({ pillar, rename }) => rename !== undefined && same(pillar, label))?.rename ??
    label;
  const isGrouped = before.length > 0 || themes.some(({ pillar }) => pillar !== undefined);
  if (!isGrouped) return [];
  for (const { id, pillar, pillarId } of themes) {
    const wanted = pillar === undefined ? undefined : renamed(pillar);
    const own = pillars.find((one) =>
      wanted === undefined ? pillarId !== undefined && one.id === pillarId : same(one.label, wanted),
    );
    if (own !== undefined) own.themeIds.push(id);
    else {
      const label = wanted ?? REST;
      const rest = pillars.find((one) => same(one.label, label));
      if (rest === undefined) pillars.push({ label, themeIds: [id] });
      else rest.themeIds.push(id);
    }
  }
  return pillars.filter(({ themeIds }) => themeIds.length > 0);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
