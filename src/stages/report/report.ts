import { at } from "../../math/at.js";
import { relative } from "node:path";
import { groupBy } from "../../text/group.js";
import { isWebAddress, pathToHref, safeHref } from "../../text/links.js";
import { monthsBetween } from "../../text/months.js";
import { planRow, type CollectionSpan } from "../../plan/coverage.js";
import { quotationsFor } from "./quotations.js";
import { dayNumber } from "../../text/days.js";
import type { Block, Removed } from "../../shapes/block.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { Context } from "../../shapes/context.js";
import type { ModelIdentity } from "../../shapes/embeddings.js";
import type { MapPoints } from "../../shapes/map-points.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post, Skipped } from "../../shapes/post.js";
import type {
  PostThemeShare,
  Report,
  ReportPassage,
  ReportPost,
  ReportTheme,
  ThemePost,
} from "../../shapes/report.js";
import type { Subtheme, Theme } from "../../shapes/theme.js";

export interface ReportInput {
  /** Every post that ingest delivered, in canonical order, also those of which cleaning left nothing. */
  posts: Post[];
  /** What cleaning left; needed to trace a shortened quotation to the very characters in the source. */
  blocks: Block[];
  /** In the order of the clustering's rows. */
  passages: Passage[];
  /** From every stage: what could not be read, and what was empty after cleaning. */
  skipped: Skipped[];
  removed: Removed[];
  clustering: Clustering;
  /** `themes[i]` describes cluster `i` of the clustering; the report sorts them by `number`. */
  themes: Theme[];
  map: MapPoints;
  identity: ModelIdentity;
  /** Why this embedder was taken. */
  modelReason: string;
  notes: string[];
}

export interface ReportOptions {
  /** Heading of the report. */
  title: string;
  /** Absolute path of the report folder: links to posts are written relative to it. */
  out: string;
  /** Version of this program. */
  version: string;
}

/** Puts everything a reader is shown into one plain view model. Pure; the same input gives the same report. */
export function buildReport(input: ReportInput, options: ReportOptions, context: Context): Report {
  context.signal.throwIfAborted();
  checkShapes(input);
  const passages = input.passages.map((passage, row) => reportPassage(passage, row, input));
  const passagesOfPost = groupBy(passages, (passage) => passage.postId);
  const clustered = input.posts.filter((post) => passagesOfPost.has(post.id));
  const posts = clustered.map((post) => reportPost(post, passagesOfPost.get(post.id) ?? [], options.out));
  const skipped = [...input.skipped, ...lostPosts(input, passagesOfPost)];
  const collection = collectionSpan(posts);
  const postsSkipped = skipped.filter((row) => row.post).length;
  return {
    title: options.title,
    generator: { name: "throughline", version: options.version },
    model: input.identity,
    modelReason: input.modelReason,
    counts: {
      postsIn: posts.length + postsSkipped,
      postsClustered: posts.length,
      postsSkipped,
      passages: passages.length,
      duplicates: passages.filter((passage) => passage.duplicateOf !== undefined).length,
      unplaced: passages.filter((passage) => passage.themeId === undefined).length,
      themes: input.themes.length,
      words: sumWords(passages),
    },
    ...collection,
    months:
      collection.firstDate === undefined || collection.lastDate === undefined
        ? []
        : monthsBetween(collection.firstDate, collection.lastDate),
    choice: input.clustering.choice,
    evidence: input.clustering.evidence,
    notes: input.notes,
    themes: reportThemes(input, passages, posts, collection),
    posts,
    passages,
    removed: input.removed,
    skipped,
  };
}

/** A shape that does not fit is a fault of the program: better a loud end than quotations under the wrong theme. */
function checkShapes({ passages, clustering, themes, map }: ReportInput): void {
  const rows = { labels: clustering.assignment.length, x: map.x.length, y: map.y.length };
  for (const [name, length] of Object.entries(rows)) {
    if (length !== passages.length) {
      throw new Error(`Expected ${passages.length} ${name}, one per passage, got ${length}.`);
    }
  }
  if (themes.length !== clustering.k) {
    throw new Error(`Expected ${clustering.k} themes, one per cluster, got ${themes.length}.`);
  }
}

function reportPassage(
  passage: Passage,
  row: number,
  { clustering, themes, map }: ReportInput,
): ReportPassage {
  const ofRow = (numbers: Int32Array | Float32Array): number => numbers[row] ?? Number.NaN;
  const numbers = { confidence: ofRow(clustering.confidence), x: ofRow(map.x), y: ofRow(map.y) };
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isFinite(value))
      throw new Error(`Expected a finite ${name} for passage ${passage.id}, got ${value}.`);
  }
  const { id, postId, ordinal, headingPath, text, start, end, words, duplicateOf } = passage;
  const theme = themes[ofRow(clustering.assignment)];
  const subtheme = subthemeOf(row, clustering, themes);
  const second = themes[theme === undefined ? ofRow(clustering.nearest) : ofRow(clustering.second)];
  return {
    ...{ id, postId, ordinal, headingPath, text, start, end, words },
    ...(theme === undefined ? {} : { themeId: theme.id }),
    ...(theme === undefined || subtheme === undefined ? {} : { subthemeId: subtheme.id }),
    ...(second === undefined ? {} : { secondThemeId: second.id }),
    ...(theme === undefined ? { unplacedReason: at(clustering.reasons, row) } : {}),
    ...(duplicateOf === undefined ? {} : { duplicateOf }),
    ...numbers,
  };
}

