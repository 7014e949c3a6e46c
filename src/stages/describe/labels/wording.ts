/** How a phrase is written in a label and in a list of terms: its capitals and its number. */
import { singular } from "../../../text/word-forms.js";
import type { PhraseFacts, PhraseTable } from "../terms/phrase-table.js";

/** A noun that stands without an article in this share of its uses in the singular is no countable thing. */
const UNCOUNTABLE = 0.3;
/** A thing is countable where the plural is at least this share of its uses, or "a", "each" … go before so many. */
const SOME_PLURAL = 0.05;
const SOME_COUNTED = 0.15;
/** Where the plural is so common, uses without an article are parts of set phrases. */
const OFTEN_PLURAL = 0.2;
/** With so many uses the plural of a countable thing has been met. */
const MANY_USES = 30;
/** Share of proper names from which a phrase keeps the number it has. */
const MOSTLY_NAME = 0.6;

/**
 * As a heading would have it inside a sentence: countable things in the plural ("roadmaps", "WIP limits"), others in the
 * singular ("strategy", "technical debt"), capitals as the author sets them where the place does not ask for any.
 */
export function wordingOf(facts: PhraseFacts, table: PhraseTable): string {
  const forms = inOneCase(facts);
  const plurals = forms.filter(([form]) => isPlural(form));
  const singulars = forms.filter(([form]) => !isPlural(form));
  const wanted = wantsPlural(facts) ? [...plurals, ...singulars] : [...singulars, ...plurals];
  const chosen = wanted[0]?.[0] ?? facts.key;
  if (wantsPlural(facts) && plurals.length === 0) {
    const made = pluralOf(wordingAs(chosen, facts, table));
    if (made !== undefined) return made;
  }
  return wordingAs(chosen, facts, table);
}

/** A form in lower case with the capitals that the author gives it. */
function wordingAs(chosen: string, facts: PhraseFacts, table: PhraseTable): string {
  return commonest(formsLike(facts.forms, chosen)) ?? recased(placedForm(facts, chosen), table);
}

/** Every way of writing in lower case with its count, the commonest first; of equals the first in code-unit order. */
function inOneCase({ forms, placedForms }: PhraseFacts): [string, number][] {
  const counts = new Map<string, number>();
  for (const [form, count] of [...forms, ...placedForms]) {
    const plain = withoutPossessive(form).toLowerCase();
    counts.set(plain, (counts.get(plain) ?? 0) + count);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function withoutPossessive(form: string): string {
  return form.replace(/['’]s?$/u, "");
}

function isPlural(form: string): boolean {
  const last = form.split(" ").at(-1) ?? "";
  return singular(last) !== last;
}

function wantsPlural(facts: PhraseFacts): boolean {
  const { plural, singular: single, bare, counted } = facts;
  if (plural >= single) return plural > 0;
  if (isName(facts)) return false;
  const uses = plural + single;
  if (plural >= OFTEN_PLURAL * uses && bare < single / 2) return true;
  const seen = plural >= Math.max(1, SOME_PLURAL * uses);
  const counts = uses < MANY_USES && counted >= Math.max(2, SOME_COUNTED * single);
  return (seen || counts) && bare < UNCOUNTABLE * single;
}

/** A name keeps its number. The tagger takes every acronym for one, and not every title for one. */
function isName({ forms, names, count }: PhraseFacts): boolean {
  const words = (commonest([...forms]) ?? "").split(" ");
  if (words.every((word) => /^\p{Lu}{2,}s?$/u.test(word))) return false;
  return names >= MOSTLY_NAME * count || words.every((word) => /^\p{Lu}/u.test(word));
}

/** The regular plural of a phrase's last word; undefined where it may be irregular. */
function pluralOf(phrase: string): string | undefined {
  if (/(?:man|men|child|person|foot|tooth|mouse|rion|fe?|us|ics|ing|ment|ship|ness)$/i.test(phrase))
    return undefined;
  if (/[^aeiou]y$/i.test(phrase)) return phrase.replace(/y$/i, "ies");
  if (/[a-z]sis$/.test(phrase)) return phrase.replace(/is$/, "es");
  return /(?:[sxz]|ch|sh)$/i.test(phrase) ? `${phrase}es` : `${phrase}s`;
}

function formsLike(forms: ReadonlyMap<string, number>, lower: string): [string, number][] {
  return [...forms]
    .map(([form, count]): [string, number] => [withoutPossessive(form), count])
    .filter(([form]) => form.toLowerCase() === lower);
}

function commonest(forms: readonly [string, number][]): string | undefined {
  return [...forms].sort(([a, m], [b, n]) => n - m || (a < b ? 1 : -1))[0]?.[0];
}

function placedForm({ placedForms }: PhraseFacts, lower: string): string {
  return commonest(formsLike(placedForms, lower)) ?? lower;
}

/** Of its uses in running text a word has so many with a capital where it keeps that in a phrase: "Docker", unlike "Labor". */
const MOSTLY_CAPITAL = 0.8;

/** Word by word as in running text; a word that mostly stands there in lower case, or never does, loses a single capital at its front. */
function recased(phrase: string, { facts }: PhraseTable): string {
  return phrase
    .split(" ")
    .map((word) => {
      const lower = word.toLowerCase();
      const known = facts.get(singular(lower));
      const seen = known && settled(formsLike(known.forms, lower), lower);
      return seen ?? (/^\p{Lu}[\p{Ll}\p{M}'’-]*$/u.test(word) ? lower : word);
    })
    .join(" ");
}

/** The commonest form; that with a capital at its front only where it is nearly always so. */
function settled(forms: readonly [string, number][], lower: string): string | undefined {
  const form = commonest(forms);
  if (form === undefined || form === lower || !/^\p{Lu}[\p{Ll}\p{M}'’-]*$/u.test(form)) return form;
  const uses = forms.reduce((sum, [, count]) => sum + count, 0);
  const small = forms.find(([other]) => other === lower)?.[1] ?? 0;
  return small > (1 - MOSTLY_CAPITAL) * uses ? lower : form;
}

/** A tag as a term, with the capitals that the author gives its words in running text; for an acronym, and what is often in the plural, as the text. */
export function wordingOfTag({ key, text }: { key: string; text: string }, table: PhraseTable): string {
  const words = text.trim().replaceAll(/[\s_]+/g, " ");
  const spaced = (words.includes(" ") ? words : words.replaceAll("-", " ")).toLowerCase();
  const facts = table.facts.get(key);
  if (!facts) return recased(spaced, table);
  const written = wordingOf(facts, table);
  const plural = facts.plural >= OFTEN_PLURAL * (facts.plural + facts.singular) && wantsPlural(facts);
  return plural || /\p{Lu}{2}/u.test(written) ? written : wordingAs(spaced, facts, table);
}
