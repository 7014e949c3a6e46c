/** Text of posts in notes: it reads the same, and does nothing. */
import { escapeMarkdown } from "../../render/markdown.js";
import { oneLine } from "../../render/text.js";

/**
 * As `escapeMarkdown`, and without what notes have besides: comments, highlights, names of blocks, fields and commands of templates and of
 * Dataview.
 */
export function noteText(text: string): string {
  return escapeMarkdown(text)
    .replace(/%/g, "&#37;")
    .replace(/^\\=|=/g, "&#61;")
    .replace(/\^/g, "&#94;")
    .replace(/::/g, "&#58;&#58;");
}

/** The words that a link between notes shows: there nothing can be escaped. */
export function linkWords(text: string): string {
  const words = oneLine(text)
    .replace(/[[{]/g, "(")
    .replace(/[\]}]/g, ")")
    .replace(/\|/g, "/")
    .replace(/</g, "‹")
    .replace(/>/g, "›")
    .replace(/[`$%^=#\\]/g, " ")
    .replace(/:{2,}/g, ":")
    .replace(/\s+/g, " ")
    .trim();
  return words === "" ? "untitled" : words;
}

/** A link to another note. */
export function wikilink(note: string, text: string): string {
  return `[[${note}|${linkWords(text)}]]`;
}

/** As a tag can be written: letters, digits, `-` and `_`, and not digits alone; undefined where nothing is left. */
export function noteTag(tag: string): string | undefined {
  const name = oneLine(tag)
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}_]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  if (name === "") return undefined;
  return /^\p{N}+$/u.test(name) ? `_${name}` : name;
}

/** What stands in the properties of a note. */
export type Properties = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/**
 * Front matter: every text in double quotes, as JSON and YAML both have them, so that no text is taken for anything else. `<` is written
 * as its number, which keeps commands of templates from being seen as such.
 */
export function frontMatter(properties: Properties): string {
  const lines = Object.entries(properties).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (typeof value === "number") return [`${key}: ${value}`];
    if (typeof value === "string") return [`${key}: ${quoted(value)}`];
    return value.length === 0 ? [] : [`${key}:`, ...value.map((each) => `  - ${quoted(each)}`)];
  });
  return `---\n${lines.join("\n")}\n---`;
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[<\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A text of a post as a property, in which two brackets would make a link. */
export function propertyText(text: string): string {
  return oneLine(text).replace(/\[(?=\[)/g, "[ ");
}
