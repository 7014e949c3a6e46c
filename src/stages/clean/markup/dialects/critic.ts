import type { Dialect } from "./edits.js";
import { delimited, unwrap, type Edit } from "./edits.js";

/** CriticMarkup (http://criticmarkup.com): the text as it reads once every change is accepted, without the comments. */
export const criticEdits: Dialect = (text, outside) => {
  if (!/\{(?:\+\+|--|~~|>>|==)/.test(text)) return { edits: [] };
  const of = (open: string, close: string): { from: number; to: number }[] =>
    delimited(text, open, close).filter(({ from }) => outside(from));
  const edits: Edit[] = [
    ...of("{>>", "<<}"),
    ...of("{--", "--}"),
    ...[...of("{++", "++}"), ...of("{==", "==}")].flatMap((range) => unwrap(range, 3, 3)),
  ];
  for (const range of of("{~~", "~~}")) {
    const arrow = text.slice(range.from, range.to).indexOf("~>");
    if (arrow >= 0) edits.push(...unwrap(range, arrow + 2, 3));
  }
  return { edits };
};
