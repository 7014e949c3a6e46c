import { sentencesOf } from "./sentences.js";

/**
 * The beginning of a text on one line, of at most so many characters: whole sentences where the first fits, else words, with "…" at
 * the end.
 */
export function shorten(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= most) return line;
  const whole = sentencesOf(line.slice(0, most + 1)).filter(
    ({ end }) => end <= most && /[.!?…]["”’')\]]*$/u.test(line.slice(0, end)),
  );
  const end = whole.at(-1)?.end ?? 0;
  if (end >= most / 2) return `${line.slice(0, end)} …`;
  const cut = line.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  const kept = space > most / 2 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/, "");
  return `${kept.replace(/[\s,;:–—-]+$/u, "")}…`;
}
