import { cutRanges, foldText, sliceText, type MappedText } from "../../text/mapped-text.js";
import {
  comparableText,
  containsText,
  findText,
  groupCopies,
  learnBoilerplate,
  type Unit,
} from "./boilerplate.js";
import { isKnownPhrase } from "./known-phrases.js";
import { sentencesOf, type Span } from "../../text/sentences.js";
import { MarkupError, type MarkupDocument, type RawBlock } from "./markup/block-builder.js";
import { readHtml } from "./markup/html.js";
import { readMarkdown } from "./markup/markdown.js";
import { readText } from "./markup/text.js";
import type { Block, Cleaned, Removed } from "../../shapes/block.js";
import type { Context } from "../../shapes/context.js";
import type { Post, PostFormat } from "../../shapes/post.js";

export interface CleanOptions {
  /** Texts that are never taken out as boilerplate (compared without case and white space). */
  keep: readonly string[];
  /** Texts that are always taken out. */
  remove: readonly string[];
}

const readers: Record<PostFormat, (source: string, bodyStart: number, title: string) => MarkupDocument> = {
  markdown: readMarkdown,
  html: readHtml,
  text: readText,
};

/** As much of a removed text as `removed.csv` shows. */
const LONGEST_REMOVED = 300;
/** A sentence of fewer words teaches nothing. */
const MIN_LEARNED_WORDS = 4;
/** A sentence of fewer words is never cut off a block. */
const MIN_CUT_WORDS = 3;
/** Characters at each end of a block in which sentences are looked for. */
const LONGEST_END = 2000;
/** Posts between two turns of the event loop, in which progress is drawn and signals arrive. */
const POSTS_PER_TURN = 16;

interface Draft extends MarkupDocument {
  post: Post;
  /** Why no block is left, once that is so. */
  emptyBecause: string;
}

interface Sentence extends Span {
  key: string;
  words: number;
}

/** Counts what is taken out, one row for each text and reason. */
class RemovedRows {
  readonly #rows = new Map<string, Removed & { holders: Set<Post> }>();

  add(reason: string, text: string, post: Post): void {
    const key = JSON.stringify([reason, comparableText(text)]);
    const row = this.#rows.get(key) ?? {
      reason,
      text: shortened(text),
      count: 0,
      posts: 0,
      example: post.path,
      holders: new Set<Post>(),
    };
    row.count++;
    row.holders.add(post);
    this.#rows.set(key, row);
  }

  /** Most frequent first, then by text and reason. */
  list(): Removed[] {
    const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    return Array.from(this.#rows.values(), ({ holders, ...row }) => ({ ...row, posts: holders.size })).sort(
      (a, b) => b.count - a.count || byCodeUnits(a.text, b.text) || byCodeUnits(a.reason, b.reason),
    );
  }
}

