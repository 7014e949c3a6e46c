import { isStopWord } from "./stop-words.js";
import { wordsOf } from "./words.js";

/** Function words make up two fifths of English prose and next to nothing of other languages. */
const ENGLISH_SHARE = 0.15;
/** Words looked at; more would tell nothing new. */
const SAMPLE_WORDS = 20_000;

/** True where texts are mostly in English, by the share of English function words among their first 20,000 words. */
export function mostlyEnglish(texts: Iterable<string>): boolean {
  let words = 0;
  let functionWords = 0;
  for (const text of texts) {
    for (const word of wordsOf(text)) {
      words++;
      if (isStopWord(word)) functionWords++;
    }
    if (words >= SAMPLE_WORDS) break;
  }
  return words === 0 || functionWords / words >= ENGLISH_SHARE;
}
