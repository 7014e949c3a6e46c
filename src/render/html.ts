/** Markup that is safe to write: it came out of `html` or somebody vouched for it by a loud name. */
import { escapeHtml } from "../text/escape-html.js";
import { plain } from "./text.js";

export class Markup {
  constructor(readonly text: string) {}
}

export type MarkupValue = Markup | string | number | undefined | readonly MarkupValue[];

/** Escapes text for HTML and XML, as content and inside quoted attributes. */
export function escapeMarkup(text: string): string {
  return escapeHtml(plain(text)).replaceAll("'", "&#39;");
}

/** Takes the text as markup, unchecked. Only for markup that this program wrote itself, such as a style sheet. */
export function dangerouslyTrustedMarkup(text: string): Markup {
  return new Markup(text);
}

function render(value: MarkupValue): string {
  if (value instanceof Markup) return value.text;
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escapeMarkup(value);
  return value.map(render).join("");
}

/**
 * A template for HTML and SVG: every value is escaped, unless it is markup already; `undefined` is nothing, a list is
 * its items. Attributes must stand in double quotes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  const parts = strings.map((text, index) => text + render(values[index]));
  return new Markup(parts.join(""));
}
