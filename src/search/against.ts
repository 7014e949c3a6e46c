/** A draft beside the report that it is held against. */
import { at } from "../math/at.js";
import { selectRows } from "../math/matrix.js";
import type { Matrix } from "../shapes/embeddings.js";
import type { Passage } from "../shapes/passage.js";
import { languageOf } from "../text/languages.js";
import { wordsOf } from "../text/words.js";
import { postIn, type Archive, type ArchivePassage } from "./archive.js";
import type { Nearness, Repeated } from "./checked.js";
import type { ReadDraft } from "./draft.js";
import { rarityBy } from "./anchors.js";
import { holdersOf, strangeShare } from "./holders.js";
import { closenessOf, gradesOf, type Grades } from "./nearest.js";
import { sampleOf, usualOf, type Usual } from "./usual.js";
import type { Verbatim } from "./verbatim.js";

/** The report as the draft is held against it: without the posts that are the draft itself. */
export interface Against {
  archive: Archive;
  passages: readonly ArchivePassage[];
  vectors: Matrix;
  grades: Grades;
  usual: Usual | undefined;
  /** How rare a word of the draft is among the posts, 0…1. */
  rarity: (word: string) => number;
  /** Part of a text's words, those of grammar left out, that no post has, 0…1. */
  unseen: (text: string) => number;
}

/** The draft's paragraphs with their vectors, and what of them was said word for word. */
export interface Held extends Pick<ReadDraft, "post" | "paragraphs"> {
  vectors: Matrix;
  said: readonly Verbatim[];
}

/** @param own posts that are the draft itself */
export function without(own: ReadonlySet<string>, archive: Archive, paragraphs: readonly Passage[]): Against {
  const { embeddings } = archive.vectors.adapted;
  const left = [...archive.passages.keys()].filter((i) => !own.has(at(archive.passages, i).postId));
  const isWhole = left.length === archive.passages.length;
  const passages = isWhole ? archive.passages : left.map((i) => at(archive.passages, i));
  const vectors = isWhole ? embeddings : selectRows(embeddings, left);
  const grades = gradesOf(embeddings, archive.vectors.context.random.fork("closeness"));
  const known = archive.words();
  const words = (i: number): readonly string[] => known.get(at(passages, i).id) ?? [];
  const sample = sampleOf(vectors, passages);
  const asked = new Set([...paragraphs.flatMap(({ text }) => wordsOf(text)), ...sample.flatMap(words)]);
  const holders = holdersOf(passages, known, asked);
  const language = languageOf(paragraphs.map(({ text }) => text).join("\n"));
  return {
    ...{ archive, passages, vectors, grades, rarity: rarityBy(holders) },
    usual: usualOf(sample, { vectors, passages, words, posts: (word) => holders.count(word) }),
    unseen: (text) => strangeShare(wordsOf(text), language, (word) => holders.count(word) === 0),
  };
}

/** Whether a paragraph has so many words that no post has as hardly a passage of the report. */
export function isStrange(i: number, { paragraphs }: Held, { usual, unseen }: Against): boolean {
  return usual !== undefined && unseen(at(paragraphs, i).text) > usual.unseen;
}

export function nearness(similarity: number, { grades }: Against): Nearness {
  return { similarity, closeness: closenessOf(similarity, grades) };
}

/** Where a passage of the report stands. */
export function place(
  other: number,
  { archive, passages }: Against,
): Pick<Repeated, "post" | "passageId" | "start" | "end"> {
  const { id, postId, start, end } = at(passages, other);
  return { post: postIn(archive, postId), passageId: id, start, end };
}
