/** Answers a query from the posts of a report, by meaning and by word. */
import { UserError } from "../errors.js";
import { at } from "../math/at.js";
import type { Context } from "../shapes/context.js";
import type { Closeness, FoundBy, Match } from "../shapes/exploration.js";
import {
  openArchive,
  postIn,
  type Archive,
  type ArchivePlace,
  type ArchivePost,
  type ArchiveTheme,
} from "./archive.js";
import { passesOf, type SearchFilters } from "./search-filters.js";

export interface SearchOptions extends ArchivePlace, SearchFilters {
  /** What to look for: a few words, or a question. */
  query: string;
  /** How many passages at most, 1…100. @default 10 */
  limit?: number;
}

/** A passage of the report that was found. */
export interface FoundPassage {
  passageId: string;
  post: ArchivePost;
  /** Absent where the passage is in none. */
  theme?: ArchiveTheme;
  /** Headings that it stands under, outermost first, joined with " > "; empty without any. */
  headingPath: string;
  /** What the post says, as plain prose. */
  text: string;
  /** UTF-16 offsets into the post's document. */
  start: number;
  end: number;
  /** Cosine to what was asked, −1…1. */
  similarity: number;
  /** The same in words, beside how near passages of the report are to one another. */
  closeness: Closeness;
  foundBy: FoundBy;
  /** Ids of the passages that say the same. */
  repeats: string[];
}

export interface Searched {
  query: string;
  /** Best first: what its meaning and its words find, fused. */
  found: FoundPassage[];
  /** False where the model knows nothing of the query; what is found then is found by its words alone. */
  understood: boolean;
}

const USUAL_RESULTS = 10;
export const MOST_FOUND = 100;

/**
 * The passages of a report that answer a query best.
 *
 * @throws UserError "config" where the folder holds no report, or for an empty query, a theme, tag or author that it has not, and
 *   months that are none; "model" where the run's embedder can't be had
 */
export async function search(options: SearchOptions, effects: Omit<Context, "random">): Promise<Searched> {
  checkQuery(options);
  const archive = await openArchive(options, effects, { needsFit: false });
  try {
    return await searchIn(archive, options);
  } finally {
    await archive.close();
  }
}

/** As `search`, in a report that is open. */
export async function searchIn(
  archive: Archive,
  options: Omit<SearchOptions, keyof ArchivePlace>,
): Promise<Searched> {
  const { query, limit = USUAL_RESULTS } = checkQuery(options);
  const passes = passesOf(archive, options);
  const answer = await archive.meaning().nearest({ query }, limit, passes);
  if (answer === undefined) throw new Error("Expected an answer to a query, got none.");
  return { query, found: foundOf(archive, answer.matches), understood: answer.understood };
}

function checkQuery<Options extends Pick<SearchOptions, "query" | "limit">>(options: Options): Options {
  const { query, limit = USUAL_RESULTS } = options;
  if (query.trim() === "")
    throw new UserError(
      "config",
      "Expected something to look for, got an empty text. Write a few words or a question.",
    );
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_FOUND)
    throw new UserError("config", `Expected a limit from 1 to ${MOST_FOUND}, got ${String(limit)}.`);
  return options;
}

/** Matches with all that is known of their passages. */
export function foundOf(archive: Archive, matches: readonly Match[]): FoundPassage[] {
  const positions = new Map(archive.passages.map(({ id }, position) => [id, position]));
  return matches.map(({ passageId, similarity, closeness, foundBy, repeats }) => {
    const position = positions.get(passageId);
    if (position === undefined) throw new Error(`Expected the passage "${passageId}" in the report.`);
    const { postId, headingPath, text, start, end, themeId } = at(archive.passages, position);
    const theme = archive.themes.find(({ id }) => id === themeId);
    return {
      ...{ passageId, post: postIn(archive, postId), headingPath, text, start, end },
      ...(theme && { theme }),
      ...{ similarity, closeness, foundBy, repeats },
    };
  });
}
