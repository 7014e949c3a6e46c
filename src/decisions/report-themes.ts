/** The themes of a report folder, to be decided about by the name that a person gives them. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.js";
import { nodeFiles } from "../io/files.js";
import { cell, openRunFolder, type Row, type RunFolder } from "../run/folder.js";
import type { PassageRef, PostRef, SplitPart, ThemeEntry } from "../shapes/decisions.js";
import { openingWords } from "../text/opening-words.js";

export { themeMeant } from "./theme-meant.js";

export interface ListedTheme {
  id: string;
  number: number;
  /** `NN-slug`. */
  slug: string;
  label: string;
  /** What it will be called after the next run, where that is decided. */
  decided?: string;
  pillar: string;
  about: string;
  terms: string;
  passages: number;
  posts: number;
  subthemes: { id: string; label: string; passages: number }[];
}

export interface ListedReport {
  themes: ListedTheme[];
  passages: readonly Row[];
  posts: readonly Row[];
  /** Of the plan, in its order; none where the report has no plan. */
  proposals: readonly ProposalRef[];
}

/** A proposal by its key, with what it said. */
export interface ProposalRef {
  proposal: string;
  label?: string;
}

/**
 * @throws UserError "config" where the folder holds no report
 */
export async function readReport(out: string, entries: readonly ThemeEntry[]): Promise<ListedReport> {
  const folder = await openRunFolder(out, { files: nodeFiles() });
  return {
    themes: await readThemes(folder, entries),
    passages: await folder.table("passages.csv", ["passage_id", "post_id", "theme_id", "text"]),
    posts: await folder.table("posts.csv", ["post_id", "path", "title"]),
    proposals: await proposalsIn(folder, out),
  };
}

const THEME_COLUMNS = ["theme_id", "level", "parent_id", "number", "theme", "passages"];

/**
 * The themes alone.
 *
 * @throws UserError "config" where their table is missing or broken
 */
export async function readThemes(folder: RunFolder, entries: readonly ThemeEntry[]): Promise<ListedTheme[]> {
  const rows = await folder.table("themes.csv", THEME_COLUMNS);
  return rows
    .filter((row) => cell(row, "level") === "theme")
    .map((row): ListedTheme => {
      const id = cell(row, "theme_id");
      const decided = entries.find((entry) => entry.id === id)?.rename;
      const subs = rows.filter((sub) => cell(sub, "level") === "sub-theme" && cell(sub, "parent_id") === id);
      return {
        id,
        number: Number(cell(row, "number")),
        slug: cell(row, "page").replace(/^themes\/|\.md$/g, ""),
        label: cell(row, "theme"),
        ...(decided !== undefined && { decided }),
        ...{ pillar: cell(row, "pillar"), about: cell(row, "about"), terms: cell(row, "terms") },
        ...{ passages: Number(cell(row, "passages")), posts: Number(cell(row, "posts")) },
        subthemes: subs.map((sub) => ({
          id: cell(sub, "theme_id"),
          label: cell(sub, "theme"),
          passages: Number(cell(sub, "passages")),
        })),
      };
    });
}

const PROPOSALS = "proposals.csv";

async function proposalsIn(folder: RunFolder, out: string): Promise<ProposalRef[]> {
  if (!existsSync(join(out, PROPOSALS))) return [];
  const rows = await folder.table(PROPOSALS, ["proposal", "what"]);
  return rows.map((row) => ({ proposal: cell(row, "proposal"), label: cell(row, "what") }));
}

const A_KEY = /^[a-z]+( [\w-]+)+$/;

/**
 * The proposal that a person means: by its number in the plan, or by its key, also that of one which is not made now.
 *
 * @throws UserError "config" where it is neither
 */
export function proposalMeant(name: string, proposals: readonly ProposalRef[]): ProposalRef {
  const wanted = name.trim();
  const found = proposals.find(({ proposal }, i) => proposal === wanted || String(i + 1) === wanted);
  if (found !== undefined) return found;
  if (A_KEY.test(wanted)) return { proposal: wanted };
  const todo = "Both stand in plan.md and proposals.csv.";
  throw new UserError(
    "config",
    `Expected a proposal by its number in the plan, 1 to ${proposals.length}, or by its key, got "${name}". ${todo}`,
  );
}

/** How a passage is named in the file of decisions. */
export function passageRef(row: Row): PassageRef {
  return { id: cell(row, "passage_id"), text: openingWords(cell(row, "text")) };
}

/**
 * The passage or post that a person means: by the beginning of its id, the path or the title of a post, or the beginning of any of them.
 *
 * @throws UserError "config" where there is none, or more than one
 */
export function pinMeant(
  name: string,
  { passages, posts }: ListedReport,
): { passage: PassageRef } | { post: PostRef } {
  const wanted = name.trim().toLowerCase();
  const begins = (row: Row, column: string): boolean => cell(row, column).toLowerCase().startsWith(wanted);
  const is = (row: Row, column: string): boolean => cell(row, column).toLowerCase() === wanted;
  const postRefs = (test: typeof is) =>
    posts
      .filter((row) => test(row, "post_id") || test(row, "path") || test(row, "title"))
      .map((row) => ({
        post: { id: cell(row, "post_id"), path: cell(row, "path"), title: cell(row, "title") },
      }));
  const passageRefs = (test: typeof is) =>
    passages
      .filter((row) => test(row, "passage_id") || test(row, "text"))
      .map((row) => ({ passage: passageRef(row) }));
  const exact = [...passageRefs(is), ...postRefs(is)];
  const found = exact.length > 0 || wanted === "" ? exact : [...passageRefs(begins), ...postRefs(begins)];
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const got = found.length === 0 ? "names nothing" : `names ${found.length} of them`;
  throw new UserError(
    "config",
    `Expected a passage by its id or opening words, or a post by its id, path or title, got "${name}", which ${got}. They stand in passages.csv and posts.csv.`,
  );
}

/**
 * @throws UserError "config" where it is no passage that a person named
 */
export function passageMeant(name: string, report: ListedReport): PassageRef {
  const found = pinMeant(name, { ...report, posts: [] });
  if ("passage" in found) return found.passage;
  throw new UserError("config", `Expected a passage by its id or opening words, got "${name}".`);
}

/** Passages that are written down with a part, so that it can be found again when the sub-theme is gone. */
const EXAMPLES = 5;

/** A theme's sub-themes as parts of a split; the largest goes on as the theme. */
export function partsBySubthemes({ subthemes, label }: ListedTheme, { passages }: ListedReport): SplitPart[] {
  if (subthemes.length < 2) {
    const message = `Expected a theme with sub-themes, got “${label}”, which has none. Split it by passages: --name <name> --passages <ids…>.`;
    throw new UserError("config", message);
  }
  return subthemes.map((sub, place) => ({
    name: sub.label,
    ...(place === 0 && { stays: true as const }),
    subtheme: sub.label,
    passages: passages
      .filter((row) => cell(row, "subtheme_id") === sub.id && cell(row, "duplicate_of") === "")
      .toSorted((a, b) => Number(cell(b, "confidence")) - Number(cell(a, "confidence")))
      .slice(0, EXAMPLES)
      .map(passageRef),
  }));
}
