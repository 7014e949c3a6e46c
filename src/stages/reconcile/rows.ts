import { at } from "../../math/at.js";
import { isZero, row, zeros } from "../../math/matrix.js";
import { contentId } from "../../io/hash.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Fit } from "../../shapes/fit.js";
import type { Passage } from "../../shapes/passage.js";

/** Names a text, whichever post it stands in. */
export function textId(text: string): string {
  return contentId("text", text);
}

/**
 * The row of each passage in a fit, −1 for those that it doesn't know. A passage is known by its id; one of a post that was edited,
 * and so has another id, by its text, as long as no other passage has the row.
 */
export function rowsIn(
  { passageIds, textIds }: Pick<Fit, "passageIds" | "textIds">,
  passages: readonly Pick<Passage, "id" | "text">[],
): Int32Array {
  const byId = new Map(passageIds.map((id, i) => [id, i]));
  const rows = Int32Array.from(passages, ({ id }) => byId.get(id) ?? -1);
  const taken = new Set(rows);
  const byText = new Map<string, number[]>();
  textIds.forEach((id, i) => {
    if (!taken.has(i)) byText.set(id, [...(byText.get(id) ?? []), i]);
  });
  return rows.map((known, i) =>
    known >= 0 ? known : (byText.get(textId(at(passages, i).text))?.shift() ?? -1),
  );
}

/**
 * The embeddings of the passages of now, of kept rows and new ones.
 *
 * @param rows of each passage among the kept ones, −1 for the next of the new ones
 */
export function rowsAmong(kept: Embeddings, rows: Int32Array, added: Embeddings): Embeddings {
  const asked = rows.filter((from) => from < 0).length;
  if (asked !== added.rows) throw new Error(`Expected ${asked} new rows, got ${added.rows}.`);
  const matrix = zeros(rows.length, kept.dims);
  const unknown: number[] = [];
  let next = 0;
  rows.forEach((from, i) => {
    row(matrix, i).set(from < 0 ? row(added, next++) : row(kept, from));
    if (isZero(row(matrix, i))) unknown.push(i);
  });
  return { ...matrix, unknown, modelKey: kept.modelKey };
}
