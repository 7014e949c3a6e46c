/** A realistic report made by hand: 20 posts over two years, about 80 passages, six themes, hostile texts among them. */
import { createRandom } from "../../src/math/random.js";
import { planOf } from "../../src/plan/plan.js";
import { buildReport, type ReportInput, type ReportOptions } from "../../src/stages/report/report.js";
import type { Block } from "../../src/shapes/block.js";
import type { Clustering } from "../../src/shapes/clustering.js";
import type { Context } from "../../src/shapes/context.js";
import type { Passage } from "../../src/shapes/passage.js";
import type { Post } from "../../src/shapes/post.js";
import type { Report } from "../../src/shapes/report.js";
import type { MonthCount, Pillar, Theme, Thread } from "../../src/shapes/theme.js";
import { HOSTILE, SAMPLE_THEMES } from "./sample-texts.js";

interface SamplePost {
  title: string;
  date?: string;
  url?: string;
  /** Theme of each passage, −1 for one that finds no theme. */
  themes: number[];
}

const POSTS: readonly SamplePost[] = [
  { title: "Nobody asked for this change", date: "2023-02-08", themes: [0, 0, 0, 3] },
  {
    title: "The spreadsheet that was our product",
    date: "2023-03-01",
    themes: [1, 1, 1, 1],
    url: "https://example.org/mvp?a=1&b=(2)",
  },
  { title: "Now, next, never", date: "2023-03-22", themes: [2, 2, 2] },
  { title: "What the stand-up is for", date: "2023-04-19", themes: [3, 3, 3, 5] },
  { title: "Forty charts and no answer", date: "2023-05-10", themes: [4, 4, 4, 1] },
  { title: HOSTILE.script, date: "2023-06-07", themes: [0, 0, 4, 0, 0] },
  {
    title: "Experiments that can fail",
    date: "2023-07-05",
    themes: [1, 1, 1, 4],
    url: "javascript:alert(4)",
  },
  { title: "The grief curve of a reorganisation", date: "2023-08-23", themes: [0, 0, 0, 0, 2] },
  { title: HOSTILE.pipe, date: "2023-09-20", themes: [2, 2, 1, 2] },
  { title: "Delete every meeting once a year", date: "2023-10-11", themes: [3, 3, 3] },
  { title: "A year of nothing happening", date: "2023-11-15", themes: [1, 1, 1, 1, -1] },
  { title: HOSTILE.override, date: "2024-01-10", themes: [0, 3, 0] },
  { title: "Pick one number", date: "2024-02-07", themes: [4, 4, 4, 4] },
  {
    title: "Confidence instead of dates",
    date: "2024-03-13",
    themes: [2, 2, 2, 0],
    url: "https://example.org/p/confidence",
  },
  { title: HOSTILE.formula, date: "2024-04-17", themes: [1, 1, 5, 1] },
  { title: "Protect the first team", date: "2024-05-22", themes: [0, 0, 0, 0] },
  { title: "Landing pages lie", date: "2024-07-03", themes: [1, 1, 1, -1] },
  { title: HOSTILE.separator, date: "2024-09-04", themes: [4, 4, 1, 4, 4] },
  { title: "The problem before the solution", date: "2024-11-20", themes: [0, 0, 0, 1, 1] },
  { title: "Notes without a date", themes: [3, 3, -1, 5] },
];

/** Where each theme lies on the map. */
const CENTRES = [
  [0.25, 0.7],
  [0.72, 0.75],
  [0.35, 0.3],
  [0.12, 0.4],
  [0.75, 0.3],
  [0.5, 0.5],
] as const;

function round(value: number): number {
  return Math.fround(Math.min(1, Math.max(0, value)));
}

interface Drawn {
  label: number;
  text: string;
  heading: string[];
}

/** The texts of a post's passages: three or four sentences of the theme, further on in its list each time. */
function drawTexts(): Drawn[][] {
  const used = SAMPLE_THEMES.map(() => 0);
  return POSTS.map((post, postIndex) =>
    post.themes.map((label, ordinal) => {
      const heading = ordinal < 2 ? [] : [`Part ${ordinal}`, ...(postIndex === 5 ? [HOSTILE.image] : [])];
      if (label < 0)
        return { label, text: "Thanks to everybody who wrote in last week, and happy reading.", heading };
      const sentences = SAMPLE_THEMES[label]?.sentences ?? [];
      const at = used[label] ?? 0;
      const length = postIndex % 7 === 0 && ordinal === 1 ? 7 : 3 + Math.floor(at / sentences.length);
      used[label] = at + 1;
      const text = Array.from({ length }, (_, i) => sentences[(at * 7 + i) % sentences.length] ?? "").join(
        " ",
      );
      return {
        label,
        text: postIndex === 5 && ordinal === 4 ? `${HOSTILE.script} ${HOSTILE.image} ${text}` : text,
        heading,
      };
    }),
  );
}