/** The sub-theme of a row: sub-themes are numbered over all themes, in the order of the themes. */
function subthemeOf(
  row: number,
  { assignment, subthemes }: Clustering,
  themes: readonly Theme[],
): Subtheme | undefined {
  const sub = at(subthemes.assignment, row);
  const theme = at(assignment, row);
  if (sub < 0 || theme < 0) return undefined;
  return themes[theme]?.subthemes[sub - subthemes.parents.indexOf(theme)];
}

function reportPost(post: Post, passages: readonly ReportPassage[], out: string): ReportPost {
  const { id, path, record, title, url, author, tags } = post;
  const date = dayNumber(post.date) === undefined ? undefined : post.date;
  return {
    ...{ id, path, title, tags },
    ...(record === undefined ? {} : { record }),
    ...(date === undefined ? {} : { date }),
    ...(url === undefined ? {} : { url }),
    ...(author === undefined ? {} : { author }),
    passages: passages.length,
    words: sumWords(passages),
    themes: themeShares(passages),
    href: hrefOf(post, out),
  };
}

/** The post on the web where it has an address there, else its file, relative to the report folder. */
function hrefOf(post: Post, out: string): string {
  const url = post.url !== undefined && isWebAddress(post.url) ? safeHref(post.url) : undefined;
  return url ?? pathToHref(relative(out, post.file).replaceAll("\\", "/"));
}

function sumWords(passages: readonly { words: number }[]): number {
  return passages.reduce((sum, { words }) => sum + words, 0);
}

/** Each theme's part in a post by words, largest first; in reading order where equal. The shares sum to 1. */
function themeShares(passages: readonly ReportPassage[]): PostThemeShare[] {
  const placed = passages.filter((passage) => passage.themeId !== undefined);
  const words = sumWords(placed);
  return [...groupBy(placed, (passage) => passage.themeId ?? "")]
    .map(([themeId, group]) => {
      const share = words === 0 ? group.length / placed.length : sumWords(group) / words;
      return { themeId, passages: group.length, words: sumWords(group), share };
    })
    .sort((a, b) => b.share - a.share);
}

function collectionSpan(posts: readonly ReportPost[]): CollectionSpan {
  const dates = posts.flatMap((post) => post.date ?? []).sort();
  const [firstDate, lastDate] = [dates[0], dates.at(-1)];
  return firstDate === undefined || lastDate === undefined ? {} : { firstDate, lastDate };
}

/** Posts without a passage of which no stage has said why: posts in = posts clustered + posts skipped, always. */
function lostPosts(input: ReportInput, passagesOfPost: ReadonlyMap<string, unknown>): Skipped[] {
  const key = (path: string, place: string): string => JSON.stringify([path, place]);
  const explained = new Set(input.skipped.filter((row) => row.post).map((row) => key(row.path, row.place)));
  return input.posts
    .filter((post) => !passagesOfPost.has(post.id) && !explained.has(key(post.path, post.record ?? "")))
    .map(({ path, record }) => ({
      path,
      place: record ?? "",
      reason: "no passage was left of it",
      post: true,
    }));
}

function reportThemes(
  input: ReportInput,
  passages: readonly ReportPassage[],
  posts: readonly ReportPost[],
  collection: CollectionSpan,
): ReportTheme[] {
  const ranked = rankedPosts(posts);
  const postsById = new Map(posts.map((post) => [post.id, post]));
  const findPost = (id: string): ReportPost => {
    const found = postsById.get(id);
    if (found === undefined) throw new Error(`Expected a passage's post "${id}" among the posts.`);
    return found;
  };
  const passagesOfTheme = groupBy(passages, (passage) => passage.themeId ?? "");
  const passagesById = new Map(input.passages.map((passage) => [passage.id, passage]));
  const blocksOfPost = groupBy(input.blocks, (block) => block.postId);
  return input.themes
    .map((theme) => {
      const own = (passagesOfTheme.get(theme.id) ?? []).toSorted((a, b) => b.confidence - a.confidence);
      const find = (id: string): Passage[] => [passagesById.get(id) ?? []].flat();
      const rankedOfTheme = ranked.get(theme.id) ?? [];
      return {
        ...theme,
        quotations: quotationsFor(
          theme,
          theme.exemplars.flatMap(find),
          own.filter((passage) => passage.duplicateOf === undefined).flatMap((passage) => find(passage.id)),
          (postId) => blocksOfPost.get(postId) ?? [],
        ),
        rankedPosts: rankedOfTheme,
        plan: planRow(theme, rankedOfTheme, findPost, collection),
      };
    })
    .sort((a, b) => a.number - b.number);
}

/** Per theme its posts, the largest share first, then the more words, then in canonical order. */
function rankedPosts(posts: readonly ReportPost[]): Map<string, ThemePost[]> {
  const ranked = new Map<string, ThemePost[]>();
  for (const post of posts) {
    for (const { themeId, passages, words, share } of post.themes) {
      const list = ranked.get(themeId) ?? [];
      list.push({ postId: post.id, passages, words, share });
      ranked.set(themeId, list);
    }
  }
  for (const list of ranked.values()) list.sort((a, b) => b.share - a.share || b.words - a.words);
  return ranked;
}
