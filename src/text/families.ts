/** Endings that make a noun of another word, and those of the doer. */
const ENDING = /(?:ship|izations?|isations?|ations?|ers?|ors?|ings?|ments?|ions?|ees?|al|ly)$/;
const SHORTEST = 3;

/**
 * Words of one family name one thing to a reader of headings: lead, leader, leadership; hire, hiring; document,
 * documentation. The family is what is left without the commonest endings; it is a key and never shown.
 */
export function familyOf(word: string): string {
  let stem = word.toLowerCase();
  for (let rest = stem.replace(ENDING, ""); rest !== stem; rest = stem.replace(ENDING, "")) {
    if (rest.length < SHORTEST) break;
    stem = rest;
  }
  return stem.replace(/([bdgklmnprt])\1$/, "$1").replace(/[ey]$/, "");
}

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
