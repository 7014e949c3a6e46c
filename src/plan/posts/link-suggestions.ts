/** Links that could be set from one post to another: few, and each by words that name what the other post is about. */
import { dotRows } from "../../math/matrix.js";
import type { Block } from "../../shapes/block.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Excerpt, LinkSuggestion } from "../../shapes/planning.js";
import type { ReportPost } from "../../shapes/report.js";
import { isDistinct } from "../../text/distinct.js";
import { groupBy } from "../../text/group.js";
import type { Span } from "../../text/sentences.js";
import { isList } from "../../text/standing.js";
import { countWords } from "../../text/words.js";
import type { InternalLinks } from "./internal-links.js";
import { homeOf, type Home } from "./link-homes.js";
import { isPartOfName, isWrittenAsName } from "./names.js";
import { phrasesOf, type Mention, type Phrase } from "./phrases.js";
import { excerptOf, sentenceAround, type Prose } from "./prose.js";
import { compareTexts } from "../../text/order.js";

/** Suggestions from one post, and to one. */
const MOST_FROM = 3;
const MOST_TO = 4;
const MOST = 200;
/** Words of a sentence that an anchor stands well in. */
const SHORTEST = 6;
const LONGEST = 60;

export interface LinkInput {
  posts: readonly Omit<ReportPost, "themes">[];
  prose: Prose;
  embeddings: Embeddings;
  internal: InternalLinks;
  /** Whether the first post links to the second. */
  isLinked: (from: string, to: string) => boolean;
  /** Whether two posts say the same for the most part: these are not linked to one another. */
  areRepeats: (a: string, b: string) => boolean;
  /** The cosine from which two passages are near to one another in this collection. */
  near: number;
}

/** What Markdown puts around the words of a link. */
const BRACKETS = 4;
const MOST_OF_SENTENCE = 0.7;

interface Candidate extends LinkSuggestion {
  score: number;
}

/** The strongest first. */
export function linkSuggestions(input: LinkInput): LinkSuggestion[] {
  const candidates = phrasesOf(input.posts, input.prose).flatMap((phrase) => candidatesFor(phrase, input));
  candidates.sort(
    (a, b) =>
      b.score - a.score ||
      compareTexts(a.sentence.postId, b.sentence.postId) ||
      a.anchor.start - b.anchor.start,
  );
  const taken: LinkSuggestion[] = [];
  const [from, to] = [new Map<string, number>(), new Map<string, number>()];
  const pairs = new Set<string>();
  const places = new Set<string>();
  for (const { sentence, anchor, targetId, names, similarity } of candidates) {
    const link = { sentence, anchor, targetId, names, similarity };
    const pair = JSON.stringify([link.sentence.postId, link.targetId]);
    const place = `${link.sentence.postId} ${link.sentence.start}`;
    if (pairs.has(pair) || places.has(place) || taken.length >= MOST) continue;
    const [sent, got] = [from.get(link.sentence.postId) ?? 0, to.get(link.targetId) ?? 0];
    if (sent >= MOST_FROM || got >= MOST_TO) continue;
    from.set(link.sentence.postId, sent + 1);
    to.set(link.targetId, got + 1);
    pairs.add(pair);
    places.add(place);
    taken.push(link);
  }
  return taken;
}

function candidatesFor(phrase: Phrase, input: LinkInput): Candidate[] {
  const home = homeOf(phrase, input);
  if (home === undefined) return [];
  const target = input.posts[home.post];
  if (target === undefined) return [];
  const targetRows = rowsOf(
    phrase.mentions.filter(({ post }) => post === home.post),
    input,
  );
  const others = groupBy(
    phrase.mentions.filter(({ post }) => post !== home.post),
    ({ post }) => post,
  );
  return [...others.values()].flatMap((mentions) => {
    const places = mentions.flatMap(
      (mention) => placeAt(mention, { phrase, home, target, targetRows }, input) ?? [],
    );
    places.sort((a, b) => b.score - a.score);
    for (const place of places) {
      const sentence = sentenceFor(place);
      if (sentence !== undefined) return [{ ...place, sentence }];
    }
    return [];
  });
}

function rowsOf(mentions: readonly Mention[], { prose }: LinkInput): number[] {
  const rows = mentions.flatMap(({ block: { block }, from, block: { starts } }) => {
    const offset = block.offsets[starts[from] ?? 0] ?? block.start;
    return prose.passageAt(block.postId, offset)?.row ?? [];
  });
  return [...new Set(rows)];
}

interface About {
  phrase: Phrase;
  home: Home;
  target: Pick<ReportPost, "id">;
  targetRows: readonly number[];
}

/** A place where a link could stand, before it is known whether its sentence bears one. */
interface LinkPlace extends Omit<Candidate, "sentence"> {
  block: Block;
  span: Span;
}

function placeAt(mention: Mention, about: About, input: LinkInput): LinkPlace | undefined {
  const { prose, embeddings, internal, near } = input;
  const { block, from, length } = mention;
  const span = { start: block.starts[from] ?? 0, end: block.ends[from + length - 1] ?? 0 };
  const { target, home } = about;
  const { postId } = block.block;
  if (input.isLinked(postId, target.id) || input.areRepeats(postId, target.id)) return undefined;
  if ((length === 1 && !isWrittenAsName(mention)) || isPartOfName(block.block.text, span)) return undefined;
  const anchor = excerptOf(block.block, span);
  const isInLink = (internal.writtenIn.get(postId) ?? []).some(
    ({ offset, text }) => offset <= anchor.end && anchor.start <= offset + text.length + BRACKETS,
  );
  const at = prose.passageAt(postId, anchor.start);
  if (isInLink || at === undefined || !isDistinct(at.passage)) return undefined;
  const similarity = Math.max(
    -1,
    ...about.targetRows.map((row) => dotRows(embeddings, at.row, embeddings, row)),
  );
  if (similarity < near) return undefined;
  const isTitle = home.source === "title";
  return {
    ...{ block: block.block, span, anchor, targetId: target.id, similarity },
    names: isTitle ? "in its title" : "one of its tags",
    score: similarity + 0.5 * home.share + (isTitle ? 0.2 : 0) + 0.05 * Math.min(3, length),
  };
}

/** The sentence of a place, where it is one that a link stands well in. */
function sentenceFor({ block, span, anchor }: LinkPlace): Excerpt | undefined {
  const sentence = excerptOf(block, sentenceAround(block, span));
  const words = countWords(sentence.text);
  if (words < SHORTEST || words > LONGEST || isList(sentence.text, words)) return undefined;
  const commas = sentence.text.split(",").length - 1;
  if (commas > words / 5 || anchor.text.length > MOST_OF_SENTENCE * sentence.text.length) return undefined;
  return sentence;
}
