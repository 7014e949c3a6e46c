import { Command } from "commander";
import { flags } from "../run/documentation.js";
import { options } from "../run/options.js";
import { version } from "../version.js";
import { addAskCommands } from "./ask-commands.js";
import { addCompareCommands } from "./compare-commands.js";
import type { EvaluateFlags } from "./evaluate.js";
import type { ExploreFlags } from "./explore.js";
import { machineFlags } from "./machines.js";
import { addModelsCommands } from "./models-command.js";
import type { RunFlags } from "./run.js";
import { addStoreCommands } from "./store-command.js";
import { addThemesCommands } from "./themes-command.js";
import { addWorkerCommand } from "./worker-command.js";

/** The command line: what each command takes, and whom it calls. */
export function createProgram(): Command {
  const program = new Command("throughline")
    .description(
      "Finds the themes that run through your posts, with the evidence for each, on your own computer.",
    )
    .version(version)
    // What is wrong is thrown, and printed in one place.
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  const run = program
    .command("run")
    .description("find the themes of posts and write a report folder")
    .argument("[paths...]", options.paths.doc);
  for (const { flag, help } of flags()) run.option(flag, help);
  for (const [flag, help] of machineFlags) run.option(flag, help);
  run
    .option("--config <file>", "configuration file (default: throughline.yaml, if there is one)")
    .option("--show-chat", "print what would be sent to the chat endpoint; send and write nothing")
    .option("--json", "print a machine-readable summary on standard output")
    .option("--quiet", "print nothing but warnings and errors")
    .option("--debug", "print details, and the stack of an error")
    .action(async (paths: string[], given: RunFlags) => {
      // Loaded only here: nobody should wait for models and parsers to read the help.
      const { run } = await import("./run.js");
      await run(paths, given);
    });
  addWorkerCommand(program);
  program
    .command("evaluate")
    .description("measure the themes of a report folder, by themselves and against labels")
    .argument("<out>", "report folder that a run wrote")
    .option("--labels <file>", "CSV or JSONL with a label per post, named by id, path or title")
    .option("--json", "print the figures as JSON")
    .option("--debug", "print the stack of an error")
    .action(async (out: string, flags: EvaluateFlags) => {
      const { evaluateReport } = await import("./evaluate.js");
      await evaluateReport(out, flags);
    });
  program
    .command("explore")
    .description(
      "open a report in the browser, to search by meaning and to decide about themes; Ctrl+C ends it",
    )
    .argument("[out]", "report folder that a run wrote", options.out.fallback)
    .option("--port <N>", "port on this computer (default: one that is free)")
    .option("--no-open", "print the address and open no browser")
    .option("--model-dir <folder>", "folder that holds the files of the run's model")
    .option(
      "--decisions <file>",
      "the file of decisions (default: the one of the last run, else themes.yaml, in this folder)",
    )
    .option("--debug", "print details, and the stack of an error")
    .action(async (out: string, flags: ExploreFlags) => {
      const { exploreReport } = await import("./explore.js");
      await exploreReport(out, flags);
    });
  addCompareCommands(program);
  addAskCommands(program);
  addStoreCommands(program);
  addThemesCommands(program);
  addModelsCommands(program);
  return program;
}
