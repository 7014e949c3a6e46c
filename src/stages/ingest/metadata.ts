import { calendarDate, isSlashed } from "./dates.js";
import { dateIn, fieldOf, foldedFields } from "./field-names.js";
import type { RawPost } from "./fields.js";
import { unpublishedBecause } from "./published.js";
import { textValue, webAddress } from "./values.js";

/**
 * What stands about a post in its front matter, header or properties, by any spelling of the names; each part absent where it is
 * not there.
 */
export function metadataIn(
  fields: ReadonlyMap<string, unknown>,
): Pick<RawPost, "title" | "date" | "url" | "author" | "tags" | "unpublished"> {
  const folded = foldedFields(fields);
  return {
    title: fieldOf(folded, "title", (value) => textValue(value) !== undefined),
    // `published: true` is no date; the first that can be read counts, else the first that was meant to be one.
    date: fieldOf(withoutTruthValues(folded), "date", isDate),
    // A permalink is often only a path.
    url: fieldOf(folded, "url", (value) => webAddress(value) !== undefined),
    author: fieldOf(folded, "author"),
    tags: fieldOf(folded, "tags"),
    unpublished: unpublishedBecause(fields),
  };
}

function isDate(value: unknown): boolean {
  const date = dateIn(value);
  return calendarDate(date) !== undefined || isSlashed(date);
}

function withoutTruthValues(fields: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const isTruth = (value: unknown): boolean =>
    typeof value === "boolean" ||
    (typeof value === "string" && /^(?:true|false|yes|no)$/i.test(value.trim()));
  return new Map([...fields].filter(([, value]) => !isTruth(value)));
}
