import type { Command } from "commander";
import { UserError } from "../errors.js";
import { options } from "../run/options.js";
import type { Decision, ThemeRef } from "../shapes/decisions.js";
import type { ListedReport } from "../decisions/report-themes.js";
import type { ThemesFlags } from "./themes/themes.js";

type Room = typeof import("./themes/themes.js") & typeof import("../decisions/report-themes.js");

/** Loaded only when it is used, as every other command is. */
async function room(): Promise<Room> {
  return { ...(await import("./themes/themes.js")), ...(await import("../decisions/report-themes.js")) };
}

/** What is decided, given the report and how a theme is found in it by what a person wrote. */
type Makes<Args> = (args: Args, find: Finder) => Decision[];

interface Finder {
  theme: (name: string) => ThemeRef;
  report: ListedReport;
  room: Room;
}

interface OffFlag {
  off?: boolean;
}

/** `throughline themes` and the commands below it. */
export function addThemesCommands(program: Command): void {
  const themes = program
    .command("themes")
    .description("decide about themes: what is decided stands in themes.yaml and holds in every later run");
  addLooking(themes);
  addNaming(themes);
  addShaping(themes);
  addGoingBack(themes);
}

function command(themes: Command, name: string, description: string): Command {
  return themes
    .command(name)
    .description(description)
    .option("--out <folder>", "report folder that a run wrote", options.out.fallback)
    .option(
      "--decisions <file>",
      "the file of decisions (default: the one of the last run, else themes.yaml)",
    )
    .option("--debug", "print details, and the stack of an error");
}

/** A command that decides something. */
function deciding(themes: Command, name: string, description: string): Command {
  return command(themes, name, description)
    .option("--dry-run", "say what would change, and change nothing")
    .option("--apply", "make the report anew at once");
}

/** Where an action takes its arguments: each in its place, then the flags. */
async function decideBy<Args>(flags: ThemesFlags, args: Args, makes: Makes<Args>): Promise<void> {
  const loaded = await room();
  await loaded.decideThemes(flags, (report) => {
    const theme = (name: string): ThemeRef => {
      const { id, label } = loaded.themeMeant(name, report.themes);
      return { id, label };
    };
    return makes(args, { theme, report, room: loaded });
  });
}

function addLooking(themes: Command): void {
  command(themes, "list", "list the themes, with their numbers and ids")
    .option("--json", "print them as JSON")
    .action(async (flags: ThemesFlags) => (await room()).printThemes(flags));
  command(
    themes,
    "show <theme>",
    "show one theme; a theme is named by its number, its id or the beginning of its label",
  )
    .option("--json", "print it as JSON")
    .action(async (name: string, flags: ThemesFlags) => (await room()).printTheme(flags, name));
}

function addNaming(themes: Command): void {
  deciding(themes, "rename <theme> [name]", "give a theme another name")
    .option("--off", "give it its own name back")
    .action((theme: string, name: string | undefined, flags: ThemesFlags & OffFlag) =>
      decideBy(flags, theme, (_, find) => [
        { do: "rename", theme: find.theme(theme), name: valueOr(name, flags, "name") },
      ]),
    );
  deciding(themes, "about <theme> [text]", "say in your words what a theme is about")
    .option("--off", "let the program say it")
    .action((theme: string, text: string | undefined, flags: ThemesFlags & OffFlag) =>
      decideBy(flags, theme, (_, find) => [
        { do: "about", theme: find.theme(theme), about: valueOr(text, flags, "text") },
      ]),
    );
  deciding(themes, "colour <theme> [number]", "give a theme a colour of the palette, 1 to 20")
    .option("--off", "give it its own colour back")
    .action((theme: string, number: string | undefined, flags: ThemesFlags & OffFlag) =>
      decideBy(flags, theme, (_, find) => {
        const value = valueOr(number, flags, "number");
        return [
          {
            do: "colour",
            theme: find.theme(theme),
            colour: value === null ? null : find.room.colourOf(value),
          },
        ];
      }),
    );
  deciding(themes, "pillar <theme> [pillar]", "put a theme under a pillar; a new one where none is called so")
    .option("--off", "put it back under its own")
    .action((theme: string, pillar: string | undefined, flags: ThemesFlags & OffFlag) =>
      decideBy(flags, theme, (_, find) => [
        { do: "pillar", theme: find.theme(theme), pillar: valueOr(pillar, flags, "pillar") },
      ]),
    );
  deciding(themes, "rename-pillar <pillar> [name]", "give a pillar another name")
    .option("--off", "give it its own name back")
    .action((pillar: string, name: string | undefined, flags: ThemesFlags & OffFlag) =>
      decideBy(flags, pillar, () => [{ do: "rename pillar", pillar, name: valueOr(name, flags, "name") }]),
    );
  deciding(themes, "note <theme> [text]", "note why; the report doesn't print it")
    .option("--off", "take the note off")
    .action((theme: string, text: string | undefined, flags: ThemesFlags & OffFlag) =>
      decideBy(flags, theme, (_, find) => [
        { do: "note", on: find.theme(theme), note: valueOr(text, flags, "text") },
      ]),
    );
  addMarks(themes);
}

