/** Small jobs for the suite that every executor goes through; a thread loads them by the name of this file. */
import { appendFile } from "node:fs/promises";
import { UserError } from "../../src/errors.js";
import type { AnyJob } from "../../src/jobs/task.js";
import type { Job, Plain } from "../../src/shapes/executor.js";

export const JOBS = new URL(import.meta.url);

function job<Input extends Plain, Output extends Plain>(
  name: string,
  run: Job<Input, Output>["run"],
): Job<Input, Output> {
  return { name, version: () => Promise.resolve("1"), run, accepts: () => Promise.resolve() };
}

export const double = job("double", async ({ n, wait = 0 }: { n: number; wait?: number }) => {
  await new Promise((resolve) => setTimeout(resolve, wait));
  return { twice: 2 * n };
});

export const keyOf = job("key of", (_: Plain, { key }) => Promise.resolve(key));

export const spoil = job("spoil", (input: { list: number[] }) => {
  input.list.push(7);
  return Promise.resolve(input.list);
});

/** Fails for some, each in its own way. */
export const refuse = job("refuse", async ({ n, fail }: { n: number; fail: string }) => {
  if (fail === "user") throw new UserError("model", `Expected a model, got ${n}. Give one.`);
  if (fail === "late") await new Promise((resolve) => setTimeout(resolve, 100));
  if (fail !== "") throw new Error(`${fail} ${n}`);
  return n;
});

/** Writes down that it was begun, and then is at it for long. */
export const slow = job("slow", async ({ n, log }: { n: number; log: string }, { signal }) => {
  await appendFile(log, `${n}\n`);
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, 600_000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
  signal.throwIfAborted();
  return n;
});

export const note = job("note", async ({ n, log }: { n: number; log: string }) => {
  await appendFile(log, `${n}\n`);
  return n;
});

/** A job that the other side has in another version. */
export const changed: Job<number, number> = { ...job("changed", (n: number) => Promise.resolve(n)) };

export const jobs: readonly AnyJob[] = [
  ...[double, keyOf, spoil, refuse, slow, note],
  { ...changed, version: () => Promise.resolve("another") },
];
