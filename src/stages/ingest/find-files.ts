import { isAbsolute, join, relative, sep } from "node:path";
import picomatch from "picomatch";
import { UserError } from "../../errors.js";
import type { Files } from "../../shapes/context.js";
import type { Skipped } from "../../shapes/post.js";
import { isArchive, unreadable, unreadKind, type MayHoldPosts } from "./names.js";
import { extensionOf } from "../../text/file-names.js";
import { withoutEnd } from "../../text/without-end.js";
import type { SourceFile } from "../../shapes/reader.js";
import { skippedAt } from "./names.js";
import { compareTexts } from "../../text/order.js";

export interface FindOptions {
  /** Globs, matched against the path below each root; what matches is left out. */
  exclude: readonly string[];
  /** Files in folders are taken where it says so, and archives. */
  mayHoldPosts: MayHoldPosts;
}

export interface FoundFiles {
  /** Each file once, in order of its shown path. */
  files: SourceFile[];
  skipped: Skipped[];
}

/**
 * Finds what the given files, folders and globs hold. Folders are searched all the way down, without dot-folders and
 * `node_modules`. Nothing is opened, nothing outside of a root is followed.
 *
 * @throws UserError of kind `noInput` where a path or a glob leads nowhere.
 */
export async function findFiles(
  paths: readonly string[],
  options: FindOptions,
  files: Files,
): Promise<FoundFiles> {
  const excluded = picomatch([...options.exclude], { dot: true });
  const finder = new Finder(files, excluded, options.mayHoldPosts, await rootNames(paths, files));
  for (const path of paths) await finder.add(path);
  return finder.result();
}

/** A folder that is searched: where it is, what people call it, and which paths below it are wanted. */
interface Root {
  real: string;
  name: string;
  wanted: (path: string) => boolean;
  /** How many folders down there may be something that is wanted. */
  depth: number;
}

/** How far below its root a glob can match; what is deeper, which may be a whole disk, is not searched for it. */
function depthOf(glob: string): number {
  return /\*\*|\(/.test(glob) ? Infinity : glob.split("/").length - 1;
}

/** The program's own configuration, which may lie among the posts. */
const OWN_FILES = /(?:^|[\\/])throughline\.ya?ml$/;

/** Files that a glob doesn't match, before the first that it does. */
const MOST_PASSED = 200_000;

class Finder {
  /** By real path, so that what is named twice is read once. */
  private readonly found = new Map<string, SourceFile>();
  private readonly skipped = new Map<string, Skipped>();
  /** By root and ending, the files that are of no kind that is read. */
  private readonly others = new Map<string, Set<string>>();
  private passed = 0;

  constructor(
    private readonly files: Files,
    private readonly excluded: (path: string) => boolean,
    private readonly mayHoldPosts: MayHoldPosts,
    private readonly names: ReadonlyMap<string, string>,
  ) {}

  result(): FoundFiles {
    const files = [...this.found.values()].sort(
      (a, b) => compareTexts(a.path, b.path) || compareTexts(a.file, b.file),
    );
    const unread = [...this.others].flatMap(([key, paths]) => {
      const [root = "", ending = ""] = key.split("\0");
      const count = [...paths].filter((path) => !this.found.has(path)).length;
      return count === 0 ? [] : [unreadKind({ path: root }, ending, count)];
    });
    return { files, skipped: [...this.skipped.values(), ...unread] };
  }

  /** Takes one path as the user wrote it: what exists under that very name, else a glob. */
  async add(given: string): Promise<void> {
    const real = await this.realOrUndefined(given);
    if (real !== undefined) return this.addExisting(given, real);
    const { base, glob, isGlob } = picomatch.scan(given);
    if (!isGlob) throw nothingAt(given);
    const matches = picomatch(glob);
    const root = await this.realOrUndefined(base === "" ? "." : base);
    if (root === undefined) throw nothingAt(given);
    const before = this.found.size + this.skipped.size;
    const known = new Set([...this.found.keys()]);
    await this.search(
      {
        ...{ real: root, name: this.names.get(root) ?? shownName(base, root) },
        ...{ wanted: (path: string) => matches(path), depth: depthOf(glob) },
      },
      root,
      new Set(),
    );
    const wasKnown = [...known].some(
      (file) => isInside(root, file) && matches(toSlashes(relative(root, file))),
    );
    if (this.found.size + this.skipped.size === before && !wasKnown) throw nothingAt(given);
  }

  private async realOrUndefined(path: string): Promise<string | undefined> {
    try {
      return await this.files.realpath(path);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      throw new UserError(
        "noInput",
        `Expected to read ${path}, got ${String(code)}. Check its permissions.`,
        {
          cause: error,
        },
      );
    }
  }

  private async addExisting(given: string, real: string): Promise<void> {
    const { kind, size } = await this.files.lstat(real);
    const name = this.names.get(real) ?? shownName(given, real);
    if (kind === "folder")
      await this.search({ real, name, wanted: () => true, depth: Infinity }, real, new Set());
    else if (kind === "file") this.take({ path: name, file: real, explicit: true, size });
    else this.skip(name, "a device, pipe or socket, which is never opened");
  }

  /** Searches a folder; `seen` holds the real paths of the folders that were searched already. */
  private async search(root: Root, folder: string, seen: Set<string>): Promise<void> {
    seen.add(folder);
    let names: string[];
    try {
      names = await this.files.readdir(folder);
    } catch (error) {
      this.skipError(root, folder, error, false);
      return;
    }
    for (const name of names) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const path = join(folder, name);
      if (!this.excluded(below(root, path))) await this.visit(root, path, seen);
    }
  }

  private async visit(root: Root, path: string, seen: Set<string>): Promise<void> {
    try {
      const { kind, size } = await this.files.lstat(path);
      if (kind === "folder") {
        const isInReach = below(root, path).split("/").length <= root.depth;
        if (isInReach && !seen.has(path)) await this.search(root, path, seen);
      } else if (kind === "symlink") {
        await this.follow(root, path, seen);
      } else if (!root.wanted(below(root, path))) {
        this.passOver(root);
      } else {
        if (kind === "file") this.takeFound(root, path, size);
        else
          this.skip(
            shown(root, path),
            "a device, pipe or socket, which is never opened",
            this.mayHoldPosts(path),
          );
      }
    } catch (error) {
      if (error instanceof UserError) throw error;
      if (root.wanted(below(root, path))) this.skipError(root, path, error, this.mayHoldPosts(path));
    }
  }

  /** A glob over a whole disk that matches nothing of it is a slip, and no reason to go on for minutes. */
  private passOver({ name }: Root): void {
    this.passed += 1;
    if (this.passed < MOST_PASSED || this.found.size > 0) return;
    const got = `${MOST_PASSED} others`;
    throw new UserError(
      "noInput",
      `Expected files that your glob matches below ${name === "" ? "/" : name}, got ${got}. Name a folder nearer to your posts.`,
    );
  }

  /** A link is followed only inside its root, and what it leads to goes by its real name. */
  private async follow(root: Root, link: string, seen: Set<string>): Promise<void> {
    const target = await this.files.realpath(link);
    if (!isInside(root.real, target)) {
      if (root.wanted(below(root, link))) {
        this.skip(shown(root, link), "a symbolic link that leads out of the folder", this.mayHoldPosts(link));
      }
    } else if (isInside(target, link)) {
      this.skip(shown(root, link), "a symbolic link that leads back to a folder it is in", false);
    } else if (!seen.has(target)) {
      await this.visit(root, target, seen);
    }
  }

  private takeFound(root: Root, path: string, size: number): void {
    if (!this.mayHoldPosts(path) && !isArchive(path)) {
      if (OWN_FILES.test(path)) return;
      const key = `${root.name}\0${extensionOf(path)}`;
      this.others.set(key, (this.others.get(key) ?? new Set()).add(path));
      return;
    }
    this.take({ path: shown(root, path), file: path, explicit: false, size });
  }

  /** Where a file is found in two ways, its longer (then smaller) name stays, whatever order the ways came in. */
  private take(file: Omit<SourceFile, "read">): void {
    const other = this.found.get(file.file);
    const explicit = file.explicit || other?.explicit === true;
    const path = other === undefined ? file.path : fuller(file.path, other.path);
    this.found.set(file.file, { ...file, path, explicit, read: () => this.files.read(file.file) });
  }

  private skipError(root: Root, path: string, error: unknown, post: boolean): void {
    this.skip(shown(root, path), unreadable({ path }, error).reason, post);
  }

  private skip(path: string, reason: string, post = true): void {
    this.skipped.set(path, skippedAt({ path }, "", reason, post));
  }
}

