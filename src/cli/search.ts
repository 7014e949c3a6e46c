import { UserError } from "../errors.js";
import { consoleLog, printable } from "../io/console.js";
import { nodeFiles } from "../io/files.js";
import { silentLog } from "../io/silent-log.js";
import { quoted } from "../render/asking-words.js";
import { visiblePath } from "../render/text.js";
import { count, decimal, integer } from "../render/words.js";
import { postPhrase } from "../render/asking-words.js";
import type { ArchivePlace } from "../search/archive.js";
import { search, type FoundPassage, type Searched } from "../search/search.js";
import type { Log } from "../shapes/context.js";
import { printableJson, rounded } from "./summary.js";

/** The options that every command takes that asks a report. */
export interface AskFlags {
  out: string;
  store?: string;
  modelDir?: string;
  debug?: boolean;
}

/** The options of `throughline search` as the command line gives them. */
export interface SearchFlags extends AskFlags {
  theme?: string[];
  tag?: string[];
  author?: string[];
  from?: string;
  to?: string;
  limit?: string;
  json?: boolean;
}

/** Which report is asked, and how its warnings are told. */
export function askedOf({ out, store, modelDir, debug }: AskFlags): {
  place: ArchivePlace;
  log: Log;
  signal: AbortSignal;
} {
  const log = consoleLog({ quiet: true, debug: debug ?? false, stream: process.stderr });
  return {
    place: {
      folder: out,
      ...(store !== undefined && { store }),
      ...(modelDir !== undefined && { modelDir }),
    },
    log: { ...silentLog, warn: (message: string) => log.warn(message) },
    signal: new AbortController().signal,
  };
}

/** `throughline search`: passages that answer a query, on standard output. */
export async function printFound(query: string, flags: SearchFlags): Promise<void> {
  const { theme, tag, author, from, to, limit, json } = flags;
  const { place, log, signal } = askedOf(flags);
  const searched = await search(
    {
      ...{ ...place, query },
      ...(theme && { themes: theme }),
      ...(tag && { tags: tag }),
      ...(author && { authors: author }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(limit !== undefined && { limit: wholeNumber(limit) }),
    },
    { files: nodeFiles(), log, signal },
  );
  const text =
    json === true ? printableJson(rounded(searched)) : foundLines(searched).map(printable).join("\n");
  process.stdout.write(`${text}\n`);
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new UserError("config", `Expected --limit to be a whole number, got "${text}".`);
}

const MOST_CHARACTERS = 400;

function foundLines({ query, found, understood }: Searched): string[] {
  const how = understood ? "" : " The model knows none of its words: they were looked for as they stand.";
  if (found.length === 0)
    return [`Nothing found for ${quoted(query)}.${how} Try other words, or fewer filters.`];
  return [
    `${count(found.length, "passage")} for ${quoted(query)}, best first.${how}`,
    ...found.flatMap((each, i) => ["", ...passageLines(each, i + 1)]),
    "",
    "How near a passage is to the query is told beside how near the report's passages are to one another, with the cosine (−1 to 1).",
  ];
}

const FOUND_BY = { words: "by its words", meaning: "by its meaning", both: "by its words and its meaning" };

function passageLines(found: FoundPassage, number: number): string[] {
  const { post, theme, text, similarity, closeness, foundBy, start, end, repeats, headingPath } = found;
  const place = headingPath === "" ? "" : ` › ${headingPath}`;
  const file = [visiblePath(post.path), post.record].filter((part) => part !== undefined).join(", ");
  const again = repeats.length === 0 ? "" : `; said again in ${count(repeats.length, "passage")}`;
  return [
    `${String(number).padStart(2)}  ${postPhrase(post)}${place}`,
    `    ${quoted(text, MOST_CHARACTERS)}`,
    `    ${closeness} (${decimal(similarity, 2)}), found ${FOUND_BY[foundBy]}${again}`,
    `    ${theme === undefined ? "in no theme" : `theme ${theme.number}, ${theme.label}`}; ${file}, characters ${integer(start)}–${integer(end)}`,
  ];
}
