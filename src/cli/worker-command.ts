import type { Command } from "commander";
import { machineFlags } from "./machines.js";
import type { WorkerFlags } from "./worker.js";

/** `throughline worker`. */
export function addWorkerCommand(program: Command): void {
  const worker = program
    .command("worker")
    .description(
      "work on parts of large collections, for runs with the same --redis and --shards; Ctrl+C ends it",
    )
    .argument("[folders...]", "folders of which it may read besides that of the shards: posts, a model");
  for (const [flag, help] of machineFlags) worker.option(flag, help);
  worker
    .option("--processes <N>", "how many parts at a time (default: one for each core, eight at most)")
    .option("--quiet", "print nothing but warnings and errors")
    .option("--debug", "print details, and the stack of an error")
    .action(async (folders: string[], flags: WorkerFlags) => {
      const { worker: start } = await import("./worker.js");
      await start(folders, flags);
    });
}
