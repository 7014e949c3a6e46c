/** From a decision to another text of `themes.yaml`. Nothing is written here; the same text and decision give the same text. */
import { themeInWords } from "../text/decision-words.js";
import { UserError } from "../errors.js";
import type { Decision, Decisions, PinEntry, SplitPart, ThemeEntry, ThemeRef } from "../shapes/decisions.js";
import { checkConflicts } from "../stages/reconcile/replay/conflicts.js";
import { grafted } from "./graft.js";
import { readDecisions } from "./read.js";
import { DecisionsTree } from "./tree.js";

const HEADER =
  "# What you decided about your themes: read by every run, written by `throughline themes` and by you.\n";

/**
 * The text with a decision taken down. Comments, order, blank lines and every line that the decision doesn't touch stay as they
 * are.
 *
 * @param text of the file; undefined where there is none yet
 * @param name of the file, as shown to people
 * @throws UserError "config" where the file holds a mistake, or where the decision contradicts one that it holds
 */
export function edited(text: string | undefined, decision: Decision, name: string): string {
  const before = readDecisions(text ?? HEADER, name);
  checkConflicts(before);
  const tree = new DecisionsTree(before.document);
  apply(decision, before.decisions, tree);
  const after = grafted(text ?? HEADER, before.document.toString({ lineWidth: 0 }));
  checkConflicts(readDecisions(after, name));
  return after;
}

function apply(decision: Decision, decisions: Decisions, tree: DecisionsTree): void {
  switch (decision.do) {
    case "note":
      if ("pillar" in decision.on) setInPillar(decision.on.pillar, "note", decision.note, decisions, tree);
      else setInTheme(decision.on, { note: decision.note }, decisions, tree);
      break;
    case "rename pillar":
      setInPillar(decision.pillar, "rename", decision.name, decisions, tree);
      break;
    case "order":
      order(decision.themes, decisions, tree);
      break;
    case "merge":
      merge(decision, decisions, tree);
      break;
    case "split":
      split(decision, decisions, tree);
      break;
    case "pin":
      pin(decision, decisions, tree);
      break;
    case "declare":
      declare(decision, decisions, tree);
      break;
    case "boilerplate":
      boilerplate(decision, decisions, tree);
      break;
    case "dismiss":
      dismiss(decision, decisions, tree);
      break;
    default:
      setInTheme(decision.theme, valuesOf(decision), decisions, tree);
  }
}

type OfTheme = Extract<
  Decision,
  { do: "rename" | "about" | "colour" | "pillar" | "hide" | "finish" | "evergreen" }
>;
type Values = Partial<Record<Exclude<keyof ThemeEntry, "id" | "label">, string | number | boolean | null>>;

/** What a decision on one theme sets in its entry; null takes a key out. */
function valuesOf(decision: OfTheme): Values {
  switch (decision.do) {
    case "rename":
      return { rename: decision.name };
    case "about":
      return { about: decision.about };
    case "colour":
      return { colour: decision.colour };
    case "pillar":
      return { pillar: decision.pillar };
    case "hide":
      return { hidden: decision.on || null };
    case "finish":
      return decision.on ? { finished: true, evergreen: null } : { finished: null };
    case "evergreen":
      return decision.on ? { evergreen: true, finished: null } : { evergreen: null };
  }
}

