import { isStopWord } from "../../../text/stop-words.js";
import { lightStemOf } from "../../../text/word-forms.js";
import { wordsOf } from "../../../text/words.js";

/** The content words of a text, stemmed: what the corpus-fitted part of an embedding counts. */
export function termsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => word.length > 1 && !isStopWord(word))
    .map(lightStemOf);
}
