/** Languages in which blogs are mostly written; their months are asked of the runtime. */
const LANGUAGES = [
  ...["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "sl", "hr", "hu"],
  ...["ro", "ca", "ru", "uk", "bg", "el", "tr", "et", "lv", "lt"],
];

/** `8 juillet 2015`, `8. Juli 2015`, `mié, 8 de julio de 2015`, `1er mai 2015`. */
const DAY_WORD_YEAR =
  /^(?:[\p{L}.]{2,20},?\s+)?(\d{1,2})(?:\.|º|°|er|th|st|nd|rd)?\s+(?:de\s+|d['’])?(\p{L}+)\.?,?\s+(?:de\s+|del\s+|г\.?\s+)?(\d{4})(?!\d)/iu;
/** `julio 8, 2015`, `Juli 8 2015`. */
const WORD_DAY_YEAR = /^(?:[\p{L}.]{2,20},?\s+)?(\p{L}{3,})\.?\s+(\d{1,2}),?\s+(?:de\s+)?(\d{4})(?!\d)/iu;

/** Day, month and year of a date with the month in words, in any of the usual languages; the day may not exist. */
export function partsInWords(text: string): { year: string; month: number; day: string } | undefined {
  const [, day, month, year] = DAY_WORD_YEAR.exec(text) ?? [];
  if (day !== undefined && month !== undefined && year !== undefined) return named(year, month, day);
  const [, word, number, inYear] = WORD_DAY_YEAR.exec(text) ?? [];
  if (word === undefined || number === undefined || inYear === undefined) return undefined;
  return named(inYear, word, number);
}

function named(
  year: string,
  word: string,
  day: string,
): { year: string; month: number; day: string } | undefined {
  const month = monthNames().get(fold(word));
  return month === undefined ? undefined : { year, month, day };
}

let names: ReadonlyMap<string, number> | undefined;

/** 1…12 by the folded name, long and short; made when first asked for. */
function monthNames(): ReadonlyMap<string, number> {
  names ??= new Map(LANGUAGES.flatMap(namesIn));
  return names;
}

function namesIn(language: string): [string, number][] {
  const styles = ["long", "short"] as const;
  return Array.from({ length: 12 }, (_, month) => month).flatMap((month) =>
    styles.flatMap((style) => {
      const date = new Date(Date.UTC(2001, month, 15));
      const alone = new Intl.DateTimeFormat(language, { month: style, timeZone: "UTC" }).format(date);
      // Beside a day many languages put the month in another case.
      const options = { day: "numeric", month: style, timeZone: "UTC" } as const;
      const parts = new Intl.DateTimeFormat(language, options).formatToParts(date);
      const inDate = parts.find(({ type }) => type === "month")?.value ?? alone;
      return [alone, inDate].map((name): [string, number] => [fold(name), month + 1]);
    }),
  );
}

function fold(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}.]/gu, "");
}
