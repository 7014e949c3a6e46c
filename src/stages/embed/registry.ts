import { UserError } from "../../errors.js";
import type { EmbedderName } from "../../shapes/config.js";
import type { Context } from "../../shapes/context.js";
import type { Embedder } from "../../shapes/embedder.js";
import { chooseEmbedder } from "./auto.js";
import { openBuiltin } from "./builtin/builtin.js";
import type { ModelOptions } from "./transformers/model-files.js";
import { openTransformers } from "./transformers/transformers.js";

export interface EmbedderOptions extends ModelOptions {
  embedder: EmbedderName;
}

export interface OpenedEmbedder {
  embedder: Embedder;
  /** Why this one, for the console, the reports and run.json. */
  reason: string;
}

type Open = (options: EmbedderOptions, context: Context) => Promise<OpenedEmbedder>;

/** The embedders by name. A new one is a file beside this and a line here. */
const registry: Record<EmbedderName, Open> = {
  auto: async (options, context) => {
    const { name, reason } = await chooseEmbedder(options, context);
    const { embedder } = await registry[name](options, context);
    return { embedder, reason };
  },
  builtin: async () => ({
    embedder: await openBuiltin(),
    reason: "The built-in embedder was asked for.",
  }),
  transformers: async (options, context) => ({
    embedder: await openTransformers(options, context),
    reason: "The transformers embedder was asked for.",
  }),
};

/**
 * Opens the embedder of that name.
 *
 * @throws UserError "model" where a model that was asked for can't be had
 */
export function openEmbedder(options: EmbedderOptions, context: Context): Promise<OpenedEmbedder> {
  if (!Object.hasOwn(registry, options.embedder)) {
    const known = Object.keys(registry).join(", ");
    throw new UserError("config", `Unknown embedder "${options.embedder}". Known: ${known}.`);
  }
  return registry[options.embedder](options, context);
}
