/** The kinds of values that options have. A message says what was expected; what was got is added where it is shown. */
import * as v from "valibot";

export const FILLED = "a text that is not empty";

export const filledText = v.pipe(v.string(FILLED), v.regex(/\S/, FILLED));

/** A list of texts; one text stands for a list of one. */
export const texts = v.union(
  [
    v.array(filledText),
    v.pipe(
      filledText,
      v.transform((text) => [text]),
    ),
  ],
  "a list of texts",
);

/** True or false, as YAML has them or in words. */
export const trueOrFalse = v.lazy((input) => (typeof input === "string" ? trueOrFalseInWords : plainBoolean));
const plainBoolean = v.boolean("true or false");
const trueOrFalseInWords = v.pipe(
  v.picklist(["true", "false"], "true or false"),
  v.transform((word) => word === "true"),
);

/** One of some words. */
export function oneOf<const Names extends readonly [string, ...string[]]>(names: Names) {
  return v.picklist(names, `one of ${names.map((name) => `"${name}"`).join(", ")}`);
}

/** Some of some words, each once; one word stands for a list of one. */
export function someOf(names: readonly string[]) {
  const expected = `some of ${names.map((name) => `"${name}"`).join(", ")}`;
  return v.pipe(
    v.union(
      [
        v.array(v.picklist(names, expected), expected),
        v.pipe(
          v.picklist(names, expected),
          v.transform((name) => [name]),
        ),
      ],
      expected,
    ),
    v.transform((chosen) => names.filter((name) => chosen.includes(name))),
  );
}

/** A whole number, also in digits. */
export function wholeNumber(low: number, high: number, expected = `a whole number from ${low} to ${high}`) {
  const number = v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(low, expected),
    v.maxValue(high, expected),
  );
  const digits = v.pipe(v.string(expected), v.regex(/^\d+$/, expected), v.transform(Number), number);
  return v.lazy((input) => (typeof input === "string" ? digits : number));
}

/** "auto", or a whole number. */
export function autoOrNumber(low: number, high: number) {
  const expected = `"auto" or a whole number from ${low} to ${high}`;
  return v.union([v.literal("auto"), wholeNumber(low, high, expected)], expected);
}

/** A day of the calendar, `YYYY-MM-DD`. */
export const day = v.pipe(
  v.string("a day such as 2024-03-31"),
  v.isoDate("a day such as 2024-03-31"),
  v.check(isDay, "a day such as 2024-03-31"),
);

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** The keys that an object might have had, by the message of the issue that one of them was none of these. */
const UNKNOWN = "only ";

/** An object of these keys and no others. */
export function fields<const Entries extends v.ObjectEntries>(entries: Entries, expected: string) {
  const known = UNKNOWN + Object.keys(entries).join(" ");
  return v.strictObject(entries, (issue) => {
    if (issue.expected === "Object") return expected;
    return issue.expected === "never" ? known : FILLED;
  });
}

/** The keys of the object in which an unknown one stood. */
export function fieldsOf({ message }: v.BaseIssue<unknown>): string[] {
  return message.slice(UNKNOWN.length).split(" ");
}
