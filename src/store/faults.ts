/** What DuckDB's errors mean. It tells them apart by their words alone. */
import { UserError } from "../errors.js";
import { codeOf } from "../io/disk.js";
import { firstLine } from "../io/fault.js";

/** The file is no whole database: it was cut off, or something else wrote into it. */
export class StoreDamaged extends Error {
  override readonly name: string = "StoreDamaged";
}

/** The file is nothing that DuckDB made. */
export class NotOfDuckDb extends StoreDamaged {
  override readonly name = "NotOfDuckDb";
}

const LOCKED = /Conflicting lock is held|being used by another process|File is already open/i;
const NEWER = /Trying to read a database file with version number/i;
const DAMAGED = [
  /not a valid DuckDB database file/i,
  /Corrupt database file|Corruption/i,
  /Could not read (?:enough|all) bytes/i,
  /Failure while replaying WAL/i,
  /(?:Serialization|Deserialization) Error|INTERNAL Error/i,
  // What follows upon one of the others, in the same process.
  /database has been invalidated because of a previous fatal error/i,
];
const DISK = /No space left|Disk quota|Permission denied|Read-only file system|Cannot open file/i;

/** An error of DuckDB or of the system on this file as what it means: a `UserError`, a `StoreDamaged`, or the error itself. */
export function meaningOf(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError || error instanceof StoreDamaged) return error;
  const { message } = error;
  if (LOCKED.test(message)) return lockedBy(/\(PID (\d+)\)/.exec(message)?.[1], file, error);
  if (NEWER.test(message)) {
    const todo = "Update the package, or remove the file: it holds nothing that can't be made again.";
    const text = `Expected ${file} to be a database that this version of @duckdb/node-api reads, got a newer one. ${todo}`;
    return new UserError("config", text, { cause: error });
  }
  if (DAMAGED.some((pattern) => pattern.test(message)))
    return new StoreDamaged(firstLine(message), { cause: error });
  if (codeOf(error) !== undefined || DISK.test(message)) {
    const todo = "Free some space or change the rights, name another file with --store, or use --no-store.";
    return new UserError("disk", `Could not write the store ${file}: ${firstLine(message)}. ${todo}`, {
      cause: error,
    });
  }
  return error;
}

/** The refusal where another process has the store open. */
export function lockedBy(pid: string | number | undefined, file: string, cause?: unknown): UserError {
  const who = pid === undefined || pid === "0" ? "another process" : `process ${pid}`;
  const todo = "Wait for it to end and run again, name another file with --store, or use --no-store.";
  return new UserError(
    "locked",
    `Expected to be alone in using the store ${file}, got ${who} at work there. ${todo}`,
    {
      cause,
    },
  );
}
