/** The kinds that ship with the program, and those that a caller adds to them. */
import { UserError } from "./errors.js";
import { toolExporters } from "./exporters/for-tools.js";
import { exporters } from "./exporters/registry.js";
import type { Exporter } from "./shapes/exporter.js";
import type { Reader } from "./shapes/reader.js";
import { embedders, type Embedders } from "./stages/embed/registry.js";
import { readers } from "./stages/ingest/readers/registry.js";

/** Kinds of a caller's own, each under a name that no other has. */
export interface Additions {
  /** Asked before those that ship with the program, in this order. */
  readers?: readonly Reader[];
  /** By the name that `embedder` then may have in the options. */
  embedders?: Embedders;
  /** Their files are written beside the others. */
  exporters?: readonly Exporter[];
}

/** @throws UserError "config" where a name is taken already */
export function embeddersWith({ embedders: more = {} }: Additions): Embedders {
  checkNames("embedder", Object.keys(more), ["auto", ...Object.keys(embedders)]);
  return { ...embedders, ...more };
}

/** @throws UserError "config" where a name is taken already */
export function readersWith({ readers: more = [] }: Additions): readonly Reader[] {
  checkNames("reader", namesOf(more), namesOf(readers));
  return [...more, ...readers];
}

/**
 * @param tools names of exporters for other tools
 * @throws UserError "config" where a name is taken already
 */
export function exportersWith(
  { exporters: more = [] }: Additions,
  tools: readonly string[] = [],
): readonly Exporter[] {
  checkNames("exporter", namesOf(more), namesOf([...exporters, ...toolExporters]));
  return [...exporters, ...toolExporters.filter(({ name }) => tools.includes(name)), ...more];
}

function namesOf(kinds: readonly { readonly name: string }[]): string[] {
  return kinds.map(({ name }) => name);
}

function checkNames(kind: string, added: readonly string[], known: readonly string[]): void {
  const twice = added.find((name, i) => known.includes(name) || added.indexOf(name) < i);
  if (twice === undefined) return;
  throw new UserError(
    "config",
    `Expected a name of its own for each ${kind}, got "${twice}" twice. Known: ${known.join(", ")}.`,
  );
}
