/** A decision in words, for the log, the console and the page. */
import type { Decision, DismissEntry, PassageRef, PostRef, ThemeRef } from "../shapes/decisions.js";

/** `rename “Go” to “Golang”`. */
export function inWords(decision: Decision): string {
  switch (decision.do) {
    case "rename":
      return decision.name === null
        ? `give ${themeInWords(decision.theme)} its own name back`
        : `rename ${themeInWords(decision.theme)} to “${decision.name}”`;
    case "about":
      return `${decision.about === null ? "let the program describe" : "describe"} ${themeInWords(decision.theme)}`;
    case "colour":
      return decision.colour === null
        ? `give ${themeInWords(decision.theme)} its own colour back`
        : `give ${themeInWords(decision.theme)} the colour ${decision.colour}`;
    case "pillar":
      return decision.pillar === null
        ? `put ${themeInWords(decision.theme)} back under its own pillar`
        : `put ${themeInWords(decision.theme)} under “${decision.pillar}”`;
    case "hide":
      return `${decision.on ? "hide" : "show"} ${themeInWords(decision.theme)}`;
    case "finish":
      return `mark ${themeInWords(decision.theme)} as ${decision.on ? "" : "not "}finished`;
    case "evergreen":
      return `mark ${themeInWords(decision.theme)} as ${decision.on ? "" : "not "}evergreen`;
    case "note":
      return `${decision.note === null ? "take the note off" : "note on"} ${notedInWords(decision.on)}`;
    case "order":
      return decision.themes.length === 0
        ? "list the themes in their own order"
        : `list ${decision.themes.map(themeInWords).join(", ")} first`;
    case "rename pillar":
      return decision.name === null
        ? `give the pillar “${decision.pillar}” its own name back`
        : `rename the pillar “${decision.pillar}” to “${decision.name}”`;
    case "merge":
      return `merge ${decision.themes.map(themeInWords).join(", ")} into ${themeInWords(decision.into)}`;
    case "split":
      return decision.into === null
        ? `leave ${themeInWords(decision.theme)} whole`
        : `split ${themeInWords(decision.theme)} into ${decision.into.map(({ name }) => `“${name}”`).join(", ")}`;
    case "pin":
      return pinInWords(decision);
    case "declare":
      return decision.phrases === null
        ? `declare no theme “${decision.name}” any more`
        : `declare the theme “${decision.name}”`;
    case "boilerplate":
      return boilerplateInWords(decision);
    case "dismiss":
      return dismissedInWords(decision);
  }
}

/** `“Go”`, or the id where no label is known. */
export function themeInWords({ id, label }: ThemeRef): string {
  return label === undefined ? (id ?? "a theme") : `“${label}”`;
}

export function passageInWords({ id, text }: PassageRef): string {
  return text === undefined ? `passage ${id ?? ""}` : `the passage “${text}”`;
}

export function postInWords({ id, path, title }: PostRef): string {
  return title === undefined ? `the post ${path ?? id ?? ""}` : `the post “${title}”`;
}

function notedInWords(on: ThemeRef | { pillar: string }): string {
  return "pillar" in on ? `the pillar “${on.pillar}”` : themeInWords(on);
}

function pinInWords({ what, to, not }: Extract<Decision, { do: "pin" }>): string {
  const [first] = what;
  const one =
    first === undefined
      ? "nothing"
      : "passage" in first
        ? passageInWords(first.passage)
        : postInWords(first.post);
  const named = what.length > 1 ? `${one} and ${what.length - 1} more` : one;
  if (to !== undefined) return `put ${named} into ${themeInWords(to)}`;
  return not === undefined
    ? `let ${named} go where it belongs by itself`
    : `keep ${named} out of ${themeInWords(not)}`;
}

function boilerplateInWords({ text, rule }: Extract<Decision, { do: "boilerplate" }>): string {
  const start = text.length > 50 ? `${text.slice(0, 49)}…` : text;
  if (rule === null) return `decide nothing about the text “${start}”`;
  return rule === "keep" ? `never take out the text “${start}”` : `always take out the text “${start}”`;
}

/** `put off “Come back to ‘Go’.” until 2027-03`. */
export function dismissedInWords({
  proposal,
  label,
  until,
  on = true,
}: DismissEntry & { on?: boolean }): string {
  const named = `the proposal ${label === undefined ? proposal : `“${label}”`}`;
  if (!on) return `let ${named} be made again`;
  return until === undefined ? `put off ${named} for good` : `put off ${named} until ${until}`;
}
