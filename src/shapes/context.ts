import type { Executor } from "./executor.js";
import type { Kept } from "./kept.js";
import type { Random } from "./random.js";

/** What `Files.lstat` tells about one path. */
export interface FileInfo {
  kind: "file" | "folder" | "symlink" | "other";
  /** Bytes. */
  size: number;
}

/** The part of a file system that readers need. Tests pass one that lives in memory. */
export interface Files {
  /** Reads a whole file. Rejects with the file system's error (`code` such as `ENOENT`, `EACCES`). */
  read(path: string): Promise<Uint8Array>;
  /** Describes a path without following a symlink and without opening it (so a FIFO never blocks). */
  lstat(path: string): Promise<FileInfo>;
  /** The names in a folder, in code-unit order. */
  readdir(path: string): Promise<string[]>;
  /** The path with every symlink resolved. */
  realpath(path: string): Promise<string>;
}

/** A bar on a terminal, a plain line elsewhere, nothing when quiet. */
export interface Progress {
  advance(by?: number): void;
  done(): void;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  debug(message: string): void;
  /** Starts a progress display for `total` units of work (posts, passages, bytes). */
  progress(label: string, total: number): Progress;
}

/** Everything that a stage needs from outside. */
export interface Context {
  files: Files;
  log: Log;
  /** Seeded; a stage takes a fork of its own by name. */
  random: Random;
  signal: AbortSignal;
  /** The day on which the run is made, `YYYY-MM-DD`. @default that of the newest post */
  today?: string;
  /** What earlier runs made, by content. @default nothing */
  kept?: Kept;
  /** Does what can be done beside other work. @default nobody: all is done here */
  executor?: Executor;
}
