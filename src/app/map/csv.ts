/** A selection of passages as a table for a spreadsheet, by the rules of the other tables of a run. */
import { at } from "../../math/at.js";
import type { AppData } from "../../render/app-data-types.js";
import { BYTE_ORDER_MARK, spreadsheetText } from "../../text/spreadsheet.js";

type Cell = string | number | undefined;
type Column = readonly [name: string, value: (passage: number) => Cell];

/** The columns are named as in `passages.csv` and `posts.csv` and mean the same. */
export function passagesCsv(data: AppData, passages: readonly number[]): string {
  const columns = columnsOf(data);
  const rows = passages.map((passage) => columns.map(([, value]) => value(passage)));
  return BYTE_ORDER_MARK + csvText([columns.map(([name]) => name), ...rows]);
}

function columnsOf({ passages: all, posts, themes, subthemes, headingPaths, reasons }: AppData): Column[] {
  const post = (passage: number) => at(posts, at(all.post, passage));
  const label = (theme: number): Cell => themes[theme]?.label;
  return [
    ["passage_id", (passage) => all.id[passage]],
    ["post_id", (passage) => post(passage).id],
    ["path", (passage) => post(passage).path],
    ["record", (passage) => post(passage).record],
    ["title", (passage) => post(passage).title],
    ["date", (passage) => post(passage).date],
    ["author", (passage) => post(passage).author],
    ["tags", (passage) => post(passage).tags.join("; ")],
    ["heading_path", (passage) => at(headingPaths, at(all.headingPath, passage)).join(" > ")],
    ["start", (passage) => all.start[passage]],
    ["end", (passage) => all.end[passage]],
    ["words", (passage) => all.words[passage]],
    ["theme", (passage) => label(at(all.theme, passage))],
    ["subtheme", (passage) => subthemes[at(all.subtheme, passage)]?.label],
    ["confidence", (passage) => at(all.confidence, passage) / 100],
    ["second_theme", (passage) => label(at(all.second, passage))],
    ["unplaced_reason", (passage) => reasons[at(all.reason, passage)]],
    ["duplicate_of", (passage) => all.id[at(all.duplicateOf, passage)]],
    ["text", (passage) => all.text[passage]],
  ];
}

/**
 * RFC 4180: comma, CRLF, quotation marks doubled. The package that writes the other tables needs Node's `Buffer`, and is
 * three times as large with a stand-in for it as everything this page does with a table.
 */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
}

function csvCell(value: Cell): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = spreadsheetText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
