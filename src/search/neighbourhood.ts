/** The posts around a draft: which to link to and from which words, and which tags and titles they have. */
import { at } from "../math/at.js";
import { selectRows } from "../math/matrix.js";
import { groupBy } from "../text/group.js";
import { languageOf } from "../text/languages.js";
import { anchorIn, namedBy, subjectWeight, type Anchor } from "./anchors.js";
import { postIn, type ArchivePost } from "./archive.js";
import { isStrange, type Against, type Held } from "./against.js";
import type { Checked, Neighbour, SuggestedLink, SuggestedTag } from "./checked.js";
import { closenessOf } from "./nearest.js";
import { nearPosts, type NearPost } from "./near-posts.js";

/** Posts whose titles and tags are looked at, posts among which links are looked for, and links that are named. */
const NEIGHBOURS = 8;
const MOST_TARGETS = 16;
const MOST_LINKS = 6;
/** A tag of one neighbour among many is its own affair. */
const FEWEST_POSTS = 2;
const MOST_TAGS = 8;

export function neighbourhood(draft: Held, against: Against): Pick<Checked, "links" | "tags" | "neighbours"> {
  const held = withoutStrange(draft, against);
  const { archive, passages, vectors } = against;
  const words = held.paragraphs.map((paragraph) => paragraph.words);
  const near = nearPosts(held.vectors, words, { passages, vectors });
  const close = near.filter(({ best }) => closenessOf(best, against.grades) !== "far");
  const neighbours = close
    .slice(0, NEIGHBOURS)
    .map(({ postId, whole }) => ({ post: postIn(archive, postId), similarity: whole }))
    .sort((a, b) => b.similarity - a.similarity);
  return { neighbours, links: linksTo(close, held, against), tags: tagsOf(neighbours, held.post.tags) };
}

/** The draft without the paragraphs of which the model can only guess what they are near to. */
function withoutStrange(held: Held, against: Against): Held {
  const kept = [...held.paragraphs.keys()].filter((i) => !isStrange(i, held, against));
  return {
    ...held,
    paragraphs: kept.map((i) => at(held.paragraphs, i)),
    vectors: selectRows(held.vectors, kept),
  };
}

/** The post's words on the words of the draft that name it; each word is put to one use. */
function linksTo(near: readonly NearPost[], held: Held, against: Against): SuggestedLink[] {
  const { archive, passages, grades, rarity } = against;
  const linked = new Set(held.post.links.map(({ href }) => addressOf(href)));
  const isLinked = ({ url }: ArchivePost): boolean => url !== undefined && linked.has(addressOf(url));
  const targets = near
    .map((each) => ({ ...each, post: postIn(archive, each.postId) }))
    .filter(({ post }) => !isLinked(post))
    .slice(0, MOST_TARGETS);
  const texts = held.paragraphs.map(({ text }) => text);
  const language = languageOf(texts.join("\n"));
  const taken: Anchor[] = [];
  const isFree = ({ text, sentence }: Anchor): boolean =>
    !taken.some(
      (other) =>
        other.text.toLowerCase() === text.toLowerCase() ||
        (other.sentence === sentence && (other.text.includes(text) || text.includes(other.text))),
    );
  const links: SuggestedLink[] = [];
  for (const { post, own, nearest, best } of targets) {
    const nearness = (passage: number): number => Math.max(0, at(nearest, passage));
    const text = own.map((i) => at(passages, i).text).join("\n");
    const weightOf = subjectWeight({ title: post.title, tags: post.tags, text }, rarity);
    const anchor = anchorIn(texts, { nearness, language, weightOf, isNamedBy: namedBy(post), isFree });
    if (anchor === undefined || links.length === MOST_LINKS) continue;
    taken.push(anchor);
    links.push({
      ...{ post, anchor: anchor.text, sentence: anchor.sentence },
      ...{ similarity: best, closeness: closenessOf(best, grades) },
    });
  }
  return links;
}

/** An address as two people write it alike. */
function addressOf(href: string): string {
  return href
    .trim()
    .replace(/[?#].*$/, "")
    .replace(/^https?:\/\/(?:www\.)?/i, "")
    .replace(/\/+$/, "")
    .toLowerCase();
}

function tagsOf(neighbours: readonly Neighbour[], own: readonly string[]): SuggestedTag[] {
  const has = new Set(own.map((tag) => tag.toLowerCase()));
  const all = neighbours.reduce((sum, { similarity }) => sum + Math.max(0, similarity), 0);
  const bearing = neighbours.flatMap(({ post, similarity }) =>
    [...new Set(post.tags)].map((tag) => ({ tag, weight: Math.max(0, similarity) })),
  );
  return [...groupBy(bearing, ({ tag }) => tag.toLowerCase())]
    .filter(([key, uses]) => !has.has(key) && uses.length >= Math.min(FEWEST_POSTS, neighbours.length))
    .map(([, uses]) => {
      const weight = uses.reduce((sum, use) => sum + use.weight, 0);
      return { tag: at(uses, 0).tag, posts: uses.length, share: all === 0 ? 0 : weight / all };
    })
    .sort((a, b) => b.share - a.share || (a.tag < b.tag ? -1 : 1))
    .slice(0, MOST_TAGS);
}