/** At most `LONGEST_REMOVED` characters, cut between words, so that an editor can paste it into the configuration. */
function shortened(text: string): string {
  if (text.length <= LONGEST_REMOVED) return text;
  const cut = text.slice(0, LONGEST_REMOVED - 1);
  const space = cut.lastIndexOf(" ");
  return `${space > 0 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** What the editor decided: texts that always stay and texts that always go. */
class Rules {
  readonly #keep: string[];
  readonly #remove: string[];

  constructor(options: CleanOptions) {
    this.#keep = options.keep.map(comparableText).filter((key) => key !== "");
    this.#remove = options.remove.map(comparableText).filter((key) => key !== "");
  }

  /** True for a text that holds a kept one, or is a part of one. */
  keeps(text: string): boolean {
    if (this.#keep.length === 0) return false;
    const key = comparableText(text);
    return this.#keep.some((kept) => containsText(key, kept) || containsText(kept, key));
  }

  /** The text without the texts to remove, and what was removed. */
  cut(mapped: MappedText): { text: MappedText; removed: string[] } {
    let text = mapped;
    const removed: string[] = [];
    for (const wanted of this.#remove) {
      if (!containsText(comparableText(text.text), wanted)) continue;
      const ranges = findText(text.text, wanted);
      removed.push(...ranges.map(({ from, to }) => text.text.slice(from, to)));
      text = foldText(cutRanges(text, ranges));
    }
    return { text, removed };
  }
}

/** Parses a post; one that cannot be parsed has no blocks, and says why. */
function read(post: Post): Draft {
  try {
    const document = readers[post.format](post.source, post.bodyStart, post.title);
    const isEmpty = document.blocks.length === 0;
    return { ...document, post, emptyBecause: isEmpty ? "holds no prose" : "nothing is left after cleaning" };
  } catch (error) {
    if (!(error instanceof MarkupError)) throw error;
    return { post, blocks: [], dropped: [], emptyBecause: error.message };
  }
}

/** Takes blocks out of posts, cuts others, and keeps account of both. */
class Cleaner {
  readonly #drafts: Draft[] = [];
  readonly #rules: Rules;
  readonly #removed = new RemovedRows();

  constructor(options: CleanOptions) {
    this.#rules = new Rules(options);
  }

  /** Parses a post and takes out all that can be told from the post alone. */
  add(post: Post): void {
    const draft = read(post);
    this.#drafts.push(draft);
    for (const { reason, text } of draft.dropped) this.#removed.add(reason, text, post);
    this.#removeListed(draft);
    this.#removeWhere(draft, "says nothing", (block) => saysNothing(block.text.text));
    this.#removeWhere(draft, "known line", (block) => isKnownPhrase(keyOf(block)));
    this.#removeRepeats(draft);
  }

  /** Takes out what the posts together show to be boilerplate. */
  removeBoilerplate(): void {
    const blocks = this.#drafts.map(blockUnits);
    const groups = groupCopies(blocks);
    const learnedBlocks = learnBoilerplate(blocks, groups);
    const of = `of ${this.#drafts.length} posts`;
    for (const draft of this.#drafts) {
      this.#keepBlocks(draft, (block) => {
        const posts = learnedBlocks.get(keyOf(block));
        return posts === undefined ? undefined : `in ${posts} ${of}`;
      });
    }
    const sentences = this.#drafts.map((draft) =>
      edgeBlocks(draft.blocks).flatMap((block) => sentenceUnits(block)),
    );
    const learned = learnBoilerplate(sentences, groups);
    for (const draft of this.#drafts) {
      for (const block of edgeBlocks(draft.blocks)) {
        this.#trim(draft.post, block, (key) => {
          const posts = learned.get(key);
          if (posts !== undefined) return `in ${posts} ${of}`;
          return isKnownPhrase(key) ? "known line" : undefined;
        });
      }
      draft.blocks = draft.blocks.filter((block) => block.text.text !== "");
      this.#removeWhere(draft, "says nothing", (block) => saysNothing(block.text.text));
    }
  }

  finish(): Cleaned {
    const emptied = this.#drafts.filter((draft) => draft.blocks.length === 0);
    return {
      blocks: this.#drafts.flatMap(({ post, blocks }) => blocks.map((block) => finishedBlock(post, block))),
      removed: this.#removed.list(),
      skipped: emptied.map(({ post, emptyBecause }) => {
        return { path: post.path, place: post.record ?? "", reason: emptyBecause, post: true };
      }),
    };
  }

  /** Keeps the blocks for which there is no reason to remove them, and those which the editor keeps. */
  #keepBlocks(draft: Draft, reasonToRemove: (block: RawBlock) => string | undefined): void {
    draft.blocks = draft.blocks.filter((block) => {
      const reason = reasonToRemove(block);
      if (reason === undefined || this.#rules.keeps(block.text.text)) return true;
      this.#removed.add(reason, block.text.text, draft.post);
      return false;
    });
  }

  #removeWhere(draft: Draft, reason: string, matches: (block: RawBlock) => boolean): void {
    this.#keepBlocks(draft, (block) => (matches(block) ? reason : undefined));
  }

  #removeListed(draft: Draft): void {
    for (const block of draft.blocks) {
      const { text, removed } = this.#rules.cut(block.text);
      for (const part of removed) this.#removed.add("listed under remove", part, draft.post);
      block.text = text;
    }
    draft.blocks = draft.blocks.filter((block) => block.text.text !== "");
  }

  #removeRepeats(draft: Draft): void {
    const seen = new Set<string>();
    this.#removeWhere(draft, "repeated within the post", (block) => {
      // Numbers count here: "Step 1" is no repeat of "Step 2".
      const key = block.text.text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, " ");
      const isRepeat = seen.has(key);
      seen.add(key);
      return isRepeat;
    });
  }

  /** Cuts sentences off the beginning and the end of a block for as long as there is a reason. */
  #trim(post: Post, block: RawBlock, reasonToRemove: (key: string) => string | undefined): void {
    const sentences = endSentences(block.text.text);
    const cut = (sentence: Sentence | undefined): boolean => {
      if (sentence === undefined || sentence.words < MIN_CUT_WORDS) return false;
      const reason = reasonToRemove(sentence.key);
      const text = block.text.text.slice(sentence.start, sentence.end);
      if (reason === undefined || this.#rules.keeps(text)) return false;
      this.#removed.add(reason, text, post);
      return true;
    };
    let first = 0;
    let last = sentences.length - 1;
    while (cut(sentences[first])) first++;
    while (last >= first && cut(sentences[last])) last--;
    if (last - first + 1 === sentences.length) return;
    const from = sentences[first]?.start ?? 0;
    block.text = foldText(sliceText(block.text, from, first > last ? from : (sentences[last]?.end ?? from)));
  }
}

