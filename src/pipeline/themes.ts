/** From passages to themes: by a new fit, or by the last one where little has changed. */
import { commonestLanguage, languagesOf } from "../text/post-languages.js";
import type { Language } from "../text/languages.js";
import type { Config } from "../run/config.js";
import type { Context } from "../shapes/context.js";
import type { Embedder, VectorOf } from "../shapes/embedder.js";
import type { Embeddings, ModelIdentity } from "../shapes/embeddings.js";
import type { Continuation, Fit } from "../shapes/fit.js";
import type { MapPoints } from "../shapes/map-points.js";
import type { Passage } from "../shapes/passage.js";
import type { Post } from "../shapes/post.js";
import type { Theme } from "../shapes/theme.js";
import { joinNamed } from "../stages/cluster/join-named.js";
import { takeNamed } from "../stages/cluster/take-named.js";
import { cluster } from "../stages/cluster/cluster.js";
import { pillarsOf } from "../stages/cluster/pillars.js";
import type { Chat } from "../stages/describe/chat/chat.js";
import type { ChatPrompt } from "../stages/describe/chat/prompt.js";
import { labelPrompts, relabel } from "../stages/describe/chat/relabel.js";
import { describe, type Described } from "../stages/describe/describe.js";
import { redescribe } from "../stages/describe/redescribe.js";
import { readings } from "../stages/describe/terms/readings.js";
import { holdingsOf, type Holdings } from "../stages/describe/subjects/holdings.js";
import { readSubjects } from "../stages/describe/subjects/vocabulary.js";
import { adapt } from "../stages/embed/adapt/adapt.js";
import { openWordVectors } from "../stages/embed/builtin/builtin.js";
import { encode } from "../stages/embed/encode.js";
import { map } from "../stages/map/map.js";
import { decide } from "../stages/reconcile/decide.js";
import { extend } from "../stages/reconcile/extend.js";
import { textId } from "../stages/reconcile/rows.js";
import { knownAs } from "../stages/reconcile/known-as.js";
import { embedNew } from "./embed-new.js";
import { fitKey } from "./fit-key.js";
import type { Timed } from "./stopwatch.js";

export interface ThemesInput {
  posts: readonly Post[];
  passages: readonly Passage[];
  embedder: Embedder;
  config: Config;
  /** Absent where no chat endpoint is asked for labels. */
  chat?: Chat;
  /** Absent for a first run. */
  last?: Fit;
  timed: Timed;
}

/** The themes of a collection, with all that they were found by. */
export interface Themes {
  continuation: Continuation;
  languages: readonly Language[];
  embeddings: Embeddings;
  /** Gives a phrase its place among the passages. */
  vectorOf: VectorOf;
  identity: ModelIdentity;
  holdings: Holdings;
  described: Described;
  themes: Theme[];
  map: MapPoints;
  prompts: ChatPrompt[];
  /** What people should know of the themes that they named. */
  namedNotes: readonly string[];
  /** Why themes kept their keyword label although the chat endpoint was asked for another. */
  chatNotes: readonly string[];
  /** What the next run can go on from; absent where that is the fit that this one went on from. */
  fit?: Fit;
}

type Known = ThemesInput & { languages: readonly Language[]; holdings: Holdings; key: string };

/** Goes on from the last fit where it can, else makes a new one and gives its themes the ids of the last. */
export async function findThemesAmong(input: ThemesInput, context: Context): Promise<Themes> {
  const { passages, config, embedder, last } = input;
  const languages = languagesOf(passages);
  const holdings = holdingsOf(await readSubjects(commonestLanguage(languages)), passages);
  const known = { ...input, languages, holdings, key: await fitKey(config, embedder.identity) };
  const decision = decide(passages, last, known.key);
  if (decision.kind === "update" && config.refit === true) {
    return fit(known, "fitted anew: --refit asked for it", context);
  }
  if (decision.kind === "update" && last !== undefined) {
    if (config.adapt && last.learned === undefined) {
      return fit(known, "fitted anew: there are too few passages to go on from", context);
    }
    const updated = await update(known, last, decision, context);
    if (updated !== undefined) return updated;
    const reason = "fitted anew: what is new does not fit the themes that there were";
    return fit(known, reason, context);
  }
  return fit(known, decision.reason, context);
}

