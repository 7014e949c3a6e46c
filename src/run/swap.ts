/** Does what a journal says, from wherever an earlier attempt came to its end. */
import { dirname, join, posix } from "node:path";
import { UserError } from "../errors.js";
import { codeOf, moveToFree, type FolderDisk } from "../io/disk.js";
import type { Journal, Operation } from "./journal.js";
import { standingAt } from "./standing.js";
import { journalFile, STATE_FOLDER, stateFolder } from "./state-folder.js";
import { freeName, inTheWay } from "./swap-plan.js";
import { MANIFEST } from "./target.js";

/** A page that somebody had edited, and the name under which it stands now; both relative to the folder, with `/`. */
export interface KeptPage {
  path: string;
  as: string;
}

type Of<K extends Operation["do"]> = Extract<Operation, { do: K }>;

/**
 * Puts the staged files of a run in their places, one by one, and removes what it no longer writes. What was changed by
 * others since the journal was written is seen by its hash and kept.
 *
 * @throws UserError "config" where something of somebody's came to stand in the way; to be called again then
 */
export async function finishSwap(folder: string, journal: Journal, disk: FolderDisk): Promise<KeptPage[]> {
  const swap = new Swap(folder, journal, disk);
  // The journal must be on the disk before anything that it tells of.
  await disk.syncFolder(stateFolder(folder));
  for (const operation of journal.operations) await swap.apply(operation);
  await swap.sync();
  await disk.removeTree(join(stateFolder(folder), journal.staged));
  await disk.unlink(journalFile(folder));
  await disk.syncFolder(stateFolder(folder));
  return swap.kept;
}

class Swap {
  readonly kept: KeptPage[] = [];
  /** Folders with new names in them that the disk may not have yet. */
  private readonly changed = new Set<string>();
  private readonly written: ReadonlySet<string>;

  constructor(
    private readonly folder: string,
    private readonly journal: Journal,
    private readonly disk: FolderDisk,
  ) {
    this.written = new Set(journal.operations.map(({ path }) => path));
  }

  async apply(operation: Operation): Promise<void> {
    // A list of files that are not there yet would be worse than none.
    if (operation.path === MANIFEST) await this.sync();
    if (operation.do === "keep") await this.keep(operation);
    else if (operation.do === "remove") await this.remove(operation);
    else await this.place(operation);
    if (operation.path === MANIFEST) await this.sync();
  }

  async sync(): Promise<void> {
    for (const folder of this.changed) await this.disk.syncFolder(folder);
    this.changed.clear();
  }

  private at(path: string): string {
    return join(this.folder, ...path.split("/"));
  }

  private async keep({ path, as, sha256 }: Of<"keep">): Promise<void> {
    const [there, beside] = [await standingAt(this.folder, path), await standingAt(this.folder, as)];
    const isKept = beside.kind === "file" && beside.sha256 === sha256;
    const isThere = there.kind === "file" && there.sha256 === sha256;
    if (isThere && !isKept) return this.moveAside(path);
    // Interrupted between its new name and the loss of its old one.
    if (isThere) await this.disk.unlink(this.at(path));
    if (isKept) this.kept.push({ path, as });
  }

  private async moveAside(path: string): Promise<void> {
    for (;;) {
      const as = await freeName(this.folder, path, this.written);
      try {
        await moveToFree(this.at(path), this.at(as), this.disk);
        this.kept.push({ path, as });
        this.changed.add(dirname(this.at(path)));
        return;
      } catch (error) {
        if (codeOf(error) !== "EEXIST") throw error;
      }
    }
  }

  private async place(operation: Of<"add"> | Of<"replace">): Promise<void> {
    const { path, sha256 } = operation;
    const staged = posix.join(STATE_FOLDER, this.journal.staged, path);
    const ready = await standingAt(this.folder, staged);
    // An earlier attempt put it in its place; what somebody made of it since is for the next plan.
    if (ready.kind === "none") return;
    if (ready.kind !== "file" || ready.sha256 !== sha256) throw damaged(this.folder, staged);
    this.changed.add(dirname(this.at(path)));
    const there = await standingAt(this.folder, path);
    if (there.kind === "other") throw inTheWay(this.folder, there.what);
    if (there.kind === "file") {
      const isOurs =
        there.sha256 === sha256 || (operation.do === "replace" && there.sha256 === operation.was);
      if (isOurs) return this.disk.rename(this.at(staged), this.at(path));
      if (operation.do === "add") throw inTheWay(this.folder, `a file ${path}`);
      await this.moveAside(path);
    }
    await this.disk.makeFolder(dirname(this.at(path)));
    await moveToFree(this.at(staged), this.at(path), this.disk);
  }

  private async remove({ path, was }: Of<"remove">): Promise<void> {
    const there = await standingAt(this.folder, path);
    if (there.kind === "other") return;
    if (there.kind === "file") {
      if (there.sha256 !== was) return;
      await this.disk.unlink(this.at(path));
    }
    await this.removeEmptied(posix.dirname(path));
  }

  /** Removes the folders that held nothing but a file that went. */
  private async removeEmptied(path: string): Promise<void> {
    if (path === ".") {
      this.changed.add(this.folder);
      return;
    }
    try {
      await this.disk.removeFolder(this.at(path));
    } catch (error) {
      const code = codeOf(error) ?? "";
      if (!NOT_EMPTIED.has(code) && code !== "ENOENT") throw error;
      if (NOT_EMPTIED.has(code)) {
        this.changed.add(this.at(path));
        return;
      }
    }
    this.changed.delete(this.at(path));
    await this.removeEmptied(posix.dirname(path));
  }
}

/** Something else is in it, it is a place where a disk is mounted, or it is not ours to remove. */
const NOT_EMPTIED: ReadonlySet<string> = new Set(["ENOTEMPTY", "EEXIST", "EBUSY", "EPERM", "EACCES"]);

function damaged(folder: string, staged: string): UserError {
  const journal = posix.join(STATE_FOLDER, "journal.json");
  return new UserError(
    "disk",
    `Expected ${staged} in ${folder} as it was written, got other bytes. Check the disk, remove ${journal} there, and run again.`,
  );
}
