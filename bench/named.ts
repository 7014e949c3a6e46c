/** Themes with their names, as a run makes them of passages; and how good the names are. */
import { at } from "../src/math/at.js";
import { measureNames, type NamedRun, type Names } from "../src/evaluation/names.js";
import { embedNew } from "../src/pipeline/embed-new.js";
import { findThemesAmong, type Themes } from "../src/pipeline/themes.js";
import { normalizeConfig } from "../src/run/config.js";
import type { Granularity } from "../src/shapes/clustering.js";
import type { Context } from "../src/shapes/context.js";
import type { Passage } from "../src/shapes/passage.js";
import type { Post } from "../src/shapes/post.js";
import { openBuiltin } from "../src/stages/embed/builtin/builtin.js";
import { chunk } from "../src/stages/chunk/chunk.js";
import { clean } from "../src/stages/clean/clean.js";
import { ingest } from "../src/stages/ingest/ingest.js";
import { readersWith } from "../src/kinds.js";

export interface Collection {
  posts: Post[];
  passages: Passage[];
}

export interface Named extends Collection {
  found: Themes;
  names: Names;
  /** The same measure where each theme is called by its two first terms. */
  twoTerms: Names;
}

/** The posts of a folder, cut into passages. */
export async function readFolder(folder: string, context: Context): Promise<Collection> {
  const config = normalizeConfig({ paths: [folder], embedder: "builtin" });
  const { posts } = await ingest(config.paths, { ...config, readers: readersWith({}) }, context);
  const { blocks } = await clean(posts, config, context);
  return { posts, passages: await chunk(blocks, { passageWords: config.passageWords }, context) };
}

/** Finds and names the themes of a collection, by the built-in embedder. */
export async function named(
  { posts, passages }: Collection,
  granularity: Granularity,
  context: Context,
): Promise<Named> {
  const embedder = await openBuiltin();
  const config = normalizeConfig({ paths: ["."], embedder: "builtin", granularity });
  const found = await findThemesAmong(
    { posts, passages, embedder, config, timed: async (_, step) => step() },
    context,
  );
  if (found.fit === undefined) throw new Error("Expected a new fit.");
  const none = { passages: [], rows: new Int32Array(0) };
  const { vectorOf } = await embedNew(found.fit, none, embedder, context);
  const { assignment } = found.described.clustering;
  const run: NamedRun = {
    themes: found.themes,
    passages: passages.map(({ postId, text, duplicateOf }, i) => {
      const theme = at(assignment, i);
      const themeId = theme < 0 ? undefined : at(found.themes, theme).id;
      return { postId, text, themeId, duplicate: duplicateOf !== undefined };
    }),
  };
  const vectors = { embeddings: found.embeddings, vectorOf };
  const byTerms = found.themes.map((theme) => ({ ...theme, label: twoTermsOf(theme) }));
  return {
    ...{ posts, passages, found },
    names: await measureNames(run, vectors),
    twoTerms: await measureNames({ ...run, themes: byTerms }, vectors),
  };
}

function twoTermsOf({ terms }: { terms: readonly { text: string }[] }): string {
  return terms
    .slice(0, 2)
    .map(({ text }) => text)
    .join(" and ");
}

/** At most this share of the posts of a labelled set may be in no theme. */
const MOST_OTHER = 0.05;

export const NAMES_HEAD =
  "| collection | themes | label as query | by two terms | chance | two-part | fit, median and least | Other: passages | Other: posts |\n" +
  "|---|---|---|---|---|---|---|---|---|";

/** @param target true where Other has its target */
export function namesRow(
  name: string,
  { posts, passages, found, names, twoTerms }: Named,
  target: boolean,
): string {
  const { assignment } = found.described.clustering;
  const placed = new Set(passages.filter((_, i) => at(assignment, i) >= 0).map(({ postId }) => postId));
  const other = (part: number, whole: number): number => 1 - part / whole;
  const ofPosts = other(placed.size, posts.length);
  const ofPassages = other(assignment.filter((theme) => theme >= 0).length, passages.length);
  const cells = [
    name,
    String(found.themes.length),
    ...[names.asQuery, twoTerms.asQuery, names.chance].map((value) => value?.toFixed(3) ?? "–"),
    percent(names.twoPart),
    `${names.fit?.median.toFixed(2) ?? "–"}, ${names.fit?.least.toFixed(2) ?? "–"}`,
    percent(ofPassages),
    `${percent(ofPosts)}${target ? ` (target ${percent(MOST_OTHER)}: ${ofPosts <= MOST_OTHER ? "met" : "missed"})` : ""}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