/** A new fit: everything is learned from the collection as it is now. */
async function fit(input: Known, reason: string, context: Context): Promise<Themes> {
  const { posts, passages, languages, holdings, embedder, config, last, timed } = input;
  const read = readings({ posts, passages, languages }, config, context);
  // It is awaited where themes are named; until then it may fail unheard.
  read.catch(() => undefined);
  const encoded = await timed("encode", () => encode(passages, embedder, context));
  const adapted = await timed("adapt", () =>
    adapt(passages, encoded, embedder, { adapt: config.adapt, languages }, context),
  );
  const { embeddings, base, identity, vectorOf, learned } = adapted;
  const taken = await timed("take named", () =>
    takeNamed(passages, embeddings, { namedThemes: config.namedThemes, vectorOf }, context),
  );
  const division = { ...config, mayBeNone: taken.found.includes(true) };
  const free = await timed("cluster", () => cluster(taken.embeddings, taken.passages, division, context));
  const points = await timed("map", () => map(embeddings, passages, {}, context));
  const described = await timed("describe", async () =>
    describe(
      { posts, passages, languages, embeddings, clustering: joinNamed(embeddings, taken, free) },
      {
        ...{ vectorOf, stopWords: config.stopWords, holdings },
        read: await read,
        wordVectorOf: await openWordVectors(),
        pillarsOf: (themes) => pillarsOf(embeddings, themes, passages, base),
        knownAs: (themes) => knownAs(themes, passages, last),
      },
      context,
    ),
  );
  const { themes, prompts, chatNotes } = await labelled(input, described, context);
  return {
    ...{ languages, holdings, embeddings, vectorOf, identity, described, themes, prompts, chatNotes },
    map: points,
    continuation: { kind: "fit", reason },
    namedNotes: taken.notes,
    fit: {
      key: input.key,
      passageIds: passages.map(({ id }) => id),
      postIds: passages.map(({ postId }) => postId),
      textIds: passages.map(({ text }) => textId(text)),
      ...{ embeddings, learned, themes, map: points },
      clustering: described.clustering,
      pillars: described.pillars,
      formats: described.formats,
      named: described.named,
      notes: { named: taken.notes, chat: chatNotes },
    },
  };
}

/** The last fit with the passages of now; undefined where they don't fit it. */
async function update(
  input: Known,
  last: Fit,
  { rows, reason }: { rows: Int32Array; reason: string },
  context: Context,
): Promise<Themes | undefined> {
  const { posts, passages, languages, holdings, embedder, config, timed } = input;
  const added = { passages, rows, languages };
  const { embeddings, vectorOf, identity } = await embedNew(last, added, embedder, context, timed);
  const extended = await timed("place", () => extend(last, passages, rows, embeddings));
  if (extended === undefined) return undefined;
  const { clustering, map: points } = extended;
  const described = await timed("describe", () =>
    redescribe({ posts, passages, embeddings, clustering, fit: last }, { vectorOf }, context),
  );
  return {
    ...{ languages, holdings, embeddings, vectorOf, identity, described, map: points },
    themes: described.themes,
    continuation: { kind: "update", reason },
    prompts: config.chat === undefined ? [] : labelPrompts({ themes: described.themes, passages }),
    namedNotes: last.notes.named,
    chatNotes: last.notes.chat,
  };
}

/** The themes with the labels of the chat endpoint, where one is asked. */
async function labelled(
  { chat, config, passages, timed }: Known,
  { themes }: Described,
  context: Context,
): Promise<{ themes: Theme[]; prompts: ChatPrompt[]; chatNotes: readonly string[] }> {
  const prompts = config.chat === undefined ? [] : labelPrompts({ themes, passages });
  if (chat === undefined) return { themes, prompts, chatNotes: [] };
  const relabelled = await timed("relabel", () => relabel({ themes, passages }, { chat }, context));
  return { themes: relabelled.themes, prompts, chatNotes: relabelled.notes };
}
