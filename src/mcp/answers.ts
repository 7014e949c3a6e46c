/** What the tools answer, from a report that is open. */
import { UserError } from "../errors.js";
import { at } from "../math/at.js";
import { selectRows } from "../math/matrix.js";
import { cell, type Row } from "../run/folder.js";
import { postIn, type Archive, type ArchivePost } from "../search/archive.js";
import { checkIn } from "../search/check.js";
import type { Checked } from "../search/checked.js";
import { nearPosts } from "../search/near-posts.js";
import { foundOf, searchIn, type SearchOptions } from "../search/search.js";
import { themeMeant } from "../decisions/theme-meant.js";
import { ofPosts, passageAnswer, postAnswer, themeAnswer } from "./of-posts.js";

export async function searchAnswer(archive: Archive, asked: Omit<SearchOptions, "folder">) {
  const { found, understood } = await searchIn(archive, asked);
  return { understood, passages: found.map(passageAnswer) };
}

/** Posts that an answer on a theme names, and passages that one on a post holds. */
const MOST_POSTS = 20;
const MOST_PASSAGES = 40;

/** All themes in short, or one with all that the report says of it. */
export async function themesAnswer(archive: Archive, name: string | undefined) {
  const rows = await archive.report.table("themes.csv", [
    "theme_id",
    "level",
    "parent_id",
    "number",
    "theme",
  ]);
  const themes = rows.filter((each) => cell(each, "level") === "theme");
  if (name === undefined) return { themes: themes.map(themeInShort) };
  const { id } = themeMeant(name, archive.themes);
  const own = themes.find((each) => cell(each, "theme_id") === id);
  if (own === undefined) throw new Error(`Expected the theme "${id}" in themes.csv.`);
  const parts = rows.filter((each) => cell(each, "level") === "sub-theme" && cell(each, "parent_id") === id);
  const posts = (await archive.report.table("post_themes.csv", ["post_id", "theme_id", "share"])).filter(
    (each) => cell(each, "theme_id") === id,
  );
  const plan = await archive.report.table("plan.csv", ["theme_id", "group"]);
  return {
    ...themeInShort(own),
    ...numbers(own, ["words", "stability", "cohesion"]),
    ...{ first_seen: cell(own, "first_seen"), last_seen: cell(own, "last_seen") },
    sub_themes: parts.map(themeInShort),
    plan: plan.filter((each) => cell(each, "theme_id") === id).map(planRow),
    most_about_it: posts
      .sort((a, b) => Number(cell(b, "share")) - Number(cell(a, "share")))
      .slice(0, MOST_POSTS)
      .map((each) => ({
        share_of_post: Number(cell(each, "share")),
        post: postAnswer(postIn(archive, cell(each, "post_id"))),
      })),
  };
}

function themeInShort(theme: Row) {
  return {
    theme_id: cell(theme, "theme_id"),
    ...numbers(theme, ["number", "passages", "posts", "share"]),
    trend: cell(theme, "trend"),
    ...ofPosts({
      label: cell(theme, "theme"),
      about: cell(theme, "about"),
      terms: cell(theme, "terms").split("; "),
    }),
  };
}

/** Those of a row that are there. */
function numbers(row: Row, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => (cell(row, name) === "" ? [] : [[name, Number(cell(row, name))]])),
  );
}

/** A post with its passages, from one of them on. */
export async function postsAnswer(archive: Archive, name: string, from: number) {
  const post = postMeant(archive, name);
  const own = archive.passages.filter(({ postId }) => postId === post.id);
  const shares = await archive.report.table("post_themes.csv", ["post_id", "theme_id", "share"]);
  const themes = shares.filter((each) => cell(each, "post_id") === post.id);
  const shown = own.slice(from, from + MOST_PASSAGES);
  return {
    ...postAnswer(post),
    themes: themes.map((each) => ({
      ...{ theme_id: cell(each, "theme_id"), share: Number(cell(each, "share")) },
      ...ofPosts({ label: cell(each, "theme") }),
    })),
    ...{ passages_in_all: own.length, from },
    passages: shown.map(({ id, start, end, themeId, headingPath, text }) => ({
      ...{ passage_id: id, start, end },
      ...(themeId !== undefined && { theme_id: themeId }),
      ...ofPosts({ heading_path: headingPath, text }),
    })),
  };
}

/**
 * The post that somebody means: by id, path, address or title.
 *
 * @throws UserError "config" where there is none, or more than one
 */
