/** The phrases of a whole collection, read beside other work: by other threads, or by an earlier run. */
import { sha256 } from "../../../io/hash.js";
import { at } from "../../../math/at.js";
import type { Context } from "../../../shapes/context.js";
import type { Executor } from "../../../shapes/executor.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Post } from "../../../shapes/post.js";
import type { Language } from "../../../text/languages.js";
import { headingsOf } from "./headings-of.js";
import { unpackReading } from "./packed-reading.js";
import { textReader, type ReadText } from "./read-text.js";
import { readingJob, readingMaker, type TextIn } from "./reading-job.js";

/**
 * Texts that are read at once: some seconds of work. Whoever gives it out is deep in numbers meanwhile, and has no time to give out more.
 */
const CHARACTERS_PER_BATCH = 1_000_000;
/** Fewer are read before a thread has been started. */
const FEWEST_CHARACTERS = 400_000;

export interface ReadingsOptions {
  /** Dictionary forms that are left out. */
  stopWords: readonly string[];
  /** Where there are fewer characters, nobody else is asked. @default 400,000 */
  fewest?: number;
}

export interface ReadingsInput {
  posts: readonly Post[];
  passages: readonly Passage[];
  /** Of each passage. */
  languages: readonly Language[];
}

/**
 * Reads the passages and what stands over them. The result is the same wherever they are read; where there is no executor, or little to
 * read, each text is read when it is asked for.
 */
export async function readings(
  input: ReadingsInput,
  { stopWords, fewest = FEWEST_CHARACTERS }: ReadingsOptions,
  { executor, kept, signal }: Pick<Context, "executor" | "kept" | "signal">,
): Promise<ReadText> {
  const here = textReader(stopWords);
  const texts = textsOf(input);
  const characters = [...texts.values()].reduce((sum, { text }) => sum + text.length, 0);
  if (executor === undefined || characters < fewest) return here;
  const keys = new Map<string, string>();
  for (const [name, { language, text }] of texts) {
    keys.set(name, sha256(JSON.stringify([language, stopWords, text])));
  }
  const maker = await readingMaker();
  const keeper = kept && maker !== undefined ? { kept, maker } : undefined;
  const found = new Map(await keeper?.kept.phrasesOf(keeper.maker, [...keys.values()]));
  const missing = [...texts].filter(([name]) => !found.has(keyOf(keys, name)));
  for await (const batch of readElsewhere(missing, stopWords, executor, signal)) {
    const made = new Map([...batch].map(([name, packed]) => [keyOf(keys, name), packed]));
    for (const [key, packed] of made) found.set(key, packed);
    await keeper?.kept.putPhrases(keeper.maker, made);
  }
  return (language, text) => {
    const key = keys.get(nameOf(language, text));
    const packed = key === undefined ? undefined : found.get(key);
    return packed === undefined ? here(language, text) : unpackReading(packed);
  };
}

/** Each text once, by its name. */
function textsOf({ posts, passages, languages }: ReadingsInput): Map<string, TextIn> {
  const byId = new Map(posts.map((post) => [post.id, post]));
  const texts = new Map<string, TextIn>();
  passages.forEach((passage, i) => {
    if (passage.duplicateOf !== undefined) return;
    const language = at(languages, i);
    for (const text of [passage.text, ...headingsOf(passage, byId.get(passage.postId))]) {
      texts.set(nameOf(language, text), { language, text });
    }
  });
  return texts;
}

function nameOf(language: Language, text: string): string {
  return `${language} ${text}`;
}

function keyOf(keys: ReadonlyMap<string, string>, name: string): string {
  const key = keys.get(name);
  if (key === undefined) throw new Error(`Expected a text of the collection, got "${name.slice(0, 40)}".`);
  return key;
}

/** Yields, batch by batch, the packed readings of texts by their names. */
async function* readElsewhere(
  texts: readonly (readonly [string, TextIn])[],
  stopWords: readonly string[],
  executor: Executor,
  signal: AbortSignal,
): AsyncGenerator<Map<string, string>> {
  const batches = batchesOf(texts);
  const inputs = batches.map((batch) => ({ stopWords, texts: batch.map(([, text]) => text) }));
  let b = 0;
  for await (const packed of executor.map(readingJob, inputs, { signal })) {
    const batch = at(batches, b++);
    yield new Map(batch.map(([name], i) => [name, at(packed, i)]));
  }
}

function batchesOf(texts: readonly (readonly [string, TextIn])[]): (readonly [string, TextIn])[][] {
  const batches: (readonly [string, TextIn])[][] = [];
  let characters = Infinity;
  for (const entry of texts) {
    if (characters >= CHARACTERS_PER_BATCH) {
      batches.push([]);
      characters = 0;
    }
    batches.at(-1)?.push(entry);
    characters += entry[1].text.length;
  }
  return batches;
}
