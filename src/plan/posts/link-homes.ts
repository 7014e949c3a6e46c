/** The one post that a phrase names. */
import type { ReportPost } from "../../shapes/report.js";
import { isHalfName, isName } from "./names.js";
import type { Phrase, PhraseSource } from "./phrases.js";
import type { Prose } from "./prose.js";

/** A phrase in more of the posts than this names a field, not a post. */
const MOST_SHARE = 0.06;
const FEWEST_POSTS = 8;
/** A post is about a phrase that it holds so often, and oftener than any other post by this factor. */
const LEAST_MENTIONS = 3;
const MARGIN = 1.5;
const MOST_TITLES = 2;
/** So much of what the collection says of the phrase is said there; a tag tells less than a title. */
const LEAST_SHARE: Readonly<Record<PhraseSource, number>> = { title: 0.25, tag: 0.4 };
/** So many of the post's passages hold the phrase: it is no word in passing. */
const LEAST_SPREAD: Readonly<Record<PhraseSource, number>> = { title: 0.3, tag: 0.5 };

export interface Home {
  /** Position in the posts. */
  post: number;
  source: PhraseSource;
  /** How much of what the collection says of it is said there, 0…1. */
  share: number;
}

/** The post that a phrase names; undefined where it names none, or several as well. */
export function homeOf(
  phrase: Phrase,
  { posts, prose }: { posts: readonly Omit<ReportPost, "themes">[]; prose: Prose },
): Home | undefined {
  const { sources, mentions } = phrase;
  const counts = new Map<number, number>();
  for (const { post } of mentions) counts.set(post, (counts.get(post) ?? 0) + 1);
  if (counts.size < 2 || counts.size > Math.max(FEWEST_POSTS, MOST_SHARE * posts.length)) return undefined;
  const titled = [...sources.values()].filter((source) => source === "title").length;
  const [best, second] = [...counts].sort(([p, m], [q, n]) => n - m || p - q);
  if (titled > MOST_TITLES || best === undefined || second === undefined) return undefined;
  const [position, count] = best;
  const [post, source] = [posts[position], sources.get(position)];
  if (post === undefined || source === undefined || (titled > 0 && source === "tag")) return undefined;
  if (count < LEAST_MENTIONS || count < MARGIN * second[1]) return undefined;
  const share = count / mentions.length;
  if (share < LEAST_SHARE[source] || !isNaming(phrase, position, post.title, prose)) return undefined;
  return spread(phrase, position, post, prose) < LEAST_SPREAD[source]
    ? undefined
    : { post: position, source, share };
}

/** Whether words name a thing: a word by itself is a name, and none of several is a number. */
function isNaming({ words, mentions }: Phrase, post: number, title: string, prose: Prose): boolean {
  const forms = words.map((word) => prose.vocabulary[word] ?? "");
  if (forms.some((form) => /^\d+$/.test(form))) return false;
  // "loved working" is no thing, nor is "looking forward".
  if (/(?:ed|ing) (?:\S+ing|\S+ward)$/.test(forms.join(" "))) return false;
  if (words.length > 1) return true;
  const own = mentions.filter((mention) => mention.post === post);
  return isName(mentions, prose) && !isHalfName(own, title);
}

/** Share of a post's passages that hold the phrase, 0…1. */
function spread(
  { mentions }: Phrase,
  position: number,
  { id, passages }: Pick<ReportPost, "id" | "passages">,
  prose: Prose,
): number {
  const rows = mentions
    .filter(({ post }) => post === position)
    .map(({ block: { block, starts }, from }) => {
      return prose.passageAt(id, block.offsets[starts[from] ?? 0] ?? block.start)?.row;
    });
  return new Set(rows).size / passages;
}
