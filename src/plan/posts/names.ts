/** Whether words in a text are written as a name, and whether as a part of a longer one. */
import type { Span } from "../../text/sentences.js";
import { isStopWord } from "../../text/stop-words.js";
import type { Mention } from "./phrases.js";
import type { Prose } from "./prose.js";

/** A name is written as one in so much of its mentions, and so often at least. */
const MOSTLY = 0.8;
const LEAST_INSIDE = 2;
const SHORTEST = 3;
/** From this share of mentions on that are part of a longer name, a word is no name by itself. */
const MOST_HALF = 0.15;

/** A word by itself is a name where it is mostly written with a capital, in the middle of sentences too. */
export function isName(mentions: readonly Mention[], { vocabulary }: Prose): boolean {
  const inside = mentions.filter(({ block: { block, starts }, from }) => {
    const start = starts[from] ?? 0;
    return /[\p{L}\p{N},] $/u.test(block.text.slice(Math.max(0, start - 2), start));
  });
  const capital = inside.filter(isWrittenAsName);
  const [first] = mentions;
  const word = first === undefined ? "" : (vocabulary[first.block.words[first.from] ?? 0] ?? "");
  return word.length >= SHORTEST && inside.length >= LEAST_INSIDE && capital.length >= MOSTLY * inside.length;
}

export function isWrittenAsName({ block: { block, starts, ends }, from }: Mention): boolean {
  return /^\p{Lu}|\p{Ll}\p{Lu}|\p{L}\.\p{L}/u.test(block.text.slice(starts[from], ends[from]));
}

/** "Cory" in "Cory Klein" names somebody else than the post on Cory Zue; "National Park" in "Yellowstone National Park" one of many. */
export function isPartOfName(text: string, { start, end }: Span): boolean {
  if (!/^\p{Lu}/u.test(text.slice(start, end))) return false;
  const before = /(\p{Lu}\p{Ll}+) $/u.exec(text.slice(Math.max(0, start - 20), start))?.[1];
  // A sentence may begin with "When Cory" as well.
  const isAfterName = before !== undefined && !isStopWord(before.toLowerCase());
  return isAfterName || nextName(text, end) !== undefined;
}

/** The word with a capital right behind a place. */
function nextName(text: string, end: number): string | undefined {
  return /^ \p{Lu}\p{Ll}+/u.exec(text.slice(end))?.[0];
}

/** "Steve" in a post on "Steve Portigal" names a person whom other posts may not mean. */
export function isHalfName(mentions: readonly Mention[], title: string): boolean {
  const places = mentions.map(({ block: { block, starts, ends }, from }) => {
    return { text: block.text, start: starts[from] ?? 0, end: ends[from] ?? 0 };
  });
  const isTitled = places.some(({ text, end }) => {
    const next = nextName(text, end);
    return next !== undefined && title.includes(next);
  });
  const half = places.filter(({ text, ...span }) => isPartOfName(text, span));
  return isTitled || half.length > MOST_HALF * mentions.length;
}