/** Fewer than three letters say nothing; two are enough where one is an ideograph. */
function saysNothing(text: string): boolean {
  return !/\p{L}\P{L}*\p{L}\P{L}*\p{L}|\p{Script=Han}\P{L}*\p{L}|\p{L}\P{L}*\p{Script=Han}/u.test(text);
}

const comparable = new WeakMap<MappedText, string>();

/** The comparable form of a block's text, worked out once. */
function keyOf({ text }: RawBlock): string {
  const known = comparable.get(text);
  if (known !== undefined) return known;
  const key = comparableText(text.text);
  comparable.set(text, key);
  return key;
}

/** How many blocks at the beginning and at the end of a post count as its edges. */
function edgesOf(blocks: number): { head: number; tail: number } {
  return { head: Math.min(3, Math.floor(blocks / 4)), tail: Math.min(5, Math.ceil(blocks / 3)) };
}

function edgeBlocks(blocks: readonly RawBlock[]): RawBlock[] {
  const { head, tail } = edgesOf(blocks.length);
  return blocks.filter((_, i) => i < head || i >= blocks.length - tail);
}

function blockUnits({ blocks }: Draft): Unit[] {
  const { head, tail } = edgesOf(blocks.length);
  return blocks.map((block, i) => {
    const key = keyOf(block);
    return { key, words: key.split(" ").length, edge: i < head || i >= blocks.length - tail };
  });
}

function withKey(text: string, { start, end }: Span, shift = 0): Sentence {
  const key = comparableText(text.slice(start + shift, end + shift));
  return { start: start + shift, end: end + shift, key, words: key.split(" ").length };
}

/**
 * The sentences at the two ends of a text. What lies between them in a long text is one piece that no rule applies to:
 * nothing is cut there, and to find its sentences would take time.
 */
function endSentences(text: string): Sentence[] {
  if (text.length <= 2 * LONGEST_END) return sentencesOf(text).map((span) => withKey(text, span));
  const tailAt = text.length - LONGEST_END;
  const head = sentencesOf(text.slice(0, LONGEST_END)).slice(0, -1);
  const tail = sentencesOf(text.slice(tailAt)).slice(1);
  const middle = {
    start: head.at(-1)?.end ?? 0,
    end: tailAt + (tail[0]?.start ?? LONGEST_END),
    key: "",
    words: 0,
  };
  return [
    ...head.map((span) => withKey(text, span)),
    middle,
    ...tail.map((span) => withKey(text, span, tailAt)),
  ];
}

/** The sentences of a block at the edge of a post, for learning. */
function sentenceUnits(block: RawBlock): Unit[] {
  return endSentences(block.text.text)
    .filter((sentence) => sentence.words >= MIN_LEARNED_WORDS)
    .map(({ key, words }) => ({ key, words, edge: true }));
}

function finishedBlock(post: Post, { kind, headingPath, text }: RawBlock): Block {
  return {
    postId: post.id,
    kind,
    headingPath,
    text: text.text,
    start: text.starts[0] ?? 0,
    end: text.ends.at(-1) ?? 0,
    offsets: text.starts,
  };
}

/**
 * Reads each post's document and keeps its prose, in blocks under headings, every character with its offset in
 * `Post.source`. Markup, template tags and code go; so do lines that mail clients and publishing services add, blocks
 * that repeat within a post, and boilerplate that is learned from the posts together. A text under `keep` is never
 * removed (it wins over the rules and over what is learned); a text under `remove` is cut out wherever it stands.
 *
 * A post that cannot be read or of which nothing is left becomes a row of `skipped`.
 */
export async function clean(
  posts: readonly Post[],
  options: CleanOptions,
  context: Pick<Context, "log" | "signal">,
): Promise<Cleaned> {
  const progress = context.log.progress("Cleaning", posts.length);
  const cleaner = new Cleaner(options);
  for (const [i, post] of posts.entries()) {
    if (i % POSTS_PER_TURN === 0) {
      await new Promise((resolve) => setImmediate(resolve));
      context.signal.throwIfAborted();
    }
    cleaner.add(post);
    progress.advance();
  }
  cleaner.removeBoilerplate();
  progress.done();
  return cleaner.finish();
}
