/** What goes through Redis is the name of a task; the task itself lies in the folder that all machines see. */
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { realDisk, writeWhole } from "../../io/disk.js";
import { errorOf, type Fault } from "../../io/fault.js";
import { sha256 } from "../../io/hash.js";
import { parseJson } from "../../io/json.js";
import type { Plain } from "../../shapes/executor.js";
import type { Task } from "../task.js";

/** Before every key in Redis. The braces keep all of them on one node of a cluster, as the scripts of the queue need it. */
export const PREFIX = "{throughline}";

/** Tasks that no try could do, with the reason. */
export const DEAD_LETTERS = "dead-letters";

/** Redis and the folder, and what both sides must have in common. */
export interface Meeting {
  /** The address of the Redis. */
  redis: string;
  /** The real path of the folder of shards. */
  shards: string;
  /** Of the jobs: a worker of another version has a queue of its own. */
  version: string;
}

/** Only workers with the same code and the same folder take tasks from one another's queue. */
export function queueName({ shards, version }: Omit<Meeting, "redis">): string {
  return `shards-${sha256(JSON.stringify([version, shards])).slice(0, 16)}`;
}

/** On which it is told that nobody waits for a task any more. */
export function withdrawnChannel(queue: string): string {
  return `${PREFIX}:${queue}:withdrawn`;
}

/** Where the task of a key lies: a key that is none would lead elsewhere. */
const keySchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const nameSchema = v.pipe(v.string(), v.regex(/^[a-z][a-z ]{0,40}$/));
const payload = v.strictObject({ key: keySchema });
const task = v.strictObject({ job: nameSchema, key: keySchema, input: v.unknown() });

/** What a queue carries. */
export type Payload = v.InferOutput<typeof payload>;

/** @throws Error where a queue holds what this program never puts there */
export function checkedPayload(name: unknown, data: unknown): { job: string; key: string } {
  const { key } = parsed(payload, data, "a task of the queue");
  return { job: parsed(nameSchema, name, "the name of a job"), key };
}

const fileOf = (shards: string, key: string): string => join(shards, `${key}.task.json`);

export async function putTask(shards: string, { job, key, input }: Task): Promise<void> {
  const file = fileOf(shards, key);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) await writeWhole(file, JSON.stringify({ job, key, input }), realDisk);
}

/** @throws Error where the file is not there, or is not a task of this key */
export async function takeTask(shards: string, key: string): Promise<Task> {
  const text = await readFile(fileOf(shards, key), "utf8");
  const read = parsed(task, parseJson(text), `a task in ${key}.task.json`);
  if (read.key !== key) throw new Error(`Expected the task ${key} in its file, got ${read.key}.`);
  return { ...read, input: read.input as Plain };
}

function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  expected: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  throw new Error(`Expected ${expected}, got another: ${v.summarize(result.issues)}.`);
}

/** The end of a task that nobody waited for. */
export const WITHDRAWN = "withdrawn";

/** A fault as the text that a queue keeps of a failed task. */
export function reasonOf(fault: Fault): string {
  return JSON.stringify(fault);
}

/** What a task failed of; texts that the queue itself came up with stand for themselves. */
export function faultIn(reason: string): Error {
  const fault = v.safeParse(
    v.object({ kind: v.optional(v.string()), message: v.string() }),
    parseJson(reason),
  );
  return errorOf(fault.success ? (fault.output as Fault) : { message: reason });
}
