/** What is said of a change, in plain text: each page escapes it in its own way. */
import type {
  Account,
  Changes,
  PillarChange,
  PostChange,
  PostFate,
  PostPart,
  Shared,
  ThemeChange,
} from "../shapes/changes.js";
import { count, integer, list } from "./words.js";

export const NO_RUN_BEFORE =
  "There was no earlier run to compare with. The next run that changes something says here what.";

/** Fates of posts in the order in which they are told. */
const FATES: readonly PostFate[] = ["new", "edited", "moved", "cut", "gone"];

const FATE_WORDS: Readonly<Record<PostFate, string>> = {
  new: "new",
  edited: "edited",
  moved: "in other themes",
  cut: "cut otherwise",
  gone: "gone",
};

/** Themes that the line names; the others are counted. */
const NAMED = 3;

/** What changed in one sentence, as the console says it behind "Since the last run: ". */
export function changeLine(changes: Changes): string {
  const posts = FATES.flatMap((fate) => {
    const number = changes.posts.filter(({ change }) => change === fate).length;
    return number === 0 ? [] : [`${count(number, "post")} ${FATE_WORDS[fate]}`];
  });
  const themes = byWeight(changes.themes);
  const named = themes.slice(0, NAMED).map(shortly);
  const more = themes.length - named.length;
  const rest = more === 0 ? [] : [`${count(more, "other theme")} changed`];
  const pillars = changes.pillars.length === 0 ? [] : [`${count(changes.pillars.length, "pillar")} changed`];
  const all = [...posts, ...named, ...rest, ...pillars];
  return all.length === 0 ? "nothing changed." : `${all.join(", ")}, nothing else changed.`;
}

/** The sentence at the head of the page. */
export function accountSentence(account: Account): string {
  if (account.kind === "first") return NO_RUN_BEFORE;
  if (account.kind === "untold") return account.reason;
  return `Since the run before: ${changeLine(account)}`;
}

/** What most overturns a report first: themes that came, went, were divided or joined, then the names, then the sizes. */
function byWeight(themes: readonly ThemeChange[]): ThemeChange[] {
  const weight = ({ before, after, splitInto, mergedFrom, renamedBy, gained, lost }: ThemeChange): number => {
    if (before === undefined || after === undefined) return 3e9;
    if (splitInto.length + mergedFrom.length > 0) return 2e9;
    return (renamedBy === undefined ? 0 : 1e9) + Math.abs(gained - lost) + (gained + lost) / 1e6;
  };
  return themes.toSorted((a, b) => weight(b) - weight(a));
}

function shortly(change: ThemeChange): string {
  const [first] = themeFacts(change, { isShort: true });
  const { before, after, renamedBy } = change;
  if (before !== undefined && after !== undefined && renamedBy !== undefined && !isDividedOrJoined(change))
    return `${before.label} is called ${after.label} now`;
  return `${labelOf(change)} ${first ?? "changed"}`;
}

function isDividedOrJoined({ splitInto, mergedFrom }: ThemeChange): boolean {
  return splitInto.length + mergedFrom.length > 0;
}

/** The label of now, or of before where the theme is gone. */
export function labelOf({ before, after }: Pick<ThemeChange, "before" | "after">): string {
  const theme = after ?? before;
  if (theme === undefined) throw new Error("Expected a theme of one run at least, got one of neither.");
  return theme.label;
}

/**
 * What became of a theme, each in words that go on behind its label: "grew by 4 passages (23 to 27)".
 *
 * @param isShort without the figures that a line has no room for
 */
export function themeFacts(change: ThemeChange, { isShort = false } = {}): string[] {
  const { before, after, splitInto, mergedFrom, renamedBy, regrouped } = change;
  if (after === undefined) return [goneFact(change, isShort)];
  const joined = mergedFrom.length === 0 ? [] : [`took in ${sharedList(mergedFrom, isShort)}`];
  if (before === undefined) return [newFact(change, isShort), ...joined];
  return [
    ...(splitInto.length === 0 ? [] : [`was split: ${sharedList(splitInto, isShort)} came of it`]),
    ...joined,
    ...sizeFact(change, isShort),
    ...(renamedBy === undefined ? [] : [`was called “${before.label}” before; renamed by ${renamedBy}`]),
    ...(regrouped === undefined ? [] : [`went from the pillar “${regrouped.from}” to “${regrouped.to}”`]),
  ];
}

function newFact({ after, splitFrom }: ThemeChange, isShort: boolean): string {
  const from = splitFrom === undefined ? "" : `, split from ${sharedList([splitFrom], isShort)}`;
  return isShort || after === undefined
    ? `is new${from}`
    : `is new, with ${count(after.passages, "passage")}${from}`;
}

function goneFact({ before, mergedInto, splitInto }: ThemeChange, isShort: boolean): string {
  const size = isShort || before === undefined ? "" : ` (it had ${count(before.passages, "passage")})`;
  if (splitInto.length > 0) return `is gone${size}, split into ${sharedList(splitInto, isShort)}`;
  return mergedInto === undefined
    ? `is gone${size}`
    : `is gone${size}, merged into ${sharedList([mergedInto], isShort)}`;
}

function sizeFact({ before, after, gained, lost }: ThemeChange, isShort: boolean): string[] {
  if (before === undefined || after === undefined || gained + lost === 0) return [];
  const grown = gained - lost;
  const both = gained > 0 && lost > 0 ? `: ${integer(gained)} came, ${integer(lost)} left` : "";
  if (grown === 0) return [`has other passages${both}`];
  const size = isShort ? "" : ` (${integer(before.passages)} to ${integer(after.passages)})${both}`;
  const verb = grown > 0 ? "grew" : "shrank";
  return [`${verb} by ${count(Math.abs(grown), "passage")}${size}`];
}

/** "“Budgets” (4 passages) and “Hiring” (2 passages)". */
function sharedList(shared: readonly Shared[], isShort: boolean): string {
  return list(
    shared.map(({ label, passages }) =>
      isShort ? `“${label}”` : `“${label}” (${count(passages, "passage")})`,
    ),
  );
}

/** For a run that doesn't have the post. */
export const NO_PARTS = "–";

/** "Writing 3, Other 1". */
export function partsPhrase(parts: readonly PostPart[]): string {
  return parts.length === 0
    ? NO_PARTS
    : parts.map(({ label, passages }) => `${label} ${integer(passages)}`).join(", ");
}

/** "edited", "in other themes, by a new fit". */
export function postPhrase({ change, why }: PostChange): string {
  const words = FATE_WORDS[change];
  return why === undefined || change === "cut" ? words : `${words}, moved by ${why}`;
}

/** Posts as they are listed: by what became of them, and then as they stood. */
export function byFate(posts: readonly PostChange[]): PostChange[] {
  return FATES.flatMap((fate) => posts.filter(({ change }) => change === fate));
}

/** "The pillar Money is new". */
export function pillarSentence({ label, change, was }: PillarChange): string {
  if (change === "renamed") return `The pillar “${was ?? ""}” is called “${label}” now.`;
  return `The pillar “${label}” is ${change}.`;
}

/** Rows of a table of how many there were and are. */
export function tallyRows({ before, after }: Changes): [name: string, before: number, after: number][] {
  const rows: [string, number, number][] = [
    ["Posts", before.posts, after.posts],
    ["Passages", before.passages, after.passages],
    ["Passages in no theme", before.unplaced, after.unplaced],
    ["Themes", before.themes, after.themes],
    ["Pillars", before.pillars, after.pillars],
  ];
  return rows.filter(([, was, is]) => was + is > 0);
}
