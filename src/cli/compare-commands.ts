import type { Command } from "commander";
import { options } from "../run/options.js";
import type { AssignFlags } from "./assign.js";
import type { DiffFlags } from "./diff.js";

/** `throughline diff` and `throughline assign`: a report beside another, and posts beside a report. */
export function addCompareCommands(program: Command): void {
  program
    .command("diff")
    .description("say what differs between two runs")
    .argument("<before>", "report folder, or the id of a run as `throughline store info` lists it")
    .argument("<after>", "the same, for the later run")
    .option("--out <folder>", "report folder whose store keeps the runs", options.out.fallback)
    .option("--store <file>", "the file of a store that lies elsewhere")
    .option("--json", "print what differs as JSON")
    .option("--debug", "print the stack of an error")
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { printDiff } = await import("./diff.js");
      await printDiff(before, after, flags);
    });
  program
    .command("assign")
    .description("say which themes of a report posts belong to; writes nothing")
    .argument("[paths...]", "files and folders of posts; without any, or with -, standard input")
    .option("--out <folder>", "report folder that a run wrote", options.out.fallback)
    .option("--store <file>", "the file of a store that lies elsewhere")
    .option("--model-dir <folder>", "folder that holds the files of the run's model")
    .option("--json", "print it as JSON")
    .option("--debug", "print details, and the stack of an error")
    .action(async (paths: string[], flags: AssignFlags) => {
      const { printAssigned } = await import("./assign.js");
      await printAssigned(paths, flags);
    });
}
