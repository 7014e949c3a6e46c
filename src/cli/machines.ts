import { UserError } from "../errors.js";
import type { Machines } from "../index.js";

/** The options of commands that may go beyond one machine. */
export interface MachineFlags {
  redis?: string;
  shards?: string;
}

/** How these options are written, and what they mean. */
export const machineFlags: readonly (readonly [flag: string, help: string])[] = [
  ["--redis <url>", "Redis or Valkey at which machines meet (default: what THROUGHLINE_REDIS holds)"],
  ["--shards <folder>", "folder that all machines see under the same path"],
];

/** Where machines meet; undefined where all is to be done on this one. The address alone may stand in the environment. */
export function machinesIn({ redis, shards }: MachineFlags): Machines | undefined {
  if (shards !== undefined) return { shards, redis };
  if (redis === undefined) return undefined;
  throw new UserError(
    "config",
    "Expected --shards <folder> beside --redis, got none. Name a folder that all machines see.",
  );
}
