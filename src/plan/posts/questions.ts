/** Questions that posts raise and that nothing in the collection seems to answer. */
import { dotRows } from "../../math/matrix.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import type { OpenQuestion } from "../../shapes/planning.js";
import type { ReportPost } from "../../shapes/report.js";
import { isDistinct } from "../../text/distinct.js";
import { sentencesOf, type Span } from "../../text/sentences.js";
import { isAside, pointsBack } from "../../text/standing.js";
import { countWords } from "../../text/words.js";
import { excerptOf, passageExcerpt, type Prose, type ProseBlock } from "./prose.js";

const SHORTEST = 7;
const LONGEST = 35;
/** Words that carry a meaning, so that it is known what the question is about. */
const FEWEST_TELLING = 3;
/** A passage that has so much of a question's telling words, weighed by how rare they are, may answer it. */
const ANSWERED = 0.65;
/** The same for a passage whose meaning is near as well. */
const ANSWERED_NEAR = 0.45;
const MOST_OF_POST = 2;
const MOST = 40;

/** Put to the reader, or asked for form's sake. */
const TO_READER =
  /^["“‘(]*(?:(?:Do|Did|Have|Are|Were|Will|Would|Could|Can|Does) (?:you|your|anyone|anybody|they|he|she)|Want|Interested|Got|Curious|Ready|Looking|Need|Still|Sound|Know|Have any|Any|Right|Really|Remember|Ever|Who knew|Who (?:cares|needs)|Why not|Why bother|So what|And|But|Or|Then|Wait|Hmm|OK|Okay|Tell|Isn['’]t|Wasn['’]t|Aren['’]t|Don['’]t|Didn['’]t|Doesn['’]t|Wouldn['’]t|Shouldn['’]t|Couldn['’]t|Won['’]t|Haven['’]t|Hasn['’]t)\b|\b(?:your|yourself|you)\b|¿(?:Quieres|Te |Tienes|Has )/iu;
/** Said by somebody else: an interview, or a form. */
const SPOKEN = /^[\p{L} .'’-]{2,40}:|["“”«»]|^Q[.:]/u;
/** What points to something said before, anywhere in it: as what is spoken of, by a word of pointing, or at its end. */
const POINTS = [
  /\b(?:do|does|can|could|should|would|will|is|are|has|have|might|may|must) (?:it|they|he|she|this|that|these|those|them)\b/iu,
  /\bthis (?!year|decade|century)|\bthese\b|\bthen,|\bthat (?:as|to|in|for|with|by|from|on|at|and|or)\b/iu,
  /\b(?:this|these|those|it|they|them|he|she|that one|such)\b[^?]{0,12}\?/iu,
  /^(?:What|How|Why) (?:is|was|are|were|about) (?:this|that|these|those|it|they)\b/iu,
];
/** Signs that its writer leaves it open. */
const LEFT_OPEN =
  /\b(?:wonder|unclear|open question|remains?|not sure|don['’]t know|still|how might|whether)\b/iu;
/** A question on a subject asks for it first; "why", "what if" and what is answered by yes or no are mostly figures of speech. */
const ASKS =
  /^¿?(?:(?:So,? )?(?:How(?! else)|What(?! (?:if|else|better|could be|more))|Which|When|Where|Who(?= (?:is|are|should|can|could|would|will)\b)|Whose|Should)|Cómo|Qué|Cuál(?:es)?|Cuándo|Dónde|Quién|Wie|Welche[rs]?|Was|Wann|Wo|Wer|Soll(?:te)?|Comment|Quel(?:le)?s?|Quand|Où|Qui)\b/u;
/** A story, not a subject: what happened, and to its writer. */
const TOLD = /\b(?:was|were|did|had|I|me|my|mine|myself|I['’](?:m|d|ve|ll))\b|, (?:right|huh|no)\?/iu;
/** A post with more questions than this is an interview or a list of questions with their answers. */
const MOST_ASKED = 3;
const MOST_ASKING = 0.15;

export interface QuestionInput {
  posts: readonly Pick<ReportPost, "id" | "title">[];
  passages: readonly Passage[];
  prose: Prose;
  embeddings: Embeddings;
  /** The cosine from which two passages are near to one another in this collection. */
  near: number;
}

/** An open question before it is known which theme it belongs to. */
export interface QuestionAt extends Omit<OpenQuestion, "themeId"> {
  /** That of its passage. */
  row: number;
}

interface Asked {
  block: ProseBlock;
  span: Span;
  /** Its telling words. */
  words: ReadonlySet<number>;
}

/** Those that their writer leaves open first, then by how little of them is found elsewhere. */
export function openQuestions(input: QuestionInput): QuestionAt[] {
  const asked = input.posts.flatMap((post) =>
    isInterview(post, input.prose) ? [] : askedIn(post.id, input.prose),
  );
  const words = new WordPlaces(input, new Set(asked.flatMap((question) => [...question.words])));
  const rated = asked.flatMap((question) => rate(question, words, input) ?? []);
  rated.sort((a, b) => a.answered - b.answered || (a.key < b.key ? -1 : 1));
  const counts = new Map<string, number>();
  return rated
    .filter(({ open: { question } }) => {
      const count = counts.get(question.postId) ?? 0;
      counts.set(question.postId, count + 1);
      return count < MOST_OF_POST;
    })
    .slice(0, MOST)
    .map(({ open }) => open);
}

/** Where a conversation is printed, the next paragraph has the answer. */
function isInterview({ id, title }: Pick<ReportPost, "id" | "title">, prose: Prose): boolean {
  if (/\b(?:interview|entrevista|questions|Q&A|FAQ|AMA)\b/i.test(title)) return true;
  const asking = prose.blocksOf(id).filter(({ block }) => /[?？]["”’)]*\s*$/.test(block.text));
  return asking.length > MOST_ASKED && asking.length > MOST_ASKING * prose.blocksOf(id).length;
}

/** The questions at the ends of paragraphs: what stands before another sentence is mostly answered by it. */
function askedIn(postId: string, prose: Prose): Asked[] {
  return prose.blocksOf(postId).flatMap((block): Asked[] => {
    const { text, kind } = block.block;
    if (kind === "quote" || !/[?？]["”’)]*\s*$/.test(text)) return [];
    const spans = sentencesOf(text);
    const span = spans.at(-1);
    // A paragraph of one question stands for a heading, or in a list of them.
    if (span === undefined || spans.length < 2) return [];
    const question = text.slice(span.start, span.end);
    const count = countWords(question);
    if (count < SHORTEST || count > LONGEST || !/^[\p{Lu}¿]/u.test(question)) return [];
    if (TO_READER.test(question) || SPOKEN.test(question) || POINTS.some((points) => points.test(question)))
      return [];
    if (
      pointsBack(question) ||
      isAside(question) ||
      !(ASKS.test(question) || LEFT_OPEN.test(question)) ||
      TOLD.test(question)
    )
      return [];
    const words = tellingWords(block, span, prose);
    return words.size < FEWEST_TELLING ? [] : [{ block, span, words }];
  });
}

function tellingWords(
  { words, starts }: ProseBlock,
  { start, end }: Span,
  { isFunction }: Prose,
): Set<number> {
  const found = new Set<number>();
  words.forEach((word, i) => {
    const at = starts[i] ?? 0;
    if (at >= start && at < end && isFunction[word] === 0) found.add(word);
  });
  return found;
}

interface Place {
  block: ProseBlock;
  words: Set<number>;
}

/** The blocks that hold some words, and how rare each is. */
class WordPlaces {
  readonly #places = new Map<number, Place[]>();
  readonly #blocks: number;

  constructor({ posts, prose }: QuestionInput, wanted: ReadonlySet<number>) {
    let blocks = 0;
    for (const { id } of posts) {
      for (const block of prose.blocksOf(id)) {
        blocks++;
        const place: Place = { block, words: new Set() };
        for (const word of block.words) {
          if (!wanted.has(word) || place.words.has(word)) continue;
          place.words.add(word);
          const list = this.#places.get(word);
          if (list === undefined) this.#places.set(word, [place]);
          else list.push(place);
        }
      }
    }
    this.#blocks = blocks;
  }

  /** Rare words weigh more. */
  weight(word: number): number {
    return Math.log(1 + this.#blocks / (this.#places.get(word)?.length ?? 1));
  }

  /** The blocks that hold the most of the words, with the share that they have, 0…1. */
  best(
    words: ReadonlySet<number>,
    isLeftOut: (block: ProseBlock) => boolean,
  ): { block: ProseBlock; share: number }[] {
    const all = [...words].reduce((sum, word) => sum + this.weight(word), 0);
    const sums = new Map<Place, number>();
    for (const word of words) {
      for (const place of this.#places.get(word) ?? [])
        sums.set(place, (sums.get(place) ?? 0) + this.weight(word));
    }
    return [...sums]
      .filter(([{ block }, sum]) => sum >= ANSWERED_NEAR * all && !isLeftOut(block))
      .map(([{ block }, sum]) => ({ block, share: sum / all }));
  }
}

interface Rated {
  open: QuestionAt;
  answered: number;
  key: string;
}

function rate(asked: Asked, places: WordPlaces, input: QuestionInput): Rated | undefined {
  const { prose, embeddings, near } = input;
  const question = excerptOf(asked.block.block, asked.span);
  const at = prose.passageAt(question.postId, question.start);
  if (at === undefined || !isDistinct(at.passage)) return undefined;
  const isBefore = ({ block }: ProseBlock): boolean =>
    block.postId === question.postId && block.start <= asked.block.block.start;
  let answered = 0;
  for (const { block, share } of places.best(asked.words, isBefore)) {
    if (share >= ANSWERED) return undefined;
    const other = prose.passageAt(block.block.postId, block.block.start);
    const similarity = other === undefined ? -1 : dotRows(embeddings, at.row, embeddings, other.row);
    if (similarity >= near) return undefined;
    answered = Math.max(answered, share);
  }
  const nearest = nearestElsewhere(at.row, input);
  return {
    open: { row: at.row, question, ...(nearest !== undefined && { nearest }) },
    answered: answered - (LEFT_OPEN.test(question.text) ? 1 : 0),
    key: `${question.postId} ${String(question.start).padStart(9, "0")}`,
  };
}

function nearestElsewhere(row: number, { passages, embeddings }: QuestionInput): OpenQuestion["nearest"] {
  let best = -1;
  let similarity = -Infinity;
  const own = passages[row]?.postId;
  passages.forEach(({ postId }, other) => {
    if (postId === own) return;
    const cosine = dotRows(embeddings, row, embeddings, other);
    if (cosine > similarity) [best, similarity] = [other, cosine];
  });
  const passage = passages[best];
  return passage === undefined ? undefined : { ...passageExcerpt(passage), similarity };
}
