/** Holds a draft against the posts of a report: what it touches, repeats and adds, and what to link it with. Nothing is written. */
import { at } from "../math/at.js";
import { dotRows, isZero, row } from "../math/matrix.js";
import type { Context } from "../shapes/context.js";
import type { Fit } from "../shapes/fit.js";
import { version } from "../version.js";
import { isStrange, nearness, place, without, type Against, type Held } from "./against.js";
import { neededFit, openArchive, postIn, type Archive, type ArchivePlace } from "./archive.js";
import type { Checked, FreshParagraph, Repeated } from "./checked.js";
import { readDraft, type DraftSource } from "./draft.js";
import { notesOn } from "./draft-notes.js";
import { neighbourhood } from "./neighbourhood.js";
import { noFit, placesOf, share, sharesOf, themesOf, wordsOf } from "./placing.js";
import { quotedFrom } from "./quoted.js";
import { wordingsOf, type Verbatim } from "./verbatim.js";

export interface CheckOptions extends ArchivePlace {
  draft: DraftSource;
}

/**
 * What a draft has to do with the posts of a report.
 *
 * @throws UserError "config" where the folder holds no report or its store no fit of it, and for a file of several posts; "noInput" for
 *   a draft that is missing, empty or of a kind that is not read; "locked" where another process has the store; "model" where the
 *   run's embedder can't be had
 */
export async function check(options: CheckOptions, effects: Omit<Context, "random">): Promise<Checked> {
  const archive = await openArchive(options, effects, { needsFit: true });
  try {
    return await checkIn(archive, options.draft);
  } finally {
    await archive.close();
  }
}

/**
 * As `check`, in a report that is open.
 *
 * @throws UserError as `check`
 */
export async function checkIn(archive: Archive, draft: DraftSource): Promise<Checked> {
  const { context, embedder } = archive.vectors;
  const { run, report } = archive;
  const fit = await fitOf(archive);
  const { post, paragraphs } = await readDraft(archive, draft, context);
  const { places, embeddings } = await placesOf(fit, paragraphs, { run, embedder, context });
  const words = archive.words();
  const wordings = wordingsOf(
    paragraphs.map(({ text }) => text),
    words,
  );
  const same = wordings.same(archive.passages);
  const own = new Set(archive.posts.has(post.id) ? [post.id, ...same] : same);
  const against = without(own, archive, paragraphs);
  const held: Held = { post, paragraphs, vectors: embeddings, said: wordings.repeated(against.passages) };
  const themes = await themesOf(report, fit);
  const all = [...paragraphs.keys()];
  // Of what is said in words that no post has, the model can only guess.
  const placed = all.filter((i) => at(places.assignment, i) >= 0 && !isStrange(i, held, against));
  const count = wordsOf(all, paragraphs);
  return {
    draft: {
      title: post.title,
      path: post.path,
      tags: post.tags,
      paragraphs: paragraphs.length,
      words: count,
    },
    alreadyIn: [...own].map((id) => postIn(archive, id)),
    themes: sharesOf(placed, { passages: paragraphs, places, themes }),
    unplaced: share(count - wordsOf(placed, paragraphs), count),
    ...(await comparison(held, against)),
    ...neighbourhood(held, against),
    notes: notesOn(held, archive.passages),
  };
}

/** What the run learned. Another process may have had its store when the report was opened; else whoever opens it says why it is not there. */
async function fitOf({ kept, folder, store, run }: Archive): Promise<Fit> {
  if (kept !== undefined) return kept.fit;
  const { fit } = await neededFit(folder, store, run);
  if (run.version !== version) throw noFit(folder, store);
  return fit;
}

/** Passages of the report that say the same in other words: so many for one of the draft. */
const MOST_AGAIN = 2;

async function comparison(held: Held, against: Against): Promise<Pick<Checked, "repeats" | "fresh">> {
  const repeats: Repeated[] = [];
  const fresh: FreshParagraph[] = [];
  for (const [i, { text }] of held.paragraphs.entries()) {
    const said = held.said.filter(({ passage }) => passage === i);
    const near = nearestTo(i, held, against);
    const verbatim = said.map((each) => saidBefore(each, held, against));
    const posts = new Set(said.map(({ other }) => at(against.passages, other).postId));
    const again = near
      .filter(
        ({ other, similarity }) =>
          similarity >= (against.usual?.again ?? 1) && !posts.has(at(against.passages, other).postId),
      )
      .slice(0, MOST_AGAIN);
    repeats.push(...verbatim);
    for (const each of again) repeats.push(await saidOtherwise(i, each, held, against));
    const [first] = near;
    const isFar = first === undefined || first.similarity < (against.usual?.fresh ?? 1);
    const isNew = isFar || isStrange(i, held, against);
    if (said.length === 0 && again.length === 0 && isNew)
      fresh.push({ paragraph: i, text, unseen: against.unseen(text), ...nearestPost(first, against) });
  }
  return { repeats, fresh };
}

interface Near {
  /** Position in the report. */
  other: number;
  similarity: number;
}

/** The nearest passages of the report, the nearest of each post. */
function nearestTo(i: number, { vectors: own }: Held, { vectors, passages }: Against): Near[] {
  if (isZero(row(own, i))) return [];
  const seen = new Set<string>();
  return Array.from(passages.keys(), (other) => ({
    other,
    similarity: dotRows(own, i, vectors, other),
  }))
    .sort((a, b) => b.similarity - a.similarity || a.other - b.other)
    .filter(({ other }) => {
      const { postId } = at(passages, other);
      return !seen.has(postId) && seen.add(postId).size > 0;
    });
}

function saidBefore({ passage, other, text, otherText }: Verbatim, held: Held, against: Against): Repeated {
  const similarity = dotRows(held.vectors, passage, against.vectors, other);
  return {
    paragraph: passage,
    text,
    quotation: otherText,
    ...place(other, against),
    ...nearness(similarity, against),
    isVerbatim: true,
  };
}

async function saidOtherwise(
  passage: number,
  { other, similarity }: Near,
  held: Held,
  against: Against,
): Promise<Repeated> {
  const { vectorOf } = against.archive.vectors.adapted;
  const quotation = await quotedFrom(at(against.passages, other).text, row(held.vectors, passage), vectorOf);
  const { text } = at(held.paragraphs, passage);
  return {
    paragraph: passage,
    text,
    quotation,
    ...place(other, against),
    ...nearness(similarity, against),
    isVerbatim: false,
  };
}

function nearestPost(near: Near | undefined, against: Against): Pick<FreshParagraph, "nearest"> {
  if (near === undefined) return {};
  const { post } = place(near.other, against);
  return { nearest: { post, ...nearness(near.similarity, against) } };
}
