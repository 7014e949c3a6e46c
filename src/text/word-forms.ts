/** Which forms of words are one word: by stem, by family, by number. The keys that come out are never shown. */
import { stemmer } from "@orama/stemmers/english";
import { remembered } from "./remembered.js";

/**
 * The stem of an English word, by the Snowball algorithm (Porter 2001): "meetings", "meeting" and "meets" have the
 * same.
 *
 * @param word in lower case
 */
export const stemOf = remembered((word) => stemmer(word));

/** Plural, then verb endings, then a final e: enough for "meetings", "meeting" and "meets" to count together. */
const PLURALS = ["ies", "es", "s"] as const;
const VERB_ENDINGS = ["ing", "ed", "ly"] as const;

/**
 * A lighter stem, for counting words in a small collection: the Snowball one merges words of different meaning
 * ("organ", "organization"), and costs the embeddings that learn from these counts about four hundredths of AMI on news
 * snippets (docs/quality.md).
 *
 * @param word in lower case
 */
export function lightStemOf(word: string): string {
  const plural = word.endsWith("ss")
    ? undefined
    : PLURALS.find((end) => word.endsWith(end) && word.length - end.length >= 3);
  const one = plural === undefined ? word : word.slice(0, -plural.length) + (plural === "ies" ? "y" : "");
  const ending = VERB_ENDINGS.find((end) => one.endsWith(end) && one.length - end.length >= 4);
  const base = ending === undefined ? one : one.slice(0, -ending.length);
  return base.endsWith("e") && base.length > 4 ? base.slice(0, -1) : base;
}

/** Endings of the doer and of a state, which a stemmer keeps. */
const DOER = /(?:ship|ers?|ors?|ees?)$/;
const SHORTEST = 3;

/**
 * Words of one family name one thing to a reader of headings: lead, leader, leadership; hire, hiring; document,
 * documentation. The family is the stem of what is left without the endings of doers.
 */
export const familyOf = remembered((word) => {
  let stem = stemOf(word.toLowerCase());
  for (let rest = stem.replace(DOER, ""); rest !== stem; rest = stem.replace(DOER, "")) {
    if (rest.length < SHORTEST) break;
    stem = stemOf(rest);
  }
  return stem.replace(/[eiy]$/, "");
});

/** The families of a phrase's words, in order; of the parts of "open-source" and "cloud.gov" too. */
export function familiesOf(key: string): string[] {
  return key
    .split(/[\s.-]+/)
    .filter((word) => word !== "")
    .map(familyOf);
}

/** Nouns for a doing or a state, which make better headings than the doer: "leadership" than "leader". */
export function isAbstract(word: string): boolean {
  return /(?:ship|ing|(?<!docu|ele|com|seg|frag|instru)ment|ion|ity|ness|cy)s?$/i.test(word);
}

/**
 * The singular of an English noun by its ending, so that "studies" and "study", "MVPs" and "MVP" count together. A word
 * that only looks like a plural loses its ending too, which does no harm: the key is never shown.
 */
export const singular = remembered((noun) => {
  const plain = noun.replace(/['’]s?$/u, "");
  if (plain.length < 4 || /(?:ss|us|is)$|^(?:news|series|species|lens)$/i.test(plain)) return plain;
  if (/[^aeiou]ies$/i.test(plain)) return plain.replace(/ies$/i, "y");
  if (/(?:ch|sh|x|ss|zz)es$/i.test(plain)) return plain.slice(0, -2);
  return plain.replace(/s$/i, "");
});
