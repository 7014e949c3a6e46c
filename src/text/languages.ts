/** Which language a text is in, and which of that language's words carry grammar and no theme. */
import { franc } from "franc-min";
import stopwords from "stopwords-iso" with { type: "json" };
import { mostlyEnglish } from "./english.js";
import { isStopWord } from "./stop-words.js";

/** An ISO 639-1 code. */
export type Language = string;

export const ENGLISH: Language = "en";

/** What is needed to tell a language: characters looked at, and the fewest that tell anything. */
const MOST_CHARACTERS = 4000;
const FEWEST_CHARACTERS = 60;

/** Languages that are told apart, by the codes of ISO 639-3 that the detector has for them. */
const CODES: Readonly<Record<string, Language>> = {
  ...{
    eng: "en",
    deu: "de",
    spa: "es",
    fra: "fr",
    por: "pt",
    ita: "it",
    nld: "nl",
    jpn: "ja",
    cmn: "zh",
    kor: "ko",
  },
  ...{
    rus: "ru",
    ukr: "uk",
    pol: "pl",
    ces: "cs",
    swe: "sv",
    hun: "hu",
    ron: "ro",
    tur: "tr",
    ind: "id",
    ell: "el",
  },
  ...{ arb: "ar", hin: "hi", bul: "bg", tha: "th", vie: "vi" },
};

/** Short words that hold a name together from the inside: "Revisión por pares", "Datos del censo". */
const LINKS: Readonly<Record<Language, string>> = {
  es: "de del la las los por para en con a al y",
  pt: "de do da dos das por para em com e",
  fr: "de du des la le les l d à au aux en pour par et",
  it: "di del della dei delle dello da dal per in con e",
  nl: "van de het der voor in op en",
  de: "von der des und für im am zur zum",
};

/** What stands between two things that belong together. */
const JOINERS: Readonly<Record<Language, string>> = {
  ...{
    en: "and",
    de: "und",
    es: "y",
    fr: "et",
    pt: "e",
    it: "e",
    nl: "en",
    ja: "と",
    sv: "och",
    pl: "i",
    cs: "a",
  },
  ...{ ru: "и", uk: "і", tr: "ve", id: "dan", ro: "și", hu: "és", el: "και", zh: "和" },
};

/** What the lists lack: forms of can, want, need, use and allow, greetings and thanks, and pieces of addresses. */
const MORE: Readonly<Record<Language, string>> = {
  es: `puedes podés podéis quieres querés quieren quiere queremos necesitas necesitamos necesita necesitan deseas desea utilizando
    utilizar utiliza utilizan utilizamos usamos usas permite permiten permitir haciendo leyendo teniendo siendo espero esperamos
    hola gracias saludos`,
  pt: `podes quer quero querem queremos precisa precisam precisamos utilizar utiliza usando usamos permite permitem fazendo espero
    olá obrigado obrigada`,
  fr: `pouvez pouvons peuvent voulez voulons veulent utiliser utilisez utilisons utilisant permet permettent espère bonjour salut merci`,
  it: `puoi possiamo potete vuoi vogliamo volete usare usiamo usando utilizzare permette permettono spero ciao grazie`,
  de: `kannst könnt möchtest möchten brauchst brauchen benutzen verwenden nutzen erlaubt hoffe hallo danke`,
  nl: `kunt kunnen wilt willen gebruiken gebruikt hallo bedankt`,
};
/** In a text of any language. */
const OF_ADDRESSES = ["http", "https", "www", "html"];

const lists: Readonly<Record<Language, readonly string[]>> = stopwords;
const functionWords = new Map<Language, ReadonlySet<string>>();
const links = new Map<Language, ReadonlySet<string>>();

/** The language that a text is in: English where its function words are, or where too little of it tells. */
export function languageOf(text: string): Language {
  const sample = text.slice(0, MOST_CHARACTERS);
  if (sample.length < FEWEST_CHARACTERS || mostlyEnglish([sample])) return ENGLISH;
  const code = franc(sample, { only: Object.keys(CODES) });
  return CODES[code] ?? ENGLISH;
}

/**
 * True for a word that carries grammar and no theme.
 *
 * @param word in lower case
 */
export function isFunctionWord(word: string, language: Language): boolean {
  if (language === ENGLISH) return isStopWord(word);
  const known = functionWords.get(language) ?? wordsKnown(language);
  functionWords.set(language, known);
  return known.has(word);
}

function wordsKnown(language: Language): ReadonlySet<string> {
  const more = (MORE[language] ?? "").split(/\s+/).filter((word) => word !== "");
  return new Set([...(lists[language] ?? []), ...more, ...OF_ADDRESSES]);
}

/** True for a word that may stand inside a name of that language, never at its ends. */
export function isLink(word: string, language: Language): boolean {
  const known = links.get(language) ?? new Set((LINKS[language] ?? "").split(" "));
  links.set(language, known);
  return known.has(word);
}

/** The word for "and". */
export function joinerOf(language: Language): string {
  return JOINERS[language] ?? "/";
}

/** A language as English calls it: "German". */
export function languageName(language: Language): string {
  return new Intl.DisplayNames(["en"], { type: "language" }).of(language) ?? language;
}
