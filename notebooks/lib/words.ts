/** Numbers and texts as a person reads them. */

/** The start of a text, cut at a word. */
export function excerpt(text: string, length = 160): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length + 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), length / 2)).trimEnd()} …`;
}

/** `12 themes`, `1 theme`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

export function percent(share: number): string {
  // A no-break space: the sign never begins a line.
  return `${Math.round(share * 100)}\u00a0%`;
}

/** The first names of a list, and how many more there are. */
export function firstFew(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
