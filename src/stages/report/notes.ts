import { at } from "../../math/at.js";
import { groupBy } from "../../text/group.js";
import { ENGLISH, languageName, type Language } from "../../text/languages.js";
import type { Context } from "../../shapes/context.js";
import type { Embeddings, ModelIdentity } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";

export interface NotesInput {
  posts: readonly Post[];
  passages: readonly Passage[];
  /** Of each passage. */
  languages: readonly Language[];
  embeddings: Embeddings;
  identity: ModelIdentity;
  /** Sections that return from post to post, in the most posts first. */
  formats: readonly Recurring[];
}

interface Recurring {
  heading: string;
  posts: number;
}

/** With fewer passages than this, themes are a matter of luck. */
const FEW_PASSAGES = 20;

/** What a reader of the report should know before trusting it, in plain words; also said on the console. */
export function notes(
  { posts, passages, languages, embeddings, identity, formats }: NotesInput,
  context: Context,
): string[] {
  const out: string[] = [];
  if (passages.length < FEW_PASSAGES) {
    out.push(`There are only ${passages.length} passages; themes become steady from about 100 on.`);
  }
  if (knowsOnlyEnglish(identity)) out.push(...languageNotes(passages, languages));
  if (posts.length > 0 && posts.every((post) => post.date === undefined)) {
    out.push("No post has a date, so there are no timelines and no trends.");
  }
  if (embeddings.unknown.length > 0) {
    const one = embeddings.unknown.length === 1;
    out.push(
      `${embeddings.unknown.length} ${one ? "passage holds" : "passages hold"} no word that the model knows ` +
        `and ${one ? "is" : "are"} left unplaced.`,
    );
  }
  for (const note of out) context.log.warn(note);
  return [...out, ...formatNotes(formats)];
}

/** Recurring sections that are told of. */
const MOST_FORMATS = 6;

/** Not said on the console: it is nothing to be warned of. */
function formatNotes(formats: readonly Recurring[]): string[] {
  if (formats.length === 0) return [];
  const told = formats.slice(0, MOST_FORMATS).map(({ heading, posts }) => `“${heading}” in ${posts} posts`);
  const more = formats.length > MOST_FORMATS ? ` and ${formats.length - MOST_FORMATS} more` : "";
  return [`Sections that return from post to post name no theme: ${told.join(", ")}${more}.`];
}

/** A single post of another language makes no theme. */
const LEAST_OTHERS = 2;

/** What is to be said where posts are in languages that the model doesn't know. */
function languageNotes(passages: readonly Passage[], of: readonly Language[]): string[] {
  const languages = new Map(of.map((language, i) => [at(passages, i).postId, language]));
  const groups = groupBy([...languages.values()], (language) => language);
  const others = [...groups].filter(([language]) => language !== ENGLISH);
  const count = others.reduce((sum, [, own]) => sum + own.length, 0);
  if (count === 0 || (count < LEAST_OTHERS && count < languages.size / 2)) return [];
  const which = others
    .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
    .map(([language, own]) => `${own.length} in ${languageName(language)}`)
    .join(", ");
  return [
    `${count} of ${languages.size} posts are not in English (${which}). The built-in model has no words of other languages: ` +
      "their themes come from what these posts have in common alone. A multilingual model knows more: --embedder transformers --model Xenova/paraphrase-multilingual-MiniLM-L12-v2 (with --revision and the " +
      "commit shown with its files on the hub).",
  ];
}

function knowsOnlyEnglish({ languages }: ModelIdentity): boolean {
  return languages?.length === 1 && languages[0] === "en";
}