function nothingAt(given: string): UserError {
  return new UserError("noInput", `Expected posts at "${given}", got nothing there. Check the path.`);
}

/** Folders given that would be called alike (`2023/posts`, `2024/posts`) with as much of their paths as tells them apart. */
async function rootNames(paths: readonly string[], files: Files): Promise<Map<string, string>> {
  const roots = new Map<string, string>();
  for (const given of paths) {
    const { base, isGlob } = picomatch.scan(given);
    const candidates = isGlob ? [given, base === "" ? "." : base] : [given];
    for (const path of candidates) {
      const real = await files.realpath(path).catch(() => undefined);
      if (real === undefined) continue;
      roots.set(real, shownName(path, real));
      break;
    }
  }
  const names = new Map<string, string>();
  for (const [real, shown] of roots) {
    const rivals = [...roots].filter(([other, name]) => other !== real && name === shown);
    if (rivals.length > 0)
      names.set(
        real,
        tellingTail(
          real,
          rivals.map(([other]) => other),
        ),
      );
  }
  return names;
}

/** The shortest end of a path that no rival ends with. */
function tellingTail(real: string, rivals: readonly string[]): string {
  const parts = toSlashes(real).split("/");
  for (let length = 2; length < parts.length; length++) {
    const tail = parts.slice(-length).join("/");
    if (!rivals.some((rival) => toSlashes(rival).endsWith(`/${tail}`))) return tail;
  }
  return parts.slice(1).join("/");
}

/** What a root is called: its last part as the user wrote it, or its real one for `.` and `..`. */
function shownName(given: string, real: string): string {
  const last = withoutEnd(toSlashes(given), "/").split("/").at(-1) ?? "";
  return ["", ".", ".."].includes(last) ? (toSlashes(real).split("/").at(-1) ?? "") : last;
}

function below(root: Root, path: string): string {
  return toSlashes(relative(root.real, path));
}

function shown(root: Root, path: string): string {
  return [root.name, below(root, path)].filter((part) => part !== "").join("/");
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function toSlashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}

function fuller(a: string, b: string): string {
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return compareTexts(a, b) < 0 ? a : b;
}
