/** What people are told of the options: the command line's help, the table in the README, the schema for editors. */
import { fileKey } from "./config.js";
import { options, type Option } from "./options.js";

const all: readonly (readonly [name: string, about: Option])[] = Object.entries(options);

/** `--model-dir`. */
function flagOf(name: string): string {
  return `--${fileKey(name).replaceAll("_", "-")}`;
}

/** `--no-store`. */
function negativeOf(name: string): string {
  return flagOf(name).replace(/^--/, "--no-");
}

/** What happens without an option, in words; undefined where nothing does. */
function withoutOf({ fallback, without }: Option): string | undefined {
  if (without !== undefined) return without;
  const isPlain =
    typeof fallback === "string" || typeof fallback === "number" || typeof fallback === "boolean";
  return isPlain ? String(fallback) : undefined;
}

/** Every option that has a flag, as the command line takes and explains it. */
export function flags(): { flag: string; help: string }[] {
  return all.flatMap(([name, about]) => {
    if (about.argument === undefined) return [];
    const without = withoutOf(about);
    const help = without === undefined ? about.doc : `${about.doc} (default: ${without.replaceAll("`", "")})`;
    const flag = { flag: `${flagOf(name)} ${about.argument}`, help };
    return about.negative === undefined ? [flag] : [flag, { flag: negativeOf(name), help: about.negative }];
  });
}

/** The options as Markdown tables: those with a flag, then those that stand in the configuration file alone. */
export function optionTables(): { flags: string; fileOnly: string } {
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  const row = (key: string, about: Option): string => {
    const without = withoutOf(about);
    return `| \`${cell(key)}\` | ${cell(about.doc)} | ${cell(without ?? "")} |`;
  };
  const table = (rows: readonly string[], first: string): string =>
    [`| ${first} | what it does | without it |`, "|---|---|---|", ...rows].join("\n");
  const withFlag = all.filter(([, { argument }]) => argument !== undefined);
  const without = all.filter(([, { argument }]) => argument === undefined);
  const flagRows = withFlag.flatMap(([name, about]) => {
    const taken = row(`${flagOf(name)} ${about.argument ?? ""}`, about);
    return about.negative === undefined
      ? [taken]
      : [taken, `| \`${negativeOf(name)}\` | ${cell(about.negative)} |  |`];
  });
  return {
    flags: table(flagRows, "option"),
    fileOnly: table(
      without.map(([name, about]) => row(fileKey(name), about)),
      "key in `throughline.yaml`",
    ),
  };
}
