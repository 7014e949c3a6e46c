import { familiesOf, familyOf, singular } from "../../../text/word-forms.js";
import { wordsOf } from "../../../text/words.js";
import { isVague } from "../terms/phrases.js";
import { contains, type Candidate } from "../terms/terms.js";
import { bestName, isSubject } from "./best-name.js";
import { asHeading, joinedNames } from "./headings.js";
import { score, type Scored } from "./score.js";
import { secondPart } from "./second-part.js";

/** What labels must keep clear of. */
export interface Taken {
  /** For each theme the name that the editor gave it, if any: that is its label. */
  names?: readonly (string | undefined)[];
  /** The label of the theme that these are the parts of. */
  parent?: string;
  /** What joins two parts. @default "and" */
  joiner?: string;
  /** Labels of other levels, which none of these may have. */
  others?: readonly string[];
}

/** At most one label in so many has two parts. */
const PAIRS = 8;

/** A theme's names so far, the best first. */
interface Choice {
  first: Scored;
  second?: Scored;
  /** How much more of the theme both parts mark together; 0 where a second part doesn't help. */
  gain: number;
}

/**
 * Headings for all themes, no two alike: one subject each, by the name that marks it and finds it best. The theme with the
 * strongest claim to a name gets it. Where one name leaves much of a theme out, a second is joined by "and", in at most
 * one label of eight.
 *
 * @param themes the candidates of each theme
 */
export function namesFor(themes: readonly (readonly Scored[])[], taken: Taken = {}): string[] {
  return wordingsFor(themes, taken).map((wording, t) => asHeading(wording ?? nameless(t)));
}

/** What a theme is called for which there is no name. */
export function nameless(theme: number): string {
  return `theme ${theme + 1}`;
}

/** The same as they stand inside a sentence; undefined where there is no name. */
export function wordingsFor(
  themes: readonly (readonly Scored[])[],
  taken: Taken = {},
): (string | undefined)[] {
  const { names = [], parent = "", others = [], joiner = "and" } = taken;
  const used = new Set([...names.flatMap((name) => name ?? []), ...others].map(nameKey));
  const ranked = themes.map((scored) => rank(scored.filter((one) => !repeats(one.candidate, parent))));
  const choices = new Map<number, Choice>();
  const open = new Set([...themes.keys()].filter((t) => names[t] === undefined));
  while (open.size > 0) {
    const next = strongestClaim(open, ranked, used);
    if (next === undefined) break;
    open.delete(next.theme);
    used.add(familyKey(next.first.candidate));
    choices.set(next.theme, { first: next.first, gain: 0 });
  }
  joinSeconds(choices, ranked, used);
  return themes.map((_, t) => names[t] ?? wordingOfChoice(choices.get(t), joiner));
}

function wordingOfChoice(choice: Choice | undefined, joiner: string): string | undefined {
  if (choice === undefined) return undefined;
  const { first, second } = choice;
  if (second === undefined) return first.candidate.text;
  return joinedNames(first.candidate.text, joiner, second.candidate.text);
}

function rank(scored: readonly Scored[]): Scored[] {
  return [...scored].sort((a, b) => score(b) - score(a) || (a.candidate.key < b.candidate.key ? -1 : 1));
}

/** Of the themes without a name the one whose best free name is the best of all. */
function strongestClaim(
  open: ReadonlySet<number>,
  ranked: readonly (readonly Scored[])[],
  used: ReadonlySet<string>,
): { theme: number; first: Scored } | undefined {
  let best: { theme: number; first: Scored } | undefined;
  for (const theme of open) {
    const free = (ranked[theme] ?? []).filter(({ candidate }) => !used.has(familyKey(candidate)));
    const first = bestName(free);
    if (first !== undefined && (best === undefined || score(first) > score(best.first)))
      best = { theme, first };
  }
  return best;
}

/** Gives the themes that gain most by it a second part. */
function joinSeconds(
  choices: Map<number, Choice>,
  ranked: readonly (readonly Scored[])[],
  used: Set<string>,
): void {
  for (const [theme, choice] of choices) {
    if (isSubject(choice.first)) continue;
    const free = (ranked[theme] ?? []).filter(({ candidate }) => !used.has(familyKey(candidate)));
    const found = secondPart(choice.first, free);
    if (found !== undefined) choices.set(theme, { ...choice, ...found });
  }
  const gaining = [...choices].filter(([, { second }]) => second !== undefined);
  gaining.sort(([s, a], [t, b]) => b.gain - a.gain || s - t);
  for (const [theme, { first }] of gaining.slice(Math.floor(choices.size / PAIRS))) {
    choices.set(theme, { first, gain: 0 });
  }
  for (const { second } of choices.values()) if (second !== undefined) used.add(familyKey(second.candidate));
}

/**
 * True where a part's label would say its theme's again, of one thing: "Open source software" under "Open source"; or
 * would set another thing of the name against it: "Financial debt" under "Technical debt".
 */
function repeats({ key }: Candidate, parent: string): boolean {
  const above = wordsOf(parent).map((word) => familyOf(singular(word)));
  if (above.length === 0 || above.includes("and")) return false;
  const family = familiesOf(key);
  const ofMany = above.length > 1 && family.length > 1;
  const [opening] = family;
  const head = above.at(-1);
  if (ofMany && (opening === head || family.at(-1) === head)) return true;
  if (ofMany && contains(family.join(" "), above.join(" "))) return true;
  return key.split(" ").every((word) => above.includes(familyOf(word)) || isVague(word));
}

function nameKey(name: string): string {
  return wordsOf(name).map(singular).map(familyOf).join(" ");
}

function familyKey({ key }: Candidate): string {
  return familiesOf(key).join(" ");
}
