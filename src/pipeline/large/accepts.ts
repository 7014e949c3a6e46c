/** What jobs on shards take from a queue: inputs of their form, that name nothing outside of what a worker may read. */
import { realpath } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";
import * as v from "valibot";
import { UserError } from "../../errors.js";
import type { Reach } from "../../shapes/executor.js";
import { NAME_DIGITS } from "./in-job.js";

/** A name of a file in the folder of shards, without its ending: nothing that could lead out of it. */
const name = v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${NAME_DIGITS}}$`)));
const texts = v.array(v.string());
const number = v.pipe(v.number(), v.minValue(0));

export const readSchema = v.strictObject({
  folder: v.string(),
  files: v.array(v.strictObject({ path: v.string(), file: v.string(), explicit: v.boolean(), size: number })),
  columns: v.record(v.string(), v.string()),
  maxFileMegabytes: number,
  keep: texts,
  remove: texts,
});

export const cutSchema = v.strictObject({
  ...{ folder: v.string(), read: name, posts: name, learned: name },
  ...{ keep: texts, remove: texts, passageWords: number, embedder: v.string() },
  model: v.strictObject({
    model: v.string(),
    revision: v.optional(v.string()),
    modelDir: v.optional(v.string()),
  }),
});

export const placeSchema = v.strictObject({
  ...{ folder: v.string(), cut: name, posts: name, repeats: name, fit: name },
  ...{ out: v.string(), parquet: v.boolean() },
});

type HasFolder = v.GenericSchema<unknown, { folder: string }>;

/**
 * @throws Error where the input has another form
 * @throws UserError "config" where the shards lie elsewhere than those of this worker
 */
export function checkedInput<Schema extends HasFolder>(
  schema: Schema,
  input: unknown,
  { shards }: Reach,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (!result.success)
    throw new Error(`Expected the input of a job on shards, got another: ${v.summarize(result.issues)}`);
  const { folder } = result.output as { folder: string };
  if (folder !== shards) {
    throw new UserError(
      "config",
      `Expected shards in ${shards}, got a task about ${folder}. Mount the folder under the same path on all machines.`,
    );
  }
  return result.output;
}

/** @throws UserError "config" where a path leads out of the folders of a worker, also by a symlink */
export async function checkWithin(paths: readonly string[], { shards, folders }: Reach): Promise<void> {
  for (const path of paths) {
    // One that is not there can't be read either: whoever reads it says so.
    const real = await realpath(path).catch(() => path);
    if ([shards, ...folders].some((folder) => isWithin(folder, real))) continue;
    throw new UserError(
      "config",
      `Expected files below ${[shards, ...folders].join(", ")}, which a worker may read, got ${path}. ` +
        "Name its folder when you start the worker: throughline worker <folder> --redis … --shards …",
    );
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
