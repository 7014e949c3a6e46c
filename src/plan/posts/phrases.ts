/** Phrases that name what one post is about, and every place in the prose where one stands. */
import type { ReportPost } from "../../shapes/report.js";
import type { Prose, ProseBlock } from "./prose.js";

/** Words of a phrase. */
const LONGEST = 4;

/** Where a phrase comes from; a title tells most. */
export type PhraseSource = "title" | "tag";

export interface Mention {
  /** Position in the posts. */
  post: number;
  block: ProseBlock;
  /** First word in the block, and how many there are. */
  from: number;
  length: number;
}

export interface Phrase {
  words: readonly number[];
  /** Positions of the posts that it was taken from, and what of them. */
  sources: ReadonlyMap<number, PhraseSource>;
  /** In the order of the posts and of the text. */
  mentions: Mention[];
}

/** The phrases of titles and tags with their mentions; where two begin at one word the longer one counts. */
export function phrasesOf(posts: readonly Omit<ReportPost, "themes">[], prose: Prose): Phrase[] {
  const phrases = new Map<string, Phrase & { sources: Map<number, PhraseSource> }>();
  const add = (words: readonly number[], post: number, source: PhraseSource): void => {
    const key = words.join(" ");
    const known = phrases.get(key) ?? { words, sources: new Map(), mentions: [] };
    if (!known.sources.has(post)) known.sources.set(post, source);
    phrases.set(key, known);
  };
  posts.forEach(({ title, tags }, post) => {
    for (const words of runsOf(title, prose)) add(words, post, "title");
    for (const tag of tags) {
      const words = prose.idsOf(tag);
      if (words !== undefined && words.length <= LONGEST) add(words, post, "tag");
    }
  });
  const all = [...phrases.values()];
  findMentions(all, posts, prose);
  return all;
}

/** All runs of up to four words in a title that begin and end with a word that carries a meaning. */
function runsOf(title: string, prose: Prose): number[][] {
  const runs: number[][] = [];
  // A phrase never goes on over a colon, a comma or a dash.
  for (const part of title.split(/[:;,.!?()"“”|/]+\s|\s[–—-]+\s|["“”()]/)) {
    const words = part.split(/\s+/).flatMap((word) => [prose.idsOf(word)]);
    for (let from = 0; from < words.length; from++) {
      const run: number[] = [];
      for (const ids of words.slice(from, from + LONGEST)) {
        if (ids === undefined) break;
        run.push(...ids);
        if (isPhrase(run, prose)) runs.push([...run]);
      }
    }
  }
  return runs;
}

function isPhrase(words: readonly number[], { isFunction }: Prose): boolean {
  const [first, last] = [words[0], words.at(-1)];
  return first !== undefined && last !== undefined && isFunction[first] === 0 && isFunction[last] === 0;
}

function findMentions(
  phrases: readonly Phrase[],
  posts: readonly Omit<ReportPost, "themes">[],
  prose: Prose,
): void {
  const byFirst = new Map<number, Phrase[]>();
  for (const phrase of phrases) {
    const [first = -1] = phrase.words;
    const list = byFirst.get(first);
    if (list === undefined) byFirst.set(first, [phrase]);
    else list.push(phrase);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  posts.forEach(({ id }, post) => {
    for (const block of prose.blocksOf(id)) {
      for (let from = 0; from < block.words.length; from++) {
        const phrase = byFirst
          .get(block.words[from] ?? -1)
          ?.find(({ words }) => standsAt(block, from, words));
        if (phrase === undefined) continue;
        phrase.mentions.push({ post, block, from, length: phrase.words.length });
        from += phrase.words.length - 1;
      }
    }
  });
}

function standsAt(
  { words, starts, ends, block }: ProseBlock,
  from: number,
  phrase: readonly number[],
): boolean {
  if (from + phrase.length > words.length) return false;
  for (let i = 1; i < phrase.length; i++) {
    if (words[from + i] !== phrase[i]) return false;
    // Nothing but a space or a hyphen stands between the words of a phrase.
    const gap = block.text.slice(ends[from + i - 1], starts[from + i]);
    if (gap.length > 1 || !/^[\s-]?$/.test(gap)) return false;
  }
  return true;
}
