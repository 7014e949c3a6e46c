/** One process at a time: a file that names who is at work. */
import { readFile, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../errors.js";
import { codeOf, temporaryBeside, type FolderDisk } from "./disk.js";
import { parseJson, property } from "./json.js";
import { readRegularText } from "./regular-file.js";

/**
 * Milliseconds. What is done under a lock takes seconds; an older one was left by a process that can't be asked, on another
 * computer or with a number that another process has by now.
 */
const ABANDONED_AFTER = 10 * 60_000;
/** A lock that names nobody is being written, or its process died over it. */
const NAMELESS_AFTER = 2_000;
const LOOK_EVERY = 50;

/**
 * What this process does under each lock, one thing behind the other. So a lock with its own number was never taken by
 * itself: a process of the same number left it, in another container or before the computer was started anew.
 */
const queues = new Map<string, Promise<unknown>>();

export interface LockOptions {
  disk: FolderDisk;
  /** What is locked, for the message. */
  what: string;
  /** Milliseconds to wait for another process to end its work. @default 10 seconds */
  patience?: number;
}

interface Owner {
  text: string;
  pid: number | undefined;
  host: string | undefined;
  /** Milliseconds since the lock was taken. */
  age: number;
}

/**
 * Does some work while no other process does any under the same lock. The lock of a process that is no more is taken over.
 *
 * @param path the file of the lock, in a folder that is there
 * @throws UserError "locked" where another process keeps the lock for longer than one is ready to wait
 */
export async function withLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const before = queues.get(path) ?? Promise.resolve();
  const own = before.then(() => underLock(path, options, work));
  const ended = own.catch(() => undefined);
  queues.set(path, ended);
  try {
    return await own;
  } finally {
    if (queues.get(path) === ended) queues.delete(path);
  }
}

async function underLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  await take(path, options);
  try {
    return await work();
  } finally {
    // One that can't be removed now is seen to be left behind, and taken over.
    await options.disk.unlink(path).catch(() => undefined);
  }
}

async function take(path: string, { disk, what, patience = 10_000 }: LockOptions): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    if (await created(path, disk)) return;
    const owner = await ownerOf(path);
    if (owner === undefined) continue;
    if (isLeftBehind(owner)) {
      await clear(path, owner, disk);
    } else if (Date.now() >= deadline) {
      const got = `process ${owner.pid ?? "?"} on ${owner.host ?? "this computer"} at work there`;
      const todo = `Wait for it to end and run again. If there is no such process, remove ${path}.`;
      throw new UserError("locked", `Expected to be alone in writing ${what}, got ${got}. ${todo}`);
    } else {
      await sleep(LOOK_EVERY);
    }
  }
}

/** Whether nobody holds a lock who may still be at work. */
export async function isFree(path: string): Promise<boolean> {
  if (queues.has(path)) return false;
  const owner = await ownerOf(path);
  return owner === undefined || isLeftBehind(owner);
}

async function created(path: string, disk: FolderDisk): Promise<boolean> {
  try {
    await disk.createFile(path, JSON.stringify({ pid: process.pid, host: hostname() }));
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Undefined where the lock is gone again. */
async function ownerOf(path: string): Promise<Owner | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readRegularText(path), stat(path)]);
    const lock = parseJson(text);
    const [pid, host] = [property(lock, "pid"), property(lock, "host")];
    return {
      text,
      pid: typeof pid === "number" && Number.isInteger(pid) && pid > 0 ? pid : undefined,
      host: typeof host === "string" ? host : undefined,
      age: Date.now() - mtimeMs,
    };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isLeftBehind({ pid, host, age }: Owner): boolean {
  if (pid === undefined) return age > NAMELESS_AFTER;
  if (host === hostname() && (pid === process.pid || !isAlive(pid))) return true;
  return age > ABANDONED_AFTER;
}

/** Whether there is a process of this number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

/** Removes a lock that was left behind, unless another process was faster and has a lock of its own there by now. */
async function clear(path: string, { text }: Owner, disk: FolderDisk): Promise<void> {
  const aside = temporaryBeside(path);
  try {
    await disk.rename(path, aside);
    if ((await readFile(aside, "utf8")) === text) await disk.unlink(aside);
    else await disk.rename(aside, path);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
