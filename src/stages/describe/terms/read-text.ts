import { ENGLISH, type Language } from "../../../text/languages.js";
import { readPhrases, type Reading } from "./phrases.js";
import { plainPhrasesOf } from "./plain-phrases.js";

/** What stands in a text of a language. */
export type ReadText = (language: Language, text: string) => Reading;

/** Asks whether a lower-case word is among the stop words, whatever their case. */
export function stopper(stopWords: readonly string[]): (word: string) => boolean {
  const stopped = new Set(stopWords.map((word) => word.toLowerCase()));
  return (word) => stopped.has(word);
}

/** Reads each text when it is asked for. */
export function textReader(stopWords: readonly string[]): ReadText {
  const stopped = stopper(stopWords);
  return (language, text) => {
    if (language === ENGLISH) return readPhrases(text, stopped);
    return { phrases: plainPhrasesOf(text, language, stopped), verbs: [] };
  };
}
