/** A report of many passages, for what must stay small or quick: the sample's themes, texts of random words. */
import { createRandom } from "../../src/math/random.js";
import type { Report, ReportPassage, ReportPost } from "../../src/shapes/report.js";
import { without } from "./odd-reports.js";
import { planOf } from "../../src/plan/plan.js";
import { sampleReport } from "./sample-report.js";

const PASSAGES_PER_POST = 8;
const WORDS = 120;

/**
 * Words drawn from the given ones with the frequencies of a natural language (Zipf: the n-th has the weight 1/n).
 * Random order packs worse than prose, so what is small here is smaller in earnest.
 */
export function largeReport(passages: number, vocabulary: readonly string[]): Report {
  const random = createRandom(1);
  const sample = sampleReport();
  const weights = vocabulary.map((_, n) => 1 / (n + 1));
  const ends = weights.reduce<number[]>((sums, weight) => [...sums, (sums.at(-1) ?? 0) + weight], []);
  const total = ends.at(-1) ?? 1;
  const word = (): string => {
    const at = random.next() * total;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return vocabulary[low] ?? "word";
  };
  const posts: ReportPost[] = [];
  const all = Array.from({ length: passages }, (_, i): ReportPassage => {
    const post = Math.floor(i / PASSAGES_PER_POST);
    const theme = sample.themes[post % sample.themes.length];
    if (i % PASSAGES_PER_POST === 0) posts.push(postOf(post, sample, theme?.id ?? ""));
    const angle = 2 * Math.PI * random.next();
    const centre = ((post % sample.themes.length) + 0.5) / sample.themes.length;
    return {
      ...{
        id: random.next().toString(16).slice(2, 14),
        postId: `post-${post}`,
        ordinal: i % PASSAGES_PER_POST,
      },
      ...{
        headingPath: [],
        text: Array.from({ length: WORDS }, word).join(" "),
        start: 0,
        end: 700,
        words: WORDS,
      },
      ...(theme === undefined ? {} : { themeId: theme.id }),
      confidence: 0.9,
      x: Math.min(1, Math.max(0, centre + 0.12 * random.next() * Math.cos(angle))),
      y: Math.min(1, Math.max(0, 0.5 + 0.5 * random.next() * Math.sin(angle))),
    };
  });
  const counts = { ...sample.counts, passages, postsClustered: posts.length, postsIn: posts.length };
  const themes = sample.themes.map((theme) => ({
    ...theme,
    quotations: [],
    rankedPosts: [],
    plan: { ...without(theme.plan, "strongestPostId"), touchingPostIds: [] },
  }));
  const report = {
    ...sample,
    ...{ pillars: [], threads: [] },
    counts,
    themes,
    posts,
    passages: all,
  };
  return { ...report, plan: planOf(report) };
}

function postOf(post: number, sample: Report, themeId: string): ReportPost {
  const date = `${2015 + (post % 9)}-${String(1 + (post % 12)).padStart(2, "0")}-15`;
  return {
    ...{
      id: `post-${post}`,
      path: `posts/${post}.md`,
      title: `Post ${post} on ${sample.title}`,
      date,
      tags: ["a"],
    },
    ...{ passages: PASSAGES_PER_POST, words: PASSAGES_PER_POST * WORDS, href: `../posts/${post}.md` },
    themes: [{ themeId, passages: PASSAGES_PER_POST, words: PASSAGES_PER_POST * WORDS, share: 1 }],
  };
}
