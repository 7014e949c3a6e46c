/** Decisions that contradict one another: told with both lines, as no rule could say which of the two was meant. */
import { UserError } from "../../../errors.js";
import type {
  DecisionPath,
  DecisionsFile,
  PassageRef,
  PostRef,
  ThemeEntry,
  ThemeRef,
} from "../../../shapes/decisions.js";
import { passageInWords, postInWords, themeInWords } from "../../../text/decision-words.js";

/** What a decision names, by a key that is the same for two names of the same thing. */
export interface KeysOf {
  theme: (ref: ThemeRef) => string;
  passage: (ref: PassageRef) => string;
  post: (ref: PostRef) => string;
}

/** As far as the file itself tells. */
export const keysByName: KeysOf = {
  theme: ({ id, label }) => id ?? label?.toLowerCase() ?? "",
  passage: ({ id, text }) => id ?? text ?? "",
  post: ({ id, path, title }) => id ?? path ?? title ?? "",
};

/** What was said under a key, and where; a second one that says something else is a contradiction. */
class Said {
  readonly #said = new Map<string, { value: string; path: DecisionPath }>();

  constructor(private readonly file: DecisionsFile) {}

  say(key: readonly string[], value: string, path: DecisionPath, what: string): void {
    const name = JSON.stringify(key);
    const before = this.#said.get(name);
    if (before === undefined) this.#said.set(name, { value, path });
    else if (before.value !== value) throw contradiction(this.file, before.path, path, what);
  }
}

/**
 * @throws UserError "config" with the lines of two decisions that can't both be met
 */
export function checkConflicts(file: DecisionsFile, keys: KeysOf = keysByName): void {
  const said = new Said(file);
  checkThemes(file, keys, said);
  checkMerges(file, keys, said);
  checkPins(file, keys, said);
  const { split, declare, boilerplate, dismiss } = file.decisions;
  split.forEach((entry, i) => {
    said.say(["split", keys.theme(entry)], String(i), ["split", i], `split ${themeInWords(entry)}`);
  });
  declare.forEach(({ name }, i) => {
    said.say(["declare", name.toLowerCase()], String(i), ["declare", i], `declare the theme “${name}”`);
  });
  boilerplate.forEach(({ keep, remove }, i) => {
    const what = "say whether a text is taken out";
    said.say(
      ["boilerplate", keep ?? remove ?? ""],
      keep === undefined ? "remove" : "keep",
      ["boilerplate", i],
      what,
    );
  });
  dismiss.forEach(({ proposal, until = "for good" }, i) => {
    said.say(
      ["dismiss", proposal],
      until,
      ["dismiss", i],
      `say how long the proposal ${proposal} is put off`,
    );
  });
}

const KEYS = [
  "rename",
  "about",
  "colour",
  "pillar",
  "hidden",
] as const satisfies readonly (keyof ThemeEntry)[];

function checkThemes({ decisions }: DecisionsFile, keys: KeysOf, said: Said): void {
  decisions.themes.forEach((entry, i) => {
    const theme = keys.theme(entry);
    for (const key of KEYS) {
      const value = entry[key];
      const what = `give ${themeInWords(entry)} its \`${key}\``;
      if (value !== undefined) said.say(["theme", theme, key], String(value), ["themes", i, key], what);
    }
    for (const key of ["finished", "evergreen"] as const) {
      const what = `say whether ${themeInWords(entry)} is finished or evergreen`;
      if (entry[key] === true) said.say(["theme", theme, "kind"], key, ["themes", i, key], what);
    }
  });
  decisions.pillars.forEach(({ pillar, rename }, i) => {
    const what = `rename the pillar “${pillar}”`;
    if (rename !== undefined)
      said.say(["pillar", pillar.toLowerCase()], rename, ["pillars", i, "rename"], what);
  });
  decisions.order.forEach((ref, i) => {
    said.say(["order", keys.theme(ref)], String(i), ["order", i], `give ${themeInWords(ref)} its place`);
  });
}

function checkMerges(file: DecisionsFile, keys: KeysOf, said: Said): void {
  const into = new Map<string, { target: string; path: DecisionPath }>();
  file.decisions.merge.forEach((entry, i) => {
    const target = keys.theme(entry.into);
    entry.themes.forEach((ref, j) => {
      const theme = keys.theme(ref);
      const path = ["merge", i, "themes", j];
      said.say(["merge", theme], target, path, `merge ${themeInWords(ref)}`);
      if (theme === target)
        throw contradiction(file, ["merge", i, "into"], path, `merge ${themeInWords(ref)}`);
      into.set(theme, { target, path });
    });
  });
  for (const [theme, { path }] of into) {
    const seen = new Set([theme]);
    for (let next = into.get(theme); next !== undefined; next = into.get(next.target)) {
      if (seen.has(next.target)) throw contradiction(file, path, next.path, "merge themes in a circle");
      seen.add(next.target);
    }
  }
}

function checkPins(file: DecisionsFile, keys: KeysOf, said: Said): void {
  file.decisions.pins.forEach((pin, i) => {
    const what = pin.passage ? passageInWords(pin.passage) : postInWords(pin.post ?? {});
    const pinned = pin.passage ? ["passage", keys.passage(pin.passage)] : ["post", keys.post(pin.post ?? {})];
    const task = `say where ${what} belongs`;
    if (pin.to) {
      said.say(["to", ...pinned], keys.theme(pin.to), ["pins", i], task);
      said.say(["in", ...pinned, keys.theme(pin.to)], "to", ["pins", i], task);
    }
    if (pin.not) said.say(["in", ...pinned, keys.theme(pin.not)], "not", ["pins", i], task);
  });
}

/** The refusal of two decisions of which only one can hold. */
export function contradiction(
  { name, lineOf }: DecisionsFile,
  first: DecisionPath,
  second: DecisionPath,
  what: string,
): UserError {
  const [one, other] = [lineOf(first), lineOf(second)].sort((a, b) => a - b);
  const message = `Expected one decision to ${what}, got two that contradict each other, on line ${one} and line ${other} of ${name}. Take one of them out.`;
  return new UserError("config", message);
}
