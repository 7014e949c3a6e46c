/** Full-text search over passages, titles of posts and terms of themes, in the page itself. */
import MiniSearch from "minisearch";
import type { AppData } from "../../render/app-data-types.js";

/** What was found: a passage, a post by its title, or a theme by its name or a term. */
export interface Found {
  kind: "passage" | "post" | "theme";
  position: number;
  /** The words of the text that were hit, folded. */
  words: string[];
}

export interface Search {
  /** Best first. Finds among what has been read so far; `ready` tells when that is everything. */
  find(query: string): Found[];
  /** Reads everything, a little at a time, so that the page stays quick. */
  readonly ready: Promise<void>;
}

interface Entry {
  id: string;
  text: string;
}

const DIACRITICS = /\p{M}/gu;
const AT_ONCE = 100;
/** A title or a term says more than a word somewhere in a passage. */
const BOOST = { passage: 1, post: 3, theme: 4 };

/** Lower case, without diacritics. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(DIACRITICS, "").toLowerCase();
}

export function makeSearch(data: AppData): Search {
  const index = new MiniSearch<Entry>({
    fields: ["text"],
    processTerm: (term) => folded(term),
    searchOptions: { prefix: true, combineWith: "AND", fuzzy: (term) => (term.length > 5 ? 0.15 : false) },
  });
  return {
    ready: index.addAllAsync(entriesOf(data), { chunkSize: AT_ONCE }),
    find: (query) =>
      index
        .search(query, { boostDocument: (id: string) => BOOST[kindOf(id)] })
        .map(({ id, terms }: { id: string; terms: string[] }) => ({
          kind: kindOf(id),
          position: Number(id.slice(id.indexOf(" ") + 1)),
          words: terms,
        })),
  };
}

function kindOf(id: string): Found["kind"] {
  if (id.startsWith("passage ")) return "passage";
  return id.startsWith("post ") ? "post" : "theme";
}

function entriesOf({ themes, posts, passages }: AppData): Entry[] {
  return [
    ...themes.map(({ label, terms }, i) => ({ id: `theme ${i}`, text: [label, ...terms].join(" \n ") })),
    ...posts.map(({ title, tags }, i) => ({ id: `post ${i}`, text: [title, ...tags].join(" \n ") })),
    ...passages.text.map((text, i) => ({ id: `passage ${i}`, text })),
  ];
}

/** A piece of a snippet; hits are to be marked. */
export interface Piece {
  text: string;
  isHit: boolean;
}

const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
const BEFORE = 60;
const LENGTH = 220;

/** About 220 characters around the first hit, cut at words, with the hits apart. */
export function snippet(text: string, words: readonly string[]): Piece[] {
  const wanted = new Set(words);
  const hits = [...text.matchAll(WORDS)].filter(([word]) => wanted.has(folded(word)));
  const first = hits[0]?.index ?? 0;
  const start = first <= BEFORE ? 0 : Math.max(0, text.indexOf(" ", first - BEFORE) + 1);
  const end = start + LENGTH >= text.length ? text.length : text.lastIndexOf(" ", start + LENGTH);
  const pieces: Piece[] = [];
  let at = start;
  const add = (to: number, isHit: boolean): void => {
    if (to > at) pieces.push({ text: text.slice(at, to), isHit });
    at = Math.max(at, to);
  };
  for (const { index, 0: word } of hits) {
    if (index < start || index + word.length > end) continue;
    add(index, false);
    add(index + word.length, true);
  }
  add(Math.max(end, at), false);
  if (start > 0) pieces.unshift({ text: "… ", isHit: false });
  if (end < text.length) pieces.push({ text: " …", isHit: false });
  return pieces;
}
