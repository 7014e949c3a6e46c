import type { Removed } from "../../shapes/block.js";
import type { Post } from "../../shapes/post.js";
import { comparableText } from "./boilerplate.js";
import { compareTexts } from "../../text/order.js";

/** As much of a removed text as `removed.csv` shows. */
const LONGEST_REMOVED = 300;

/** Counts what is taken out, one row for each text and reason. */
export class RemovedRows {
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
    return Array.from(this.#rows.values(), ({ holders, ...row }) => ({ ...row, posts: holders.size })).sort(
      byCount,
    );
  }
}

/** Rows of parts of a collection, of which no post is in two, as one list. */
export class RemovedSums {
  readonly #rows = new Map<string, Removed>();

  add(rows: readonly Removed[]): void {
    for (const row of rows) {
      const key = JSON.stringify([row.reason, comparableText(row.text)]);
      const sum = this.#rows.get(key);
      if (sum === undefined) this.#rows.set(key, { ...row });
      else {
        sum.count += row.count;
        sum.posts += row.posts;
      }
    }
  }

  /** As that of `RemovedRows`. */
  list(): Removed[] {
    return [...this.#rows.values()].sort(byCount);
  }
}

function byCount(a: Removed, b: Removed): number {
  return b.count - a.count || compareTexts(a.text, b.text) || compareTexts(a.reason, b.reason);
}

/** At most `LONGEST_REMOVED` characters, cut between words, so that an editor can paste it into the configuration. */
function shortened(text: string): string {
  if (text.length <= LONGEST_REMOVED) return text;
  const cut = text.slice(0, LONGEST_REMOVED - 1);
  const space = cut.lastIndexOf(" ");
  return `${space > 0 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/, "")}…`;
}
