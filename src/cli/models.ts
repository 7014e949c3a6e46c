import { ExitCode } from "../errors.js";
import { consoleLog, printable } from "../io/console.js";
import { nodeFiles } from "../io/files.js";
import { createRandom } from "../math/random.js";
import {
  keptModels,
  pullModel,
  removeModel,
  verifyModels,
  type KeptModel,
} from "../stages/embed/transformers/kept-models.js";
import type { Context } from "../shapes/context.js";
import { printableJson } from "./summary.js";

export interface ModelsFlags {
  revision?: string;
  json?: boolean;
  debug?: boolean;
}

/** Lists the models that are kept, and those that are pinned. */
export async function printModels(flags: ModelsFlags): Promise<void> {
  const models = await keptModels();
  print(flags, models, models.map(line));
}

/** Fetches a model where it is not kept. */
export async function printPulled(model: string, flags: ModelsFlags): Promise<void> {
  const { revision } = flags;
  const pulled = await pullModel({ model, ...(revision !== undefined && { revision }) }, contextOf(flags));
  print(flags, pulled, [line(pulled)]);
}

/** Checks every file; one that is not as it must be is an error. */
export async function printVerifiedModels(model: string | undefined, flags: ModelsFlags): Promise<void> {
  const verified = await verifyModels(model, contextOf(flags));
  const lines = verified.map((each) => `${line(each)}: ${each.isWhole ? "whole" : "damaged or incomplete"}`);
  print(flags, verified, lines.length > 0 ? lines : ["No model is kept on this computer."]);
  if (verified.some(({ isWhole }) => !isWhole)) process.exitCode = ExitCode.model;
}

/** Removes what is kept of a model. */
export async function printRemoved(model: string, flags: ModelsFlags): Promise<void> {
  const { revision } = flags;
  const removed = await removeModel({ model, ...(revision !== undefined && { revision }) });
  print(
    flags,
    removed,
    removed.map((each) => `Removed ${line(each)}`),
  );
}

function line({ model, revision, isPinned, bytes }: KeptModel): string {
  const size = bytes === 0 ? "not kept" : `${(bytes / 1e6).toFixed(1)} MB`;
  return `${model} ${revision} (${isPinned ? "pinned" : "checked against its first download"}), ${size}`;
}

function contextOf({ debug = false }: ModelsFlags): Context {
  return {
    files: nodeFiles(),
    log: consoleLog({ quiet: false, debug, stream: process.stderr }),
    random: createRandom(0),
    signal: new AbortController().signal,
  };
}

function print({ json }: ModelsFlags, value: unknown, lines: readonly string[]): void {
  const text = json === true ? printableJson(value) : lines.map(printable).join("\n");
  process.stdout.write(`${text}\n`);
}