function postMeant(archive: Archive, name: string): ArchivePost {
  const wanted = name.trim().toLowerCase();
  const posts = [...archive.posts.values()];
  const found = posts.filter(({ id, path, url = "", title }) =>
    [id, path, url, title].some((own) => own.toLowerCase() === wanted && wanted !== ""),
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const got =
    found.length === 0
      ? "that no post has"
      : `that ${found.length} posts have: ${found.map(({ id }) => id).join(", ")}`;
  throw new UserError(
    "config",
    `Expected the id, path, address or title of a post, got one ${got}. The tool "search" finds posts.`,
  );
}

/** What is near to a passage, to a post, or to a text. */
export async function neighboursAnswer(
  archive: Archive,
  {
    passage,
    post,
    text,
  }: { passage?: string | undefined; post?: string | undefined; text?: string | undefined },
  limit: number,
) {
  if ([passage, post, text].filter((each) => each !== undefined).length !== 1)
    throw new UserError("config", "Expected one of `passage`, `post` and `text`, got none or more than one.");
  if (post !== undefined) return { posts: postsNear(archive, postMeant(archive, post), limit) };
  const target = passage === undefined ? { text: text ?? "" } : { passageId: passage };
  const near = await archive.meaning().nearest(target, limit);
  if (near === undefined)
    throw new UserError(
      "config",
      'Expected the id of a passage, got one that no passage has. The tool "search" gives ids.',
    );
  return { understood: near.understood, passages: foundOf(archive, near.matches).map(passageAnswer) };
}

function postsNear(archive: Archive, { id }: ArchivePost, limit: number) {
  const { embeddings } = archive.vectors.adapted;
  const all = [...archive.passages.keys()];
  const isOwn = (i: number): boolean => at(archive.passages, i).postId === id;
  const [own, others] = [all.filter(isOwn), all.filter((i) => !isOwn(i))];
  const words = own.map((i) => at(archive.passages, i).words);
  const passages = others.map((i) => at(archive.passages, i));
  return nearPosts(selectRows(embeddings, own), words, { passages, vectors: selectRows(embeddings, others) })
    .slice(0, limit)
    .map(({ postId, whole, best }) => ({
      ...{ similarity: whole, similarity_of_nearest_passages: best },
      post: postAnswer(postIn(archive, postId)),
    }));
}

/** As `throughline check`, with what comes from posts and from the draft set apart. */
export async function checkAnswer(archive: Archive, text: string) {
  const checked: Checked = await checkIn(archive, { text });
  const { draft, alreadyIn, themes, unplaced, repeats, fresh, links, tags, neighbours, notes } = checked;
  return {
    draft: { paragraphs: draft.paragraphs, words: draft.words },
    already_in: alreadyIn.map(postAnswer),
    themes: themes.map(({ share, confidence, words, ...theme }) => ({
      ...themeAnswer(theme),
      share,
      confidence,
      words,
    })),
    share_in_no_theme: unplaced,
    repeats: repeats.map(({ post, text: own, quotation, passageId, isVerbatim, ...rest }) => ({
      ...{ ...rest, passage_id: passageId, is_nearly_word_for_word: isVerbatim, post: postAnswer(post) },
      ...ofPosts({ in_the_draft: own, quotation }),
    })),
    new_paragraphs: fresh.map(({ paragraph, unseen, nearest, text: own }) => ({
      ...{ paragraph, share_of_words_in_no_post: unseen },
      ...(nearest && {
        nearest: {
          similarity: nearest.similarity,
          closeness: nearest.closeness,
          post: postAnswer(nearest.post),
        },
      }),
      ...ofPosts({ in_the_draft: own }),
    })),
    links: links.map(({ post, anchor, sentence, similarity, closeness }) => ({
      ...{ similarity, closeness, post: postAnswer(post) },
      ...ofPosts({ anchor, sentence }),
    })),
    tags: tags.map(({ tag, posts, share }) => ({ posts, share, ...ofPosts({ tag }) })),
    neighbours: neighbours.map(({ post, similarity }) => ({ similarity, post: postAnswer(post) })),
    notes,
  };
}

/** What to do next, and the rows of `plan.csv`. */
export async function planAnswer(archive: Archive, group: string | undefined) {
  const rows = await archive.report.table("plan.csv", ["theme_id", "theme", "group"]);
  const groups = [...new Set(rows.map((each) => cell(each, "group")))].sort();
  const proposals = await archive.report.table("proposals.csv", ["proposal", "kind", "what", "why"]);
  return {
    groups,
    ...(group === undefined && { proposals: proposals.map(proposalRow) }),
    rows: rows.filter((each) => group === undefined || cell(each, "group") === group).map(planRow),
  };
}

/** Its words name themes and titles of posts, which are content. */
function proposalRow(row: Row) {
  const ids = (name: string): string[] =>
    cell(row, name)
      .split("; ")
      .filter((id) => id !== "");
  const [what, why, doubt] = ["what", "why", "doubt"].map((name) => cell(row, name));
  return {
    ...{ proposal: cell(row, "proposal"), kind: cell(row, "kind"), effort: cell(row, "effort") },
    ...{ theme_ids: ids("theme_ids"), post_ids: ids("post_ids") },
    ...ofPosts({ what, why, doubt }),
  };
}

function planRow(row: Row) {
  const said = (name: string): object => (cell(row, name) === "" ? {} : { [name]: cell(row, name) });
  return {
    ...{ theme_id: cell(row, "theme_id"), group: cell(row, "group"), trend: cell(row, "trend") },
    ...{ ...said("last_covered"), ...said("strongest_post_id") },
    ...numbers(row, ["posts", "days_since", "posts_per_year", "strongest_share", "touching_posts"]),
    ...ofPosts({ theme: cell(row, "theme"), strongest_post: cell(row, "strongest_post") }),
  };
}
