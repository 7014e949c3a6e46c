import { Command, Option } from "commander";
import { defaults, embedderNames, granularities } from "../run/config.js";
import { version } from "../version.js";
import type { EvaluateFlags } from "./evaluate.js";
import type { ExploreFlags } from "./explore.js";
import type { RunFlags } from "./run.js";

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
  program
    .command("run")
    .description("find the themes of posts and write a report folder")
    .argument("[paths...]", "files, folders and globs of posts")
    .option("--out <folder>", `report folder (default: "${defaults.out}")`)
    .option("--config <file>", "configuration file (default: throughline.yaml, if there is one)")
    .option("--title <text>", `heading of the report (default: "${defaults.title}")`)
    .addOption(
      new Option("--embedder <name>", `what makes the embeddings (default: "${defaults.embedder}")`).choices(
        embedderNames,
      ),
    )
    .option("--model <owner/name>", `sentence-transformer model (default: "${defaults.model}")`)
    .option("--revision <commit>", "commit of the model")
    .option("--model-dir <folder>", "folder that holds the model's files")
    .option(
      "--adapt <true|false>",
      "learn from the corpus as well (default: true for builtin, false for transformers)",
    )
    .option("--themes <auto|N>", `number of themes (default: "${defaults.themes}")`)
    .addOption(
      new Option(
        "--granularity <name>",
        `how finely to divide where the number is not given (default: "${defaults.granularity}")`,
      ).choices(granularities),
    )
    .option("--seed <N>", `seed of all random numbers (default: ${defaults.seed})`)
    .option("--since <YYYY-MM-DD>", "first day to take")
    .option("--until <YYYY-MM-DD>", "last day to take")
    .option("--show-chat", "print what would be sent to the chat endpoint; send and write nothing")
    .option("--json", "print a machine-readable summary on standard output")
    .option("--quiet", "print nothing but warnings and errors")
    .option("--debug", "print details, and the stack of an error")
    .action(async (paths: string[], flags: RunFlags) => {
      // Loaded only here: nobody should wait for models and parsers to read the help.
      const { run } = await import("./run.js");
      await run(paths, flags);
    });
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
    .description("open a report in the browser, with search by meaning; Ctrl+C ends it")
    .argument("[out]", "report folder that a run wrote", defaults.out)
    .option("--port <N>", "port on this computer (default: one that is free)")
    .option("--no-open", "print the address and open no browser")
    .option("--model-dir <folder>", "folder that holds the files of the run's model")
    .option("--debug", "print details, and the stack of an error")
    .action(async (out: string, flags: ExploreFlags) => {
      const { exploreReport } = await import("./explore.js");
      await exploreReport(out, flags);
    });
  return program;
}
