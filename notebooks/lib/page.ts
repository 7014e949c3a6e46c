/** What a notebook shows besides charts: choices, tables, a file to save. */
import { stringify } from "csv-stringify/browser/esm/sync";
import { BYTE_ORDER_MARK, spreadsheetText } from "../../src/text/spreadsheet.js";

/** An element that `view` can watch. */
export type Input<T> = HTMLElement & { value: T };

export interface Choice<T> {
  label: string;
  value: T;
}

/** A list to choose from. */
export function chooseOne<T>(label: string, choices: readonly Choice<T>[], chosen = 0): Input<T | undefined> {
  const select = document.createElement("select");
  select.append(...choices.map((choice) => new Option(choice.label)));
  select.selectedIndex = chosen;
  return labelled(label, [select], () => choices[select.selectedIndex]?.value);
}

/** A slider that says its number. */
export function chooseNumber(
  label: string,
  { min, max, value }: { min: number; max: number; value: number },
): Input<number> {
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: String(min), max: String(max), step: "1" });
  slider.value = String(value);
  const said = document.createElement("output");
  const say = (): void => void (said.textContent = slider.value);
  slider.addEventListener("input", say);
  say();
  return labelled(label, [slider, said], () => slider.valueAsNumber);
}

/** A day; the one before stays where what is typed is none. */
export function chooseDay(label: string, value: Date): Input<Date> {
  const field = document.createElement("input");
  field.type = "date";
  field.valueAsDate = value;
  return labelled(label, [field], () => field.valueAsDate ?? value);
}

function labelled<T>(label: string, parts: readonly HTMLElement[], value: () => T): Input<T> {
  const whole = document.createElement("label");
  whole.className = "choice";
  const name = document.createElement("span");
  name.textContent = label;
  // Else the choices themselves would be read out as part of the name.
  parts[0]?.setAttribute("aria-label", label);
  whole.append(name, ...parts);
  return Object.defineProperty(whole, "value", { get: value }) as HTMLElement as Input<T>;
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

export interface Column<Row> {
  name: string;
  value: (row: Row) => string | number;
}

/** A table that can be scrolled sideways where it is too wide; texts stay texts. */
export function tableOf<Row>(
  caption: string,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): HTMLElement {
  const table = document.createElement("table");
  table.createCaption().textContent = caption;
  const head = table.createTHead().insertRow();
  for (const { name } of columns) {
    const header = document.createElement("th");
    header.scope = "col";
    header.textContent = name;
    head.append(header);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const { name, value } of columns) {
      const content = value(row);
      const place = line.insertCell();
      place.textContent = String(content);
      // On a phone a row stands as a small card, its cells named.
      place.dataset["label"] = name;
      if (typeof content === "number" || ISO_DAY.test(content)) place.className = "short";
    }
  }
  const scroll = document.createElement("div");
  scroll.className = "scroll";
  scroll.append(table);
  return scroll;
}

/** The same table as a CSV file, texts that a spreadsheet would run made harmless. */
export function csvOf<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const lines = [
    columns.map(({ name }) => name),
    ...rows.map((row) => columns.map(({ value }) => value(row))),
  ];
  const cast = { string: spreadsheetText };
  return BYTE_ORDER_MARK + stringify(lines, { record_delimiter: "windows", quoted_match: /[\r\n]/, cast });
}

/** A button that saves a text as a file. */
export function downloadButton(label: string, fileName: string, content: () => string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content()], { type: "text/csv;charset=utf-8" }));
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  return button;
}
