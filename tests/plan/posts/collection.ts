/** A small collection made by hand, with the vectors of a model that knows words and no meaning: texts are near that share them. */
import { normalizeRows, row, zeros } from "../../../src/math/matrix.js";
import type { Block } from "../../../src/shapes/block.js";
import type { Embeddings } from "../../../src/shapes/embeddings.js";
import type { Passage } from "../../../src/shapes/passage.js";
import type { Post } from "../../../src/shapes/post.js";
import { nearestPosts } from "../../../src/plan/posts/nearest-posts.js";
import type { NearPost, Report, ReportPost } from "../../../src/shapes/report.js";
import { shinglesOf } from "../../../src/text/shingles.js";
import { countWords, wordsOf } from "../../../src/text/words.js";
import { sampleReport } from "../../helpers/sample-report.js";

/** A post as a test writes it: paragraphs, each of them a passage. */
export interface Written {
  id: string;
  title: string;
  path?: string;
  date?: string;
  url?: string;
  tags?: string[];
  paragraphs: string[];
  /** What stands before the text. */
  front?: string;
}

export interface Collection {
  posts: Post[];
  blocks: Block[];
  passages: Passage[];
  embeddings: Embeddings;
  report: Report;
  near: Record<string, NearPost[]>;
}

const DIMS = 256;

export function collectionOf(written: readonly Written[]): Collection {
  const posts = written.map(postOf);
  const blocks = written.flatMap((post) => blocksOf(post));
  const passages = blocks.map(({ postId, text, start, end }, i): Passage => {
    return {
      id: `${postId}-${i}`,
      postId,
      ordinal: i,
      headingPath: [],
      text,
      start,
      end,
      words: countWords(text),
    };
  });
  const embeddings = embeddingsOf(passages);
  const near = nearestPosts(passages, embeddings);
  return { posts, blocks, passages, embeddings, near, report: reportOf(written, passages) };
}

/** Words of a filler in which every word is another one, so that it is near to nothing. */
export function filler(name: string, words: number): string {
  const [first = "", ...others] = Array.from(name);
  const capital = `${first.toUpperCase()}${others.join("")}`;
  return `${capital} ${Array.from({ length: words - 1 }, (_, i) => `${name}${String.fromCharCode(97 + (i % 26))}${i}x`).join(" ")}.`;
}

function sourceOf({ front = "", paragraphs }: Written): string {
  return `${front}${paragraphs.join("\n\n")}`;
}

function postOf(written: Written): Post {
  const { id, title, path = `posts/${id}.md`, date, url, tags = [], front = "" } = written;
  return {
    ...{ id, title, path, file: `/${path}`, tags, format: "markdown", source: sourceOf(written) },
    ...{ bodyStart: front.length, links: [], captions: [] },
    ...(date !== undefined && { date }),
    ...(url !== undefined && { url }),
  };
}

/** The prose of Markdown in which nothing but links is marked up, with the offset of each character. */
function blocksOf(written: Written): Block[] {
  let at = (written.front ?? "").length;
  return written.paragraphs.map((paragraph): Block => {
    const start = at;
    at += paragraph.length + 2;
    const kept = [...paragraph.matchAll(/\[([^\]]*)\]\([^)]*\)|[^[]+/g)].flatMap(
      ({ 0: whole, 1: text, index }) =>
        text === undefined ? [{ text: whole, from: index }] : [{ text, from: index + 1 }],
    );
    const offsets = kept.flatMap(({ text, from }) =>
      Array.from({ length: text.length }, (_, i) => start + from + i),
    );
    return {
      ...{
        postId: written.id,
        kind: "paragraph",
        headingPath: [],
        text: kept.map(({ text }) => text).join(""),
      },
      ...{ start, end: start + paragraph.length, offsets: Uint32Array.from(offsets) },
    };
  });
}

function embeddingsOf(passages: readonly Passage[]): Embeddings {
  const matrix = zeros(passages.length, DIMS);
  passages.forEach(({ text }, i) => {
    const vector = row(matrix, i);
    for (const word of wordsOf(text)) {
      for (const hash of shinglesOf([word], 1)) vector[hash % DIMS] = (vector[hash % DIMS] ?? 0) + 1;
    }
  });
  return { ...normalizeRows(matrix), unknown: [], modelKey: "words" };
}

function reportOf(written: readonly Written[], passages: readonly Passage[]): Report {
  const sample = sampleReport();
  const [theme] = sample.themes;
  if (theme === undefined) throw new Error("Expected a theme in the sample.");
  const posts = written.map(({ id, title, path = `posts/${id}.md`, date, url, tags = [] }): ReportPost => {
    const own = passages.filter(({ postId }) => postId === id);
    const words = own.reduce((sum, passage) => sum + passage.words, 0);
    return {
      ...{ id, title, path, tags, passages: own.length, words, href: url ?? path },
      ...(date !== undefined && { date }),
      ...(url !== undefined && { url }),
      themes: [{ themeId: theme.id, passages: own.length, words, share: 1 }],
    };
  });
  const dates = written.flatMap(({ date }) => date ?? []).sort();
  const last = dates.at(-1);
  return {
    ...sample,
    ...{ posts, skipped: [], threads: [], pillars: [] },
    ...(last !== undefined && { lastDate: last }),
    passages: passages.map((passage) => ({ ...passage, themeId: theme.id, confidence: 1, x: 0, y: 0 })),
    themes: [
      {
        ...theme,
        subthemes: [],
        quotations: [],
        plan: { ...theme.plan, strongestPostId: posts[0]?.id ?? "" },
      },
    ],
  };
}
