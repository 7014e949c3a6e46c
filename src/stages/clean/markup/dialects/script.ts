/** Finds where scripts that stand in a text end, without parsing them: by brackets, outside of strings and comments. */

/** Attempts that found no end may cost this much for each character of the text, all together. */
const WASTE = 2;
const LONGEST_SCRIPT = 50_000;
const SHORTEST_LOOK = 200;

/** How far a search may go, so that the searches that fail cost no more than the text is long. */
export class Reach {
  readonly #length: number;
  #left: number;

  constructor(length: number) {
    this.#length = length;
    this.#left = length * WASTE + LONGEST_SCRIPT;
  }

  /** Up to where a search that begins at `from` may look. */
  from(from: number): number {
    const reach = this.#left > 0 ? LONGEST_SCRIPT : SHORTEST_LOOK;
    return Math.min(this.#length, from + reach);
  }

  /** A search was in vain. */
  failed(from: number, to: number): void {
    this.#left -= to - from;
  }
}

/** Behind a string in quotes that begins at `from`; `from` itself where the sign is an apostrophe. */
function stringEnd(text: string, from: number, limit: number): number {
  const quote = text.charAt(from);
  if (/[\p{L}\p{N}]/u.test(text.charAt(from - 1))) return from;
  for (let i = from + 1; i < limit; i++) {
    const char = text.charAt(i);
    if (char === "\\") i++;
    else if (char === quote) return i + 1;
    else if (char === "\n") return from;
  }
  return from;
}

/** Behind a comment that begins at `from`; `from` where none does. */
function commentEnd(text: string, from: number, limit: number): number {
  if (text.startsWith("/*", from)) {
    const end = text.slice(from + 2, limit).indexOf("*/");
    return end < 0 ? limit : from + 2 + end + 2;
  }
  if (!text.startsWith("//", from) || !/[\s;{}(),]/.test(text.charAt(from - 1))) return from;
  const end = text.slice(from, limit).indexOf("\n");
  return end < 0 ? limit : from + end;
}

/**
 * Walks over a script from `from` to at most `limit`.
 *
 * @param opening the brackets that count, such as `{` alone; their partners close them.
 * @param isEnd asked behind each character that is in no string and no bracket.
 * @returns the offset at which `isEnd` was true, or −1.
 */
export function walkScript(
  text: string,
  from: number,
  limit: number,
  opening: "{" | "{[(",
  isEnd: (offset: number) => boolean,
): number {
  const closing = opening === "{" ? "}" : "}])";
  const open: string[] = [];
  for (let i = from; i < limit; i++) {
    const char = text.charAt(i);
    if (open.at(-1) === "`") {
      if (char === "\\") i++;
      else if (char === "`") open.pop();
      else if (text.startsWith("${", i)) open.push(text.charAt(++i));
    } else if (char === "\\") {
      i++;
    } else if (char === '"' || char === "'") {
      i = Math.max(i, stringEnd(text, i, limit) - 1);
    } else if (char === "/") {
      i = Math.max(i, commentEnd(text, i, limit) - 1);
    } else if (opening.includes(char) || char === "`") {
      open.push(char);
    } else if (closing.includes(char)) {
      open.pop();
    }
    if (open.length === 0 && isEnd(i + 1)) return i + 1;
  }
  return -1;
}

/** Behind the brace that closes the one at `from`; −1 where there is none. */
export function behindBraces(text: string, from: number, reach: Reach): number {
  const limit = reach.from(from);
  const end = walkScript(text, from, limit, "{", () => true);
  if (end < 0) reach.failed(from, limit);
  return end;
}