/** Whether two refs name the same theme, as far as the refs themselves tell. */
export function sameTheme(a: ThemeRef, b: ThemeRef): boolean {
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id;
  return a.label !== undefined && b.label !== undefined && same(a.label, b.label);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** A theme may have several entries: a key is changed where it stands, a new one goes into the first. */
function setInTheme(theme: ThemeRef, values: Values, { themes }: Decisions, tree: DecisionsTree): void {
  const own = themes.flatMap((entry, i) =>
    sameTheme(entry, theme) ? [{ entry, i, map: tree.entry("themes", i) }] : [],
  );
  const added: Values = {};
  for (const [key, value] of Object.entries(values)) {
    const standing = own.filter(({ map }) => map.has(key));
    const [first] = standing.length > 0 ? standing : own;
    if (first === undefined) added[key as keyof Values] = value;
    else tree.set(first.map, key, value ?? undefined);
  }
  const kept = Object.entries(added).filter(([, value]) => value !== null);
  if (kept.length > 0) tree.add("themes", { ...theme, ...Object.fromEntries(kept) });
  for (const { map, i } of own.toReversed()) {
    if (map.items.every((item) => ["id", "label"].includes(String(item.key)))) tree.remove("themes", i);
  }
}

function setInPillar(
  pillar: string,
  key: "rename" | "note",
  value: string | null,
  { pillars }: Decisions,
  tree: DecisionsTree,
): void {
  const at = pillars.findIndex((entry) => same(entry.pillar, pillar) || same(entry.rename ?? "", pillar));
  if (at < 0) {
    if (value !== null) tree.add("pillars", { pillar, [key]: value });
    return;
  }
  const map = tree.entry("pillars", at);
  tree.set(map, key, value ?? undefined);
  if (map.items.length === 1) tree.remove("pillars", at);
}

function order(themes: readonly ThemeRef[], decisions: Decisions, tree: DecisionsTree): void {
  for (let i = decisions.order.length - 1; i >= 0; i--) tree.remove("order", i);
  for (const theme of themes) tree.add("order", { ...theme });
}

function merge(
  { into, themes }: Extract<Decision, { do: "merge" }>,
  decisions: Decisions,
  tree: DecisionsTree,
): void {
  const [itself] = themes.filter((theme) => sameTheme(theme, into));
  if (itself !== undefined || themes.length === 0) {
    const got = itself === undefined ? "none" : themeInWords(itself);
    throw new UserError("config", `Expected other themes to merge into ${themeInWords(into)}, got ${got}.`);
  }
  const at = decisions.merge.findIndex((entry) => sameTheme(entry.into, into));
  if (at < 0) {
    tree.add("merge", { into: { ...into }, themes: themes.map((theme) => ({ ...theme })) });
    return;
  }
  const held = decisions.merge[at]?.themes ?? [];
  const added = themes.filter((theme) => !held.some((other) => sameTheme(other, theme)));
  tree.append(tree.entry("merge", at), "themes", added);
}

function split(
  { theme, into }: Extract<Decision, { do: "split" }>,
  decisions: Decisions,
  tree: DecisionsTree,
): void {
  const at = decisions.split.findIndex((entry) => sameTheme(entry, theme));
  if (into === null) {
    if (at >= 0) tree.remove("split", at);
    return;
  }
  // One more part that is shown by examples joins those that the theme is split into already.
  const held = decisions.split[at]?.into ?? [];
  const isAdded = into.every(({ subtheme, stays }) => subtheme === undefined && stays !== true);
  const kept = isAdded ? held.filter(({ name }) => !into.some((part) => same(part.name, name))) : [];
  const entry = { ...theme, into: [...kept, ...into].map(asWritten) };
  if (at < 0) tree.add("split", entry);
  else tree.replace("split", at, { ...entry, ...noteOf(decisions.split[at]) });
}

/** The keys of a part in the order in which people read them. */
function asWritten({ name, stays, subtheme, passages, phrases }: SplitPart): SplitPart {
  return {
    name,
    ...(stays && { stays }),
    ...(subtheme !== undefined && { subtheme }),
    ...(passages && { passages }),
    ...(phrases && { phrases }),
  };
}

function noteOf(entry: { note?: string } | undefined): { note?: string } {
  return entry?.note === undefined ? {} : { note: entry.note };
}

function pin(
  { what, to, not }: Extract<Decision, { do: "pin" }>,
  decisions: Decisions,
  tree: DecisionsTree,
): void {
  const gone = decisions.pins.flatMap((entry, i) => {
    if (!what.some((one) => samePinned(entry, one))) return [];
    const isKept = to !== undefined && entry.not !== undefined && !sameTheme(entry.not, to);
    const isOther = not !== undefined && (entry.not ? !sameTheme(entry.not, not) : !isTheme(entry.to, not));
    return isKept || isOther ? [] : [i];
  });
  for (const i of gone.toReversed()) tree.remove("pins", i);
  if (to === undefined && not === undefined) return;
  for (const one of what) {
    tree.add("pins", { ...one, ...(to ? { to: { ...to } } : { not: { ...not } }) });
  }
}

function isTheme(one: ThemeRef | undefined, other: ThemeRef): boolean {
  return one !== undefined && sameTheme(one, other);
}

/** Whether a pin is on this passage or post. */
function samePinned(entry: PinEntry, one: Pick<PinEntry, "passage" | "post">): boolean {
  const sameRef = (a: object | undefined, b: object | undefined): boolean => {
    if (a === undefined || b === undefined) return false;
    const [known, other] = [a as Record<string, string>, b as Record<string, string>];
    const first = ["id", "path", "text", "title"].find(
      (key) => known[key] !== undefined && other[key] !== undefined,
    );
    return first !== undefined && known[first] === other[first];
  };
  return sameRef(entry.passage, one.passage) || sameRef(entry.post, one.post);
}

function declare(
  { name, phrases }: Extract<Decision, { do: "declare" }>,
  decisions: Decisions,
  tree: DecisionsTree,
): void {
  const at = decisions.declare.findIndex((entry) => same(entry.name, name));
  if (phrases === null) {
    if (at >= 0) tree.remove("declare", at);
    return;
  }
  const entry = { name, ...(phrases.length > 0 && { phrases: [...phrases] }) };
  if (at < 0) tree.add("declare", entry);
  else tree.replace("declare", at, { ...entry, ...noteOf(decisions.declare[at]) });
}

function boilerplate(
  { text, rule }: Extract<Decision, { do: "boilerplate" }>,
  decisions: Decisions,
  tree: DecisionsTree,
): void {
  const own = decisions.boilerplate.flatMap(({ keep, remove }, i) => ((keep ?? remove) === text ? [i] : []));
  for (const i of own.toReversed()) tree.remove("boilerplate", i);
  if (rule !== null) tree.add("boilerplate", { [rule]: text });
}

function dismiss(
  { proposal, label, until, on }: Extract<Decision, { do: "dismiss" }>,
  decisions: Decisions,
  tree: DecisionsTree,
): void {
  const at = decisions.dismiss.findIndex((entry) => entry.proposal === proposal);
  if (!on) {
    if (at >= 0) tree.remove("dismiss", at);
    return;
  }
  const entry = { proposal, ...(label !== undefined && { label }), ...(until !== undefined && { until }) };
  if (at < 0) tree.add("dismiss", entry);
  else tree.replace("dismiss", at, { ...entry, ...noteOf(decisions.dismiss[at]) });
}
