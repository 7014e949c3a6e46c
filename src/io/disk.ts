/** Changing the disk, so that a process that dies at any moment leaves nothing that can't be told from something whole. */
import { randomBytes } from "node:crypto";
import * as nodeFs from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isRecord } from "./json.js";

/** The calls that change the disk; a test passes ones that fail. */
export interface FolderDisk {
  /** Makes a folder and those above it, as far as they are not there; returns the first one made, if any. */
  makeFolder(path: string): Promise<string | undefined>;
  /** Writes a file that is not there yet and waits until the disk has it; on a fault there is none. */
  createFile(path: string, content: string | Uint8Array): Promise<void>;
  /** Gives a file the rights of another, and its owner where this process may. */
  matchRights(path: string, like: string): Promise<void>;
  /** Moves a file; one that stands at the other place is replaced. */
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name; fails with EEXIST where something has it. */
  link(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Removes a folder that is empty. */
  removeFolder(path: string): Promise<void>;
  /** Removes a folder with all that is in it, or nothing where there is none. */
  removeTree(path: string): Promise<void>;
  /** Waits until the disk has the names in a folder. */
  syncFolder(path: string): Promise<void>;
}

export const realDisk: FolderDisk = {
  makeFolder: (path) => nodeFs.mkdir(path, { recursive: true }),
  async createFile(path, content) {
    const handle = await nodeFs.open(path, "wx");
    try {
      await handle.writeFile(content);
      await handle.sync();
    } catch (error) {
      // On a full disk there is room for a name, and for nothing in the file.
      await nodeFs.unlink(path).catch(() => undefined);
      throw error;
    } finally {
      await handle.close();
    }
  },
  async matchRights(path, like) {
    const [wanted, own] = await Promise.all([nodeFs.stat(like), nodeFs.stat(path)]);
    // Only root may give a file away.
    if (wanted.uid !== own.uid || wanted.gid !== own.gid)
      await nodeFs.chown(path, wanted.uid, wanted.gid).catch(() => undefined);
    if (wanted.mode !== own.mode) await nodeFs.chmod(path, wanted.mode & 0o777);
  },
  rename: (from, to) => nodeFs.rename(from, to),
  link: (from, to) => nodeFs.link(from, to),
  unlink: (path) => nodeFs.unlink(path),
  removeFolder: (path) => nodeFs.rmdir(path),
  removeTree: (path) => nodeFs.rm(path, { recursive: true, force: true }),
  // Some systems can't sync a folder; the files themselves are synced in any case.
  async syncFolder(path) {
    const handle = await nodeFs.open(path, "r").catch(() => undefined);
    await handle?.sync().catch(() => undefined);
    await handle?.close();
  },
};

/** The code of a fault of the system, such as ENOSPC. */
export function codeOf(error: unknown): string | undefined {
  return isRecord(error) && typeof error["code"] === "string" ? error["code"] : undefined;
}

/** Sixteen hexadecimal digits that no other process comes up with. */
export function uniqueName(): string {
  return randomBytes(8).toString("hex");
}

/** A name beside a file, for what is to become that file. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `${basename(path)}.${uniqueName()}.tmp`);
}

/** The file of which this is the temporary name; undefined for every other name. */
export function meantBy(name: string): string | undefined {
  return /^(.+)\.[0-9a-f]{16}\.tmp$/.exec(name)?.[1];
}

/** Writes a file that a reader finds whole or not at all. */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  disk: FolderDisk,
): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    await disk.createFile(temporary, content);
    await disk.rename(temporary, path);
  } catch (error) {
    await disk.unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/** Moves a file to a place where nothing is; fails with EEXIST where something came there in the meantime. */
export async function moveToFree(from: string, to: string, disk: FolderDisk): Promise<void> {
  try {
    await disk.link(from, to);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw error;
    // Not every disk knows second names. There, a look before the move has to do.
    const isFree = await nodeFs.lstat(to).then(
      () => false,
      () => true,
    );
    if (!isFree) throw Object.assign(new Error(`${to} is there already`), { code: "EEXIST" });
    await disk.rename(from, to);
    return;
  }
  await disk.unlink(from);
}
