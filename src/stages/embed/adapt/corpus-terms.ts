import { isFunctionWord, type Language } from "../../../text/languages.js";
import { isStopWord } from "../../../text/stop-words.js";
import { lightStemOf } from "../../../text/word-forms.js";
import { wordsOf } from "../../../text/words.js";

/**
 * The content words of a text, stemmed: what the corpus-fitted part of an embedding counts.
 *
 * @param language that of most posts, whose function words are left out besides the English ones
 */
export function termsOf(text: string, language: Language): string[] {
  return wordsOf(text)
    .filter((word) => word.length > 1 && !isStopWord(word) && !isFunctionWord(word, language))
    .map(lightStemOf);
}
