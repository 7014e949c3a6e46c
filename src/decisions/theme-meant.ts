import { distance } from "fastest-levenshtein";
import { UserError } from "../errors.js";

/** What of a theme a person may name it by. */
interface Meant {
  id: string;
  number: number;
  label: string;
  /** What it will be called after the next run, where that is decided. */
  decided?: string;
}

/**
 * The theme that a person means: by number, by id, or by the beginning of either its id or its label.
 *
 * @throws UserError "config" where there is none, or more than one
 */
export function themeMeant<Theme extends Meant>(name: string, themes: readonly Theme[]): Theme {
  const wanted = name.trim().toLowerCase();
  const called = ({ label, decided }: Theme): string[] => [
    label,
    ...(decided === undefined ? [] : [decided]),
  ];
  const exact = themes.filter(
    (theme) =>
      String(theme.number) === wanted ||
      theme.id === wanted ||
      called(theme).some((label) => label.toLowerCase() === wanted),
  );
  const begun = themes.filter(
    (theme) =>
      (wanted.startsWith("t-") && theme.id.startsWith(wanted)) ||
      called(theme).some((label) => label.toLowerCase().startsWith(wanted)),
  );
  const found = exact.length > 0 ? exact : wanted === "" ? [] : begun;
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    const shown = found.map(({ number, label }) => `${number} “${label}”`).join(", ");
    throw new UserError(
      "config",
      `Expected the name of one theme, got "${name}", which may be ${shown}. Say more of it.`,
    );
  }
  const away = (theme: Theme): number =>
    Math.min(...called(theme).map((label) => distance(label.toLowerCase(), wanted)));
  const [nearest] = themes.toSorted((a, b) => away(a) - away(b));
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest.number} “${nearest.label}”?`;
  throw new UserError(
    "config",
    `Expected a theme by number, id or label, got "${name}".${hint} \`throughline themes list\` shows all.`,
  );
}
