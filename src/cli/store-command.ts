import type { Command } from "commander";
import { options } from "../run/options.js";
import { exportFormats } from "../store/export.js";
import type { ExportFlags, StoreFlags } from "./store.js";

/** `throughline store` and the commands below it. */
export function addStoreCommands(program: Command): void {
  const store = program
    .command("store")
    .description("look after what a run keeps for the next one: the store in a report folder");
  const command = (name: string, description: string): Command =>
    store
      .command(name)
      .description(description)
      .argument("[out]", "report folder that a run wrote", options.out.fallback)
      .option("--store <file>", "the file of a store that lies elsewhere")
      .option("--json", "print the outcome as JSON")
      .option("--debug", "print the stack of an error");
  command("info", "say what is kept, and how much of it").action(async (out: string, flags: StoreFlags) => {
    const { printInfo } = await import("./store.js");
    await printInfo(out, flags);
  });
  command("verify", "compare every entry with its checksum").action(
    async (out: string, flags: StoreFlags) => {
      const { printVerified } = await import("./store.js");
      await printVerified(out, flags);
    },
  );
  command("prune", "drop what the last run did not use").action(async (out: string, flags: StoreFlags) => {
    const { printPruned } = await import("./store.js");
    await printPruned(out, flags);
  });
  command("export", "write every table into a file of its own, for other programs")
    .requiredOption("--to <folder>", "where the files go")
    .option("--format <name>", `one of ${exportFormats.join(", ")}`, "parquet")
    .action(async (out: string, flags: ExportFlags) => {
      const { printExported } = await import("./store.js");
      await printExported(out, flags);
    });
}
