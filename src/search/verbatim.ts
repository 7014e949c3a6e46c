/** What a text says in the very words of another. */
import { at } from "../math/at.js";
import { groupBy } from "../text/group.js";
import { sentencesOf } from "../text/sentences.js";
import { sharedWords, shinglesOf } from "../text/shingles.js";
import { wordsOf } from "../text/words.js";

/** Words in a run: texts that share runs of five words share wording, not just a subject (as repetitions are found by). */
const RUN = 5;
/** A sentence of fewer words is a turn of phrase, and says nothing by itself. */
const FEWEST_WORDS = 8;
/** Of a sentence's words, the share in shared runs from which it is the same sentence: one of ten words may be another. */
const SAME = 0.7;
/** The share of their words from which two whole texts are one. */
const SAME_TEXT = 0.8;

/** A text that is held against others. */
interface Texted {
  id: string;
  postId: string;
  text: string;
}

/** Sentences of a passage that stand in another one as well, word for word or nearly so. */
export interface Verbatim {
  /** Position of the passage, and of the one that says the same. */
  passage: number;
  other: number;
  /** The sentences as each of the two has them. */
  text: string;
  otherText: string;
}

interface Sentence {
  passage: number;
  start: number;
  end: number;
  words: string[];
}

/** Texts made ready to be held against others. */
export interface Wordings {
  /** Where each sentence was said before, each once: in the passage that has most of its words, of equals the first. */
  repeated(others: readonly Texted[]): Verbatim[];
  /** Posts among the others that are this very text, or nearly: each of the two holds most of the other. In the others' order. */
  same(others: readonly Texted[]): string[];
}

/**
 * @param texts paragraphs of one text, in order
 * @param known the words of the others by id, as `wordsOf` gives them
 */
export function wordingsOf(
  texts: readonly string[],
  known: ReadonlyMap<string, readonly string[]>,
): Wordings {
  const sentences = texts.flatMap((text, passage) =>
    sentencesOf(text).map(({ start, end }) => ({
      passage,
      start,
      end,
      words: wordsOf(text.slice(start, end)),
    })),
  );
  const words = texts.map(wordsOf);
  const own = new Set(words.flatMap((each) => [...shinglesOf(each, RUN)]));
  const vocabulary = new Set(words.flat());
  const shared = new Map<readonly Texted[], Shared[]>();
  const sharedWith = (others: readonly Texted[]): Shared[] => {
    const found =
      shared.get(others) ??
      others.map((other, position) => ({
        position,
        ...sharedRuns(known.get(other.id) ?? wordsOf(other.text), own, vocabulary),
      }));
    shared.set(others, found);
    return found;
  };
  return {
    repeated(others) {
      const touching = sharedWith(others).filter(({ common }) => common.size > 0);
      const best = bestOf(
        sentences.filter(({ words }) => words.length >= FEWEST_WORDS),
        touching,
      );
      return [
        ...groupBy(best, ({ sentence, other }) => `${sentence.passage} ${other.position}`).values(),
      ].map((members) =>
        toVerbatim(
          members.map(({ sentence }) => sentence),
          at(members, 0).other.position,
          texts,
          others,
        ),
      );
    },
    same: (others) =>
      [...groupBy(sharedWith(others), ({ position }) => at(others, position).postId)].flatMap(
        ([postId, parts]) => {
          const all = parts.reduce((sum, { runs }) => sum + runs, 0);
          const common = new Set(parts.flatMap((part) => [...part.common])).size;
          return all > 0 && common >= SAME_TEXT * all && common >= SAME_TEXT * own.size ? [postId] : [];
        },
      ),
  };
}

/** How many runs of words a text has, and those that are shared. */
interface Shared {
  position: number;
  runs: number;
  common: ReadonlySet<number>;
}

/** Most texts have no five words in a row that the other has at all: there nothing needs to be compared. */
function sharedRuns(
  words: readonly string[],
  own: ReadonlySet<number>,
  vocabulary: ReadonlySet<string>,
): Omit<Shared, "position"> {
  const common = new Set<number>();
  let known = 0;
  for (const [i, word] of words.entries()) {
    known = vocabulary.has(word) ? known + 1 : 0;
    if (known < RUN) continue;
    for (const run of shinglesOf(words.slice(i + 1 - RUN, i + 1), RUN, own)) common.add(run);
  }
  return { runs: Math.max(0, words.length - RUN + 1), common };
}

interface Best {
  sentence: Sentence;
  other: Shared;
}

function bestOf(sentences: readonly Sentence[], others: readonly Shared[]): Best[] {
  return sentences.flatMap((sentence) => {
    let best: { other: Shared; share: number } | undefined;
    for (const other of others) {
      const share = shareOf(sentence.words, other.common);
      if (share >= SAME && share > (best?.share ?? 0)) best = { other, share };
    }
    return best === undefined ? [] : [{ sentence, other: best.other }];
  });
}

function shareOf(words: readonly string[], runs: ReadonlySet<number>): number {
  return words.length === 0
    ? 0
    : sharedWords(words, RUN, runs).reduce((sum, one) => sum + one, 0) / words.length;
}

function toVerbatim(
  sentences: readonly Sentence[],
  other: number,
  texts: readonly string[],
  others: readonly Texted[],
): Verbatim {
  const { passage } = at(sentences, 0);
  const runs = new Set(sentences.flatMap(({ words }) => [...shinglesOf(words, RUN)]));
  const { text: otherText } = at(others, other);
  const said = sentencesOf(otherText).filter(
    ({ start, end }) => shareOf(wordsOf(otherText.slice(start, end)), runs) >= SAME,
  );
  return {
    ...{ passage, other },
    text: stretch(at(texts, passage), sentences),
    otherText: said.length === 0 ? otherText : stretch(otherText, said),
  };
}

/** From the first sentence to the last. */
function stretch(text: string, spans: readonly { start: number; end: number }[]): string {
  return text.slice(at(spans, 0).start, at(spans, spans.length - 1).end);
}
