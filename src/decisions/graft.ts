/** Keeps the lines of a file that an edit leaves alone, to the byte, where the package would write them in another way. */
import { parse, parseDocument } from "yaml";

/**
 * The text after an edit, with the lines before and behind the change as they stood: spaces, runs of blank lines, the ends of lines.
 *
 * @param before the file as it stood
 * @param after the whole file as the package writes it after the edit
 */
export function grafted(before: string, after: string): string {
  const plain = parseDocument(before, { schema: "core" }).toString({ lineWidth: 0 });
  if (plain === before) return after;
  const [was, now] = [linesOf(plain), linesOf(after)];
  const stood = alignedTo(was, linesOf(before));
  if (stood === undefined) return after;
  const least = Math.min(was.length, now.length);
  let head = 0;
  while (head < least && was[head] === now[head]) head++;
  let tail = 0;
  while (tail < least - head && was.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const kept = [
    ...stood.slice(0, head),
    ...indentedLike(was.slice(0, head), stood.slice(0, head), now.slice(head, now.length - tail)),
    ...(tail === 0 ? [] : stood.slice(-tail)),
  ].join("");
  return means(kept, after) ? kept : after;
}

/** The lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * For each line as the package writes it the lines that stood for it, blank ones before it included; undefined where the package has
 * other lines.
 */
function alignedTo(plain: readonly string[], stood: readonly string[]): string[] | undefined {
  const out: string[] = [];
  let next = 0;
  for (const line of plain) {
    let blank = "";
    while (line.trim() !== "" && stood[next]?.trim() === "") blank += stood[next++] ?? "";
    const own = stood[next++];
    if (own === undefined || bare(own) !== bare(line)) return undefined;
    out.push(blank + own);
  }
  const rest = stood.slice(next);
  if (rest.some((line) => line.trim() !== "")) return undefined;
  const last = out.pop();
  return last === undefined ? undefined : [...out, last + rest.join("")];
}

/** New lines, as far in as those before them in the same list stand. */
function indentedLike(
  plain: readonly string[],
  stood: readonly string[],
  added: readonly string[],
): string[] {
  let depths = new Map<number, number>();
  const note = (line: string, standing: string): void => {
    if (line.trim() === "") return;
    const depth = depthOf(line);
    if (depth === 0) depths = new Map();
    // Blank lines may stand before it.
    depths.set(depth, depthOf(standing.replace(/^(?:\s*\n)+/, "")));
  };
  plain.forEach((line, i) => note(line, stood[i] ?? line));
  return added.map((line) => {
    if (line.trim() === "") return line;
    const depth = depthOf(line);
    const known = Math.max(0, ...[...depths.keys()].filter((each) => each <= depth));
    const moved = `${" ".repeat((depths.get(known) ?? known) + depth - known)}${line.slice(depth)}`;
    if (depth === 0) depths = new Map([[0, 0]]);
    return moved;
  });
}

function depthOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** A line without what is only spacing. */
function bare(line: string): string {
  return line.replaceAll(/\s+/g, "");
}

function means(text: string, wanted: string): boolean {
  try {
    return JSON.stringify(parse(text)) === JSON.stringify(parse(wanted));
  } catch {
    return false;
  }
}