/** The parts that the stages before would deliver, in their shapes. */
export function sampleInput(): ReportInput {
  const random = createRandom(7);
  const posts: Post[] = [];
  const blocks: Block[] = [];
  const passages: Passage[] = [];
  const labels: number[] = [];
  const [x, y]: [number[], number[]] = [[], []];
  drawTexts().forEach((drawn, index) => {
    const { title, date, url } = POSTS[index] ?? { title: "" };
    const id = `post${String(index + 1).padStart(2, "0")}`;
    let source = `# ${title}\n`;
    drawn.forEach(({ label, text, heading }, ordinal) => {
      source += `\n${heading.map((name) => `## ${name}\n\n`).join("")}`;
      const start = source.length;
      source += `${text}\n`;
      const end = start + text.length;
      const place = { postId: id, headingPath: heading, text, start, end };
      blocks.push({ ...place, kind: "paragraph", offsets: Uint32Array.from(text, (_, i) => start + i) });
      const repeated = passages.find((passage) => passage.text === text);
      passages.push({
        ...place,
        id: `${id}-p${ordinal}`,
        ordinal,
        words: text.split(/\s+/).length,
        ...(repeated === undefined ? {} : { duplicateOf: repeated.id }),
      });
      labels.push(label);
      const [cx, cy] = CENTRES[label] ?? [random.next(), random.next()];
      x.push(round(cx + random.normal() * 0.06));
      y.push(round(cy + random.normal() * 0.06));
    });
    posts.push({
      id,
      path: `posts/${String(index + 1).padStart(2, "0")} essay (draft).md`,
      file: `/site/posts/${String(index + 1).padStart(2, "0")} essay (draft).md`,
      title,
      ...(date === undefined ? {} : { date }),
      ...(url === undefined ? {} : { url }),
      tags: index % 3 === 0 ? ["product", "@teams"] : [],
      format: "markdown",
      source,
      bodyStart: 0,
      links: [],
      captions: [],
    });
  });
  const clustering = sampleClustering(labels);
  return {
    posts,
    blocks,
    passages,
    skipped: [
      { path: "posts/broken.csv", place: "row 12", reason: "a quotation mark is never closed", post: true },
      { path: "posts/\u202Etxt.exe", place: "", reason: "bytes that are no UTF-8 at 3041", post: true },
      { path: "posts/01 essay (draft).md", place: "front matter", reason: "invalid YAML", post: false },
    ],
    removed: [
      {
        reason: "repeated across posts",
        text: "Subscribe | it's =free",
        count: 19,
        posts: 19,
        example: "posts/02 essay (draft).md",
      },
    ],
    clustering,
    themes: SAMPLE_THEMES.map((_, index) => sampleTheme(index, posts, passages, labels)),
    pillars: samplePillars(passages, labels),
    threads: [sampleThread(passages, labels)],
    map: { x: Float32Array.from(x), y: Float32Array.from(y) },
    identity: {
      embedder: "builtin",
      kind: "the built-in model",
      model: "tfidf-svd",
      revision: "1",
      dtype: "fp32",
      pooling: "none",
      dims: 128,
    },
    modelReason:
      "The sentence-transformer is not on this computer and can't be reached, so the built-in model was taken.",
    notes: ["One post has no date; it counts in everything but the timeline."],
  };
}

/** Two themes to a pillar. */
function samplePillars(passages: readonly Passage[], labels: readonly number[]): Pillar[] {
  const placed = labels.filter((value) => value >= 0).length;
  return ["Product and change", "People", "Numbers"].map((label, p): Pillar => {
    const own = passages.filter(
      (_, row) => Math.floor((labels[row] ?? -1) / 2) === p && (labels[row] ?? -1) >= 0,
    );
    return {
      ...{ id: `pillar-${p}`, number: p + 1, label, terms: [] },
      themeIds: [`theme-${2 * p}`, `theme-${2 * p + 1}`],
      passages: own.length,
      posts: new Set(own.map(({ postId }) => postId)).size,
      words: own.reduce((sum, { words }) => sum + words, 0),
      share: own.length / placed,
    };
  });
}

/** The first passage of every theme. */
function sampleThread(passages: readonly Passage[], labels: readonly number[]): Thread {
  const rows = SAMPLE_THEMES.map((_, theme) => labels.indexOf(theme));
  return {
    ...{ id: "thread-0", label: `Candour ${HOSTILE.image}`, source: "subject" },
    passageIds: rows.map((row) => passages[row]?.id ?? ""),
    posts: new Set(rows.map((row) => passages[row]?.postId)).size,
    themes: SAMPLE_THEMES.map((_, theme) => ({ id: `theme-${theme}`, passages: 1 })),
  };
}

