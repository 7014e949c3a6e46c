import { codeVersion, type CodeParts } from "../../../io/code-version.js";
import type { Job } from "../../../shapes/executor.js";
import type { Language } from "../../../text/languages.js";
import { packReading } from "./packed-reading.js";
import { textReader } from "./read-text.js";

/** Everything that a reading depends on but its text. A test compares this with what is imported. */
export const READING: CodeParts = {
  rooms: ["stages/describe/terms", "text", "io/lazily", "math/at"],
  packages: ["@orama/stemmers", "franc-min", "stopwords-iso", "wink-eng-lite-web-model", "wink-nlp"],
};

let maker: Promise<string | undefined> | undefined;

/** The name of this way of reading in the store; undefined where it can't be told from others, and so keeps nothing. */
export function readingMaker(): Promise<string | undefined> {
  maker ??= codeVersion(READING).then((version) => version && `phrases ${version}`);
  return maker;
}

/** A text and the language that it is in. */
export type TextIn = Readonly<{ language: Language; text: string }>;

type Input = Readonly<{ stopWords: readonly string[]; texts: readonly TextIn[] }>;

/** Reads texts; gives the reading of each as `packReading` packs it. */
export const readingJob: Job<Input, string[]> = {
  name: "read phrases",
  version: async () => (await readingMaker()) ?? "of unknown code",
  run({ stopWords, texts }) {
    const read = textReader(stopWords);
    return Promise.resolve(texts.map(({ language, text }) => packReading(read(language, text))));
  },
};
