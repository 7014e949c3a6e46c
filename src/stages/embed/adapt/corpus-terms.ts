import { ENGLISH, isFunctionWord, languageOf } from "../../../text/languages.js";
import { isStopWord } from "../../../text/stop-words.js";
import { lightStemOf } from "../../../text/word-forms.js";
import { wordsOf } from "../../../text/words.js";

/** The content words of a text, stemmed: what the corpus-fitted part of an embedding counts. */
export function termsOf(text: string): string[] {
  const language = languageOf(text);
  const words = wordsOf(text).filter((word) => word.length > 1 && !isStopWord(word));
  if (language === ENGLISH) return words.map(lightStemOf);
  // English endings would cut other languages' words at random.
  return words.filter((word) => !isFunctionWord(word, language));
}
