import { at } from "../../math/at.js";
import { foldText, sliceText } from "../../text/mapped-text.js";
import type { Block, Cleaned } from "../../shapes/block.js";
import type { Post } from "../../shapes/post.js";
import { groupCopies, type Unit } from "./boilerplate.js";
import { blockUnits, edgeBlocks, keyOf, sentencesAtEnds, sentenceUnits, type Sentence } from "./edges.js";
import { isKnownPhrase } from "./known-phrases.js";
import { learnBoilerplate, postsWith, textNumbersOf, type PostsWith } from "./learn.js";
import type { MarkupDocument, RawBlock } from "./markup/block-builder.js";
import type { ParsedDocument } from "./parse.js";
import { RemovedRows } from "./removed.js";
import { Rules, type CleanOptions } from "./rules.js";

/** A sentence of fewer words is never cut off a block. */
const MIN_CUT_WORDS = 3;

/** What a collection shows to be boilerplate. */
export interface Boilerplate {
  blocks: PostsWith;
  sentences: PostsWith;
  /** How many posts the collection has. */
  posts: number;
}

interface Draft extends MarkupDocument {
  post: Post;
  /** Why no block is left, once that is so. */
  emptyBecause: string;
}

/** Takes blocks out of posts, cuts others, and keeps account of both. */
export class Cleaner {
  readonly #drafts: Draft[] = [];
  readonly #rules: Rules;
  readonly #removed = new RemovedRows();

  constructor(options: CleanOptions) {
    this.#rules = new Rules(options);
  }

  /** Takes out of a post all that can be told from the post alone. */
  add(post: Post, { fault, ...document }: ParsedDocument): void {
    const left = document.blocks.length === 0 ? "holds no prose" : "nothing is left after cleaning";
    const draft: Draft = { ...document, post, emptyBecause: fault ?? left };
    this.#drafts.push(draft);
    for (const { reason, text } of draft.dropped) this.#removed.add(reason, text, post);
    this.#removeListed(draft);
    this.#removeWhere(draft, "says nothing", (block) => saysNothing(block.text.text));
    this.#removeWhere(draft, "known line", (block) => isKnownPhrase(keyOf(block)));
    this.#removeRepeats(draft);
  }

  /** Takes out what the posts together show to be boilerplate. */
  removeBoilerplate(): void {
    const units = this.units();
    const groups = groupCopies(units);
    const posts = this.#drafts.length;
    this.#removeBlocks(postsWith(learnBoilerplate(textNumbersOf(units), groups)), posts);
    const sentences = textNumbersOf(this.sentences());
    this.#removeSentences(postsWith(learnBoilerplate(sentences, groups)), posts);
  }

  /** Takes out what the posts of a collection that these are a part of show to be boilerplate. */
  removeKnown({ blocks, sentences, posts }: Boilerplate): void {
    this.#removeBlocks(blocks, posts);
    this.#removeSentences(sentences, posts);
  }

  /** The blocks of each post as they are now, for learning. */
  units(): Unit[][] {
    return this.#drafts.map((draft) => blockUnits(draft.blocks));
  }

  /** The sentences at the edges of each post as it is now, for learning. */
  sentences(): Unit[][] {
    return this.#drafts.map((draft) => edgeBlocks(draft.blocks).flatMap((block) => sentenceUnits(block)));
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

  #removeBlocks(postsWith: PostsWith, posts: number): void {
    for (const draft of this.#drafts) {
      this.#keepBlocks(draft, (block) => {
        const holders = postsWith(keyOf(block));
        return holders === undefined ? undefined : `in ${holders} of ${posts} posts`;
      });
    }
  }

  #removeSentences(postsWith: PostsWith, posts: number): void {
    for (const draft of this.#drafts) {
      for (const block of edgeBlocks(draft.blocks)) {
        this.#trim(draft.post, block, (key) => {
          const holders = postsWith(key);
          if (holders !== undefined) return `in ${holders} of ${posts} posts`;
          return isKnownPhrase(key) ? "known line" : undefined;
        });
      }
      draft.blocks = draft.blocks.filter((block) => block.text.text !== "");
      this.#removeWhere(draft, "says nothing", (block) => saysNothing(block.text.text));
    }
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
    const sentences = sentencesAtEnds(block);
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
    const rest = sentences.slice(first, last + 1);
    const start = rest[0]?.start ?? 0;
    block.text = foldText(sliceText(block.text, start, rest.at(-1)?.end ?? start));
  }
}

/** Fewer than three letters say nothing; two are enough where one is an ideograph. */
function saysNothing(text: string): boolean {
  const letters: string[] = [];
  for (const [letter] of text.matchAll(/\p{L}/gu)) {
    letters.push(letter);
    if (letters.length > 2) return false;
  }
  return letters.length < 2 || !letters.some((letter) => /\p{Script=Han}/u.test(letter));
}

function finishedBlock(post: Post, { kind, headingPath, text }: RawBlock): Block {
  return {
    postId: post.id,
    kind,
    headingPath,
    text: text.text,
    start: at(text.starts, 0),
    end: at(text.ends, text.ends.length - 1),
    offsets: text.starts,
  };
}