function sampleClustering(labels: readonly number[]): Clustering {
  const k = SAMPLE_THEMES.length;
  return {
    assignment: Int32Array.from(labels),
    nearest: Int32Array.from(labels, (label) => Math.max(0, label)),
    second: Int32Array.from(labels, (label) => (Math.max(0, label) + 1) % k),
    confidence: Float32Array.from(labels, (label, row) => (label < 0 ? 0.01 : 0.2 + (row % 7) / 10)),
    reasons: labels.map((label) => (label < 0 ? "too far from every theme" : "")),
    centroids: { data: new Float32Array(k * 2), rows: k, dims: 2 },
    k,
    stability: Float32Array.from({ length: k }, (_, theme) => 0.9 - theme / 10),
    subthemes: {
      assignment: new Int32Array(labels.length).fill(-1),
      parents: new Int32Array(0),
      centroids: { data: new Float32Array(0), rows: 0, dims: 2 },
    },
    evidence: [2, 3, 4, 5, 6, 7, 8, 10, 12].map((candidate) => ({
      k: candidate,
      silhouette: 0.24 - Math.abs(candidate - 6) * 0.02,
      stability: 0.9 - Math.abs(candidate - 6) * 0.03,
      readability: Math.max(0, 1 - Math.abs(candidate - 6) * 0.1),
      score: Math.max(0, 0.95 - Math.abs(candidate - 6) * 0.14),
    })),
    choice: "Nine numbers of themes from 2 to 12 were tried; 6 ranked best on the three indices together.",
  };
}

function sampleTheme(
  index: number,
  posts: readonly Post[],
  passages: readonly Passage[],
  labels: readonly number[],
): Theme {
  const { label, terms, sentences } = SAMPLE_THEMES[index] ?? { label: "", terms: [], sentences: [] };
  const own = passages.filter((_, row) => labels[row] === index);
  const postIds = new Set(own.map((passage) => passage.postId));
  const dates = posts.flatMap((post) => (postIds.has(post.id) ? (post.date ?? []) : [])).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  const placed = labels.filter((value) => value >= 0).length;
  return {
    id: `theme-${index}`,
    number: index + 1,
    slug: `${String(index + 1).padStart(2, "0")}-${label.toLowerCase().replaceAll(" ", "-")}`,
    label,
    pillarId: `pillar-${Math.floor(index / 2)}`,
    fit: 0.6,
    labelSource: "keyword",
    terms: terms.map((text, rank) => ({ text, weight: 1 - rank / 10 })),
    topWords: [...new Set(terms.flatMap((text) => text.toLowerCase().split(" ")))].map((text, rank) => ({
      text,
      weight: 1 - rank / 25,
    })),
    exemplars: own
      .filter((_, rank) => rank % 3 === 0)
      .slice(0, 5)
      .map((passage) => passage.id),
    about: sentences[1] ?? "",
    passages: own.length,
    posts: postIds.size,
    words: own.reduce((sum, passage) => sum + passage.words, 0),
    share: own.length / placed,
    cohesion: 0.61 - index / 50,
    stability: 0.9 - index / 10,
    subthemes: [],
    related: SAMPLE_THEMES.flatMap((_, other) =>
      other === index ? [] : [{ id: `theme-${other}`, similarity: 0.5 - Math.abs(other - index) / 12 }],
    ).sort((a, b) => b.similarity - a.similarity),
    ...(first === undefined ? {} : { firstSeen: first }),
    ...(last === undefined ? {} : { lastSeen: last }),
    months: monthCounts(own, posts),
  };
}

function monthCounts(own: readonly Passage[], posts: readonly Post[]): MonthCount[] {
  const months = new Map<string, MonthCount>();
  for (const post of posts) {
    const here = own.filter((passage) => passage.postId === post.id);
    if (post.date === undefined || here.length === 0) continue;
    const month = post.date.slice(0, 7);
    const before = months.get(month) ?? { month, passages: 0, posts: 0, words: 0 };
    const words = here.reduce((sum, passage) => sum + passage.words, before.words);
    months.set(month, { month, passages: before.passages + here.length, posts: before.posts + 1, words });
  }
  return [...months.values()];
}

export const SAMPLE_OPTIONS: ReportOptions = {
  title: "Themes of a newsletter",
  out: "/site/output",
  version: "0.1.0",
};

/** A context whose files and log are never used: building a report needs nothing from outside. */
export function quietContext(): Context {
  const refuse = async (): Promise<never> => Promise.reject(new Error("A report reads no files."));
  const silent = (): void => undefined;
  return {
    files: { read: refuse, lstat: refuse, readdir: refuse, realpath: refuse },
    log: {
      info: silent,
      warn: silent,
      debug: silent,
      progress: () => ({ advance: silent, done: silent }),
    },
    random: createRandom(1),
    signal: new AbortController().signal,
  };
}

export function sampleReport(change: (input: ReportInput) => ReportInput = (input) => input): Report {
  const built = buildReport(change(sampleInput()), SAMPLE_OPTIONS, quietContext());
  return { ...built, plan: planOf(built) };
}
