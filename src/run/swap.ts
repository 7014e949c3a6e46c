/** Does what a journal says, from wherever an earlier attempt came to its end. */
import { dirname, join, posix } from "node:path";
import { UserError } from "../errors.js";
import { codeOf, moveToFree, type FolderDisk } from "../io/disk.js";
import type { Journal, Operation } from "./journal.js";
import { standingAt, type Standing } from "./standing.js";
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
  await swap.settle();
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
    else if (await this.isReady(operation)) await this.place(operation);
    if (operation.path === MANIFEST) await this.sync();
  }

  /** What was taken out of the way is looked at once more, as late as can be: whoever had it open may have written into it. */
  async settle(): Promise<void> {
    for (const operation of this.journal.operations) await this.settleAside(operation);
  }

  async sync(): Promise<void> {
    for (const folder of this.changed) await this.disk.syncFolder(folder);
    this.changed.clear();
  }

  private at(path: string): string {
    return join(this.folder, ...path.split("/"));
  }

  private async keep(operation: Of<"keep">): Promise<void> {
    const { path, as, sha256 } = operation;
    const there = await standingAt(this.folder, path);
    if (there.kind === "file" && there.sha256 === sha256) await this.takeAside(operation);
    if ((await standingAt(this.folder, this.aside(operation))).kind === "file") {
      await this.giveName(operation, as);
      return;
    }
    const beside = await standingAt(this.folder, as);
    if (beside.kind === "file" && beside.sha256 === sha256) this.kept.push({ path, as });
  }

  /** Whether the new file waits for its place. If not an earlier attempt put it there, and what somebody made of it since is for the next plan. */
  private async isReady({ path, sha256 }: Of<"add"> | Of<"replace">): Promise<boolean> {
    const staged = posix.join(STATE_FOLDER, this.journal.staged, path);
    const ready = await standingAt(this.folder, staged);
    if (ready.kind === "none") return false;
    if (ready.kind !== "file" || ready.sha256 !== sha256) throw damaged(this.folder, staged);
    return true;
  }

  private async place(operation: Of<"add"> | Of<"replace">): Promise<void> {
    const { path, sha256 } = operation;
    const staged = join(stateFolder(this.folder), this.journal.staged, ...path.split("/"));
    for (;;) {
      const there = await standingAt(this.folder, path);
      if (there.kind === "other") throw inTheWay(this.folder, there.what);
      if (there.kind === "file" && there.sha256 === sha256) return;
      if (there.kind === "file" && operation.do === "add") throw inTheWay(this.folder, `a file ${path}`);
      this.changed.add(dirname(this.at(path)));
      // Readers find the old list or the new one; nobody writes a text of their own into it.
      if (there.kind === "file" && path === MANIFEST) return this.disk.rename(staged, this.at(path));
      if (there.kind === "file") await this.takeAside(operation);
      await this.disk.makeFolder(dirname(this.at(path)));
      try {
        await moveToFree(staged, this.at(path), this.disk);
        return;
      } catch (error) {
        // Somebody was faster.
        if (codeOf(error) !== "EEXIST") throw error;
      }
    }
  }

  private async remove(operation: Of<"remove">): Promise<void> {
    const { path, was } = operation;
    const there = await standingAt(this.folder, path);
    if (there.kind === "other") return;
    if (there.kind === "file") {
      if (there.sha256 !== was) return;
      await this.takeAside(operation);
    }
    await this.removeEmptied(posix.dirname(path));
  }

  /** Where what stood in the place of an operation waits to be looked at again; no file of a report can have this path. */
  private aside(operation: Operation): string {
    const number = String(this.journal.operations.indexOf(operation));
    return posix.join(STATE_FOLDER, this.journal.staged, STATE_FOLDER, number);
  }

  /**
   * Takes a file out of the way. It is moved and not replaced: what somebody saved there since it was looked at goes along, and is
   * seen when it is settled.
   */
  private async takeAside(operation: Operation): Promise<void> {
    const aside = this.at(this.aside(operation));
    await this.disk.makeFolder(dirname(aside));
    // One of an earlier attempt would be lost.
    await this.settleAside(operation);
    try {
      await this.disk.rename(this.at(operation.path), aside);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
    }
  }

  private async settleAside(operation: Operation): Promise<void> {
    const aside = this.aside(operation);
    const there = await standingAt(this.folder, aside);
    if (there.kind === "none") return;
    const isOurs = operation.do !== "keep" && "was" in operation && hashIn(there) === operation.was;
    if (isOurs) await this.disk.unlink(this.at(aside));
    else await this.giveName(operation);
  }

  /** Lets what a person made of a page stand beside the new one. */
  private async giveName(operation: Operation, wanted?: string): Promise<void> {
    const { path } = operation;
    const aside = this.aside(operation);
    const own = hashIn(await standingAt(this.folder, aside));
    this.changed.add(dirname(this.at(path)));
    for (let as = wanted; ; as = undefined) {
      as ??= await freeName(this.folder, path, this.written);
      // An earlier attempt may have come as far as the new name.
      const isNamed = own !== undefined && hashIn(await standingAt(this.folder, as)) === own;
      try {
        if (isNamed) await this.disk.unlink(this.at(aside));
        else await moveToFree(this.at(aside), this.at(as), this.disk);
      } catch (error) {
        if (codeOf(error) !== "EEXIST") throw error;
        continue;
      }
      this.kept.push({ path, as });
      return;
    }
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

function hashIn(there: Standing): string | undefined {
  return there.kind === "file" ? there.sha256 : undefined;
}

function damaged(folder: string, staged: string): UserError {
  const journal = posix.join(STATE_FOLDER, "journal.json");
  return new UserError(
    "disk",
    `Expected ${staged} in ${folder} as it was written, got other bytes. Check the disk, remove ${journal} there, and run again.`,
  );
}
