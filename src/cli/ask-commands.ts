import type { Command } from "commander";
import { options } from "../run/options.js";
import type { CheckFlags } from "./check.js";
import type { AskFlags, SearchFlags } from "./search.js";

/** Every command that asks a report takes these. */
function asking(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option("--out <folder>", "report folder that a run wrote", options.out.fallback)
    .option("--store <file>", "the file of a store that lies elsewhere")
    .option("--model-dir <folder>", "folder that holds the files of the run's model")
    .option("--debug", "print details, and the stack of an error");
}

/** `throughline check`, `throughline search` and `throughline mcp`: what is asked of a report. */
export function addAskCommands(program: Command): void {
  asking(
    program,
    "check",
    "say what a draft repeats, what is new in it, and what to link it with; writes nothing",
  )
    .argument("[draft]", "file of the draft; without it, or with -, standard input")
    .option("--json", "print it as JSON")
    .action(async (draft: string | undefined, flags: CheckFlags) => {
      const { printChecked } = await import("./check.js");
      await printChecked(draft, flags);
    });
  asking(program, "search", "find passages by their meaning and by their words; writes nothing")
    .argument("<query...>", "a few words, or a question")
    .option("--theme <name...>", "only in these themes, by number, id or label")
    .option("--tag <tag...>", "only in posts with one of these tags")
    .option("--author <name...>", "only in posts of these authors")
    .option("--from <YYYY-MM>", "only in posts from this month on")
    .option("--to <YYYY-MM>", "only in posts up to this month")
    .option("--limit <N>", "how many passages at most (default: 10)")
    .option("--json", "print it as JSON")
    .action(async (query: string[], flags: SearchFlags) => {
      const { printFound } = await import("./search.js");
      await printFound(query.join(" "), flags);
    });
  asking(
    program,
    "mcp",
    "answer programs by the Model Context Protocol on standard input and output; reads only",
  ).action(async (flags: AskFlags) => {
    const { serveProtocol } = await import("./mcp.js");
    await serveProtocol(flags);
  });
}
