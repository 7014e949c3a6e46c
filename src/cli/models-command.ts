import type { Command } from "commander";
import { options } from "../run/options.js";
import type { ModelsFlags } from "./models.js";

/** `throughline models` and the commands below it. */
export function addModelsCommands(program: Command): void {
  const models = program
    .command("models")
    .description("look after the sentence models that are kept on this computer");
  const command = (name: string, description: string): Command =>
    models
      .command(name)
      .description(description)
      .option("--json", "print the outcome as JSON")
      .option("--debug", "print the stack of an error");
  const revision = options.revision.doc;
  command("list", "say which are kept, and which are known").action(async (flags: ModelsFlags) => {
    const { printModels } = await import("./models.js");
    await printModels(flags);
  });
  command("pull", "download a model now, and check it, so that runs need no network")
    .argument("[model]", options.model.doc, options.model.fallback)
    .option("--revision <commit>", revision)
    .action(async (model: string, flags: ModelsFlags) => {
      const { printPulled } = await import("./models.js");
      await printPulled(model, flags);
    });
  command("verify", "compare every file with its size and SHA-256")
    .argument("[model]", "one of those that are kept; without it, all")
    .action(async (model: string | undefined, flags: ModelsFlags) => {
      const { printVerifiedModels } = await import("./models.js");
      await printVerifiedModels(model, flags);
    });
  command("remove", "remove what is kept of a model")
    .argument("<model>", "owner/name")
    .option("--revision <commit>", "this one alone")
    .action(async (model: string, flags: ModelsFlags) => {
      const { printRemoved } = await import("./models.js");
      await printRemoved(model, flags);
    });
}