function addMarks(themes: Command): void {
  const marks = [
    ["hide", "count a theme, but list it last and leave it out of the plan", "show it again"],
    ["finish", "mark a theme as a project that is over: never overdue", "it goes on"],
    ["evergreen", "mark a theme as always worth a post", "it is not"],
  ] as const;
  for (const [name, description, off] of marks) {
    deciding(themes, `${name} <theme>`, description)
      .option("--off", off)
      .action((theme: string, flags: ThemesFlags & OffFlag) =>
        decideBy(flags, theme, (_, find) => [{ do: name, theme: find.theme(theme), on: flags.off !== true }]),
      );
  }
  deciding(themes, "dismiss <proposal>", "put a proposal of the plan off, by its number there or its key")
    .option("--until <YYYY-MM>", "the month in which it may come back (default: never)")
    .option("--off", "let it be made again")
    .action((name: string, flags: ThemesFlags & OffFlag & { until?: string }) =>
      decideBy(flags, name, (_, find) => {
        const { until, off } = flags;
        const meant = find.room.proposalMeant(name, find.report.proposals);
        return [{ do: "dismiss", ...meant, ...(until !== undefined && { until }), on: off !== true }];
      }),
    );
  deciding(
    themes,
    "order [themes...]",
    "list these themes first, in this order; none for their own order",
  ).action((names: string[], flags: ThemesFlags) =>
    decideBy(flags, names, (_, find) => [{ do: "order", themes: names.map(find.theme) }]),
  );
}

interface SplitFlags extends ThemesFlags, OffFlag {
  name?: string;
  passages?: string[];
  phrases?: string[];
}

interface PinFlags extends ThemesFlags, OffFlag {
  not?: boolean;
}

function addShaping(themes: Command): void {
  deciding(themes, "merge <theme> <others...>", "put other themes into one").action(
    (into: string, others: string[], flags: ThemesFlags) =>
      decideBy(flags, into, (_, find) => [
        { do: "merge", into: find.theme(into), themes: others.map(find.theme) },
      ]),
  );
  deciding(themes, "split <theme>", "split a theme by its sub-themes, or take a part out of it by examples")
    .option("--name <name>", "what the part is called")
    .option("--passages <passages...>", "passages that belong to it, by id or opening words")
    .option("--phrases <phrases...>", "phrases as its passages have them")
    .option("--off", "leave it whole")
    .action((theme: string, flags: SplitFlags) =>
      decideBy(flags, flags, (_, find) => [splitBy(theme, flags, find)]),
    );
  for (const [name, description] of [
    ["pin", "keep a passage or a post in a theme, or out of it"],
    ["move", "put passages or posts into another theme"],
  ] as const) {
    deciding(themes, `${name} <theme> <what...>`, `${description}: by id, opening words, path or title`)
      .option("--not", "they don't belong to it")
      .option("--off", "let them go where they belong by themselves")
      .action((theme: string, what: string[], flags: PinFlags) =>
        decideBy(flags, what, (_, find) => {
          const pinned = what.map((one) => find.room.pinMeant(one, find.report));
          const ref = find.theme(theme);
          if (flags.off === true) return [{ do: "pin", what: pinned }];
          return [{ do: "pin", what: pinned, ...(flags.not === true ? { not: ref } : { to: ref }) }];
        }),
      );
  }
  deciding(themes, "declare <name> [phrases...]", "want a theme: passages near its phrases go there")
    .option("--off", "want it no more")
    .action((name: string, phrases: string[], flags: ThemesFlags & OffFlag) =>
      decideBy(flags, name, () => [{ do: "declare", name, phrases: flags.off === true ? null : phrases }]),
    );
  for (const [name, description] of [
    ["keep", "never take a text out of the posts as boilerplate"],
    ["remove", "always take a text out of the posts"],
  ] as const) {
    deciding(themes, `${name} <text>`, description)
      .option("--off", "let the program find out")
      .action((text: string, flags: ThemesFlags & OffFlag) =>
        decideBy(flags, text, () => [{ do: "boilerplate", text, rule: flags.off === true ? null : name }]),
      );
  }
}

function splitBy(name: string, { name: part, passages, phrases, off }: SplitFlags, find: Finder): Decision {
  const theme = find.theme(name);
  if (off === true) return { do: "split", theme, into: null };
  if (part === undefined) {
    const listed = find.room.themeMeant(name, find.report.themes);
    return { do: "split", theme, into: find.room.partsBySubthemes(listed, find.report) };
  }
  const examples = (passages ?? []).map((one) => find.room.passageMeant(one, find.report));
  const made = {
    name: part,
    ...(examples.length > 0 && { passages: examples }),
    ...(phrases && { phrases }),
  };
  return { do: "split", theme, into: [made] };
}

function addGoingBack(themes: Command): void {
  const back = (name: "undo" | "redo", description: string): void => {
    command(themes, name, description)
      .option("--dry-run", "say what it would be, and change nothing")
      .option("--apply", "make the report anew at once")
      .action(async (flags: ThemesFlags) => (await room()).turnThemes(flags, name));
  };
  back("undo", "take the last decision back, to the byte");
  back("redo", "decide again what was taken back last");
  command(themes, "log", "what was decided on this computer, the newest first")
    .option("--json", "print it as JSON")
    .action(async (flags: ThemesFlags) => (await room()).printLog(flags));
}

/** What was written on the command line; null with `--off`. */
function valueOr(value: string | undefined, { off }: OffFlag, what: string): string | null {
  if (off === true) return null;
  if (value !== undefined && value.trim() !== "") return value;
  throw new UserError(
    "config",
    `Expected a ${what}, got none. Write it behind the others, or take what is decided back with --off.`,
  );
}
