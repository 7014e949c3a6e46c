import { UserError } from "../../errors.js";
import type { Context } from "../../shapes/context.js";
import type { Embedder } from "../../shapes/embedder.js";
import { chooseEmbedder } from "./auto.js";
import { openBuiltin } from "./builtin/builtin.js";
import type { ModelOptions } from "./transformers/model-source.js";
import { openTransformers } from "./transformers/transformers.js";

export interface EmbedderOptions extends ModelOptions {
  /** A name in the registry, or "auto". */
  embedder: string;
}

/** Opens an embedder; whoever asked for it closes it. */
export type OpenEmbedder = (options: ModelOptions, context: Context) => Promise<Embedder>;

/** Embedders by name. */
export type Embedders = Readonly<Record<string, OpenEmbedder>>;

/** The embedders that ship with the program. A new one is a folder beside this file and a line here. */
export const embedders: Embedders = {
  builtin: openBuiltin,
  transformers: openTransformers,
};

const AUTO = "auto";

/** What `embedder` may be in the options: the choice by what is at hand, and every name in the registry. */
export function embedderNames(registry: Embedders = embedders): string[] {
  return [AUTO, ...Object.keys(registry)];
}

export interface OpenedEmbedder {
  embedder: Embedder;
  /** Why this one, for the console, the reports and run.json. */
  reason: string;
}

/**
 * Opens the embedder of that name.
 *
 * @throws UserError "config" for a name that is not in the registry, "model" where a model that was asked for can't be had
 */
export async function openEmbedder(
  options: EmbedderOptions,
  context: Context,
  registry: Embedders = embedders,
): Promise<OpenedEmbedder> {
  if (options.embedder === AUTO) {
    const { name, reason } = await chooseEmbedder(options, context);
    return { embedder: await openOf(registry, name)(options, context), reason };
  }
  const open = openOf(registry, options.embedder);
  return {
    embedder: await open(options, context),
    reason: `The ${nameOf(options.embedder)} embedder was asked for.`,
  };
}

function nameOf(name: string): string {
  return name === "builtin" ? "built-in" : name;
}

function openOf(registry: Embedders, name: string): OpenEmbedder {
  const open = Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (open !== undefined) return open;
  throw new UserError("config", `Unknown embedder "${name}". Known: ${embedderNames(registry).join(", ")}.`);
}
