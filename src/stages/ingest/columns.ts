import { UserError } from "../../errors.js";
import type { ColumnMap } from "../../shapes/config.js";
import { foldName, USUAL_NAMES, type Role } from "./field-names.js";
import { foldLine } from "./titles.js";

export type ColumnRole = Role;

export const COLUMN_ROLES = Object.keys(USUAL_NAMES) as ColumnRole[];

/** Which of the names there plays which part. */
export type ColumnNames = Partial<Record<ColumnRole, string>>;

/**
 * Finds the column of each role: the one the user named, else one with a usual name.
 *
 * @throws UserError of kind `config` where a named column is not there.
 */
export function findColumns(names: readonly string[], wanted: ColumnMap, where: string): ColumnNames {
  const found: ColumnNames = {};
  const folded = new Map([...names].reverse().map((name) => [foldName(name), name]));
  for (const role of COLUMN_ROLES) {
    const column =
      wanted[role] === undefined ? usualColumn(folded, role) : wantedColumn(names, role, wanted[role], where);
    if (column !== undefined) found[role] = column;
  }
  return found;
}

/** The error for a table without a text column; it lists the columns there are. */
export function noTextColumn(names: readonly string[], where: string): UserError {
  const usual = USUAL_NAMES.text.slice(0, 4).join(", ");
  return new UserError(
    "config",
    `Expected a column with the posts' text (${usual} …) in ${where}, got: ${listNames(names)}. Name the one to read in the configuration, under columns.text.`,
  );
}

function usualColumn(names: ReadonlyMap<string, string>, role: ColumnRole): string | undefined {
  const usual = USUAL_NAMES[role].find((name) => names.has(name));
  return usual === undefined ? undefined : names.get(usual);
}

function wantedColumn(names: readonly string[], role: ColumnRole, wanted: string, where: string): string {
  const column =
    names.find((name) => name.trim() === wanted.trim()) ??
    names.find((name) => foldName(name) === foldName(wanted));
  if (column !== undefined) return column;
  throw new UserError(
    "config",
    `Expected the column "${wanted}" (columns.${role}) in ${where}, got: ${listNames(names)}. Correct columns.${role}.`,
  );
}

/** Most columns that an error lists, and most characters of a name that count. */
const MAX_LISTED = 30;
const MAX_NAME_LENGTH = 60;

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).map((name) => foldLine(name).slice(0, MAX_NAME_LENGTH) || '""');
  return shown.join(", ") + (names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : "");
}
