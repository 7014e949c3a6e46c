import { posix } from "node:path";
import type { FileInfo, Files } from "../../src/shapes/context.js";

/** What lies at a path: a file's content, a link, something that is neither, or an error that reading it gives. */
export type MemoryNode =
  string | Uint8Array | { link: string } | { other: true } | { error: string; size?: number };

export interface MemoryFiles extends Files {
  /** The real paths that were opened, in order. */
  readonly opened: string[];
}

export interface MemoryFilesOptions {
  /** Relative paths count from here. @default "/" */
  cwd?: string;
  /** Names come out of `readdir` in reverse. @default false */
  reversed?: boolean;
}

const MAX_LINKS = 40;

/**
 * A file system in memory, from absolute paths to what lies there; folders follow from the paths. A path that ends in
 * `/` with an error makes a folder that can't be listed.
 */
export function memoryFiles(tree: Record<string, MemoryNode>, options: MemoryFilesOptions = {}): MemoryFiles {
  const nodes = new Map(Object.entries(tree));
  const folders = new Set<string>(["/"]);
  for (const path of nodes.keys()) {
    for (let up = posix.dirname(path); !folders.has(up); up = posix.dirname(up)) folders.add(up);
    if (path.endsWith("/")) folders.add(path.slice(0, -1));
  }
  const opened: string[] = [];
  const absolute = (path: string): string => posix.resolve(options.cwd ?? "/", path);

  /** Resolves the links in a path; the last part too where asked. */
  const resolve = (path: string, last: boolean, links = 0): string => {
    if (links > MAX_LINKS) throw fault("ELOOP", path);
    let real = "/";
    const parts = absolute(path).split("/").filter(Boolean);
    for (const [i, part] of parts.entries()) {
      const next = posix.join(real, part);
      const node = nodes.get(next);
      const follow = last || i < parts.length - 1;
      if (typeof node === "object" && "link" in node && follow) {
        const rest = parts.slice(i + 1).join("/");
        return resolve(posix.resolve(real, node.link, rest), last, links + 1);
      }
      if (node === undefined && !folders.has(next)) throw fault("ENOENT", path);
      real = next;
    }
    return real;
  };

  const describe = (path: string): FileInfo => {
    const real = resolve(path, false);
    if (folders.has(real)) return { kind: "folder", size: 0 };
    const node = nodes.get(real);
    if (typeof node === "string") return { kind: "file", size: Buffer.byteLength(node) };
    if (node instanceof Uint8Array) return { kind: "file", size: node.length };
    if (node !== undefined && "link" in node) return { kind: "symlink", size: 0 };
    if (node !== undefined && "error" in node) return { kind: "file", size: node.size ?? 1 };
    return { kind: "other", size: 0 };
  };

  const list = (path: string): string[] => {
    const real = resolve(path, true);
    const failing = nodes.get(`${real}/`);
    if (failing !== undefined && typeof failing === "object" && "error" in failing)
      throw fault(failing.error, path);
    const below = [...nodes.keys(), ...folders].filter((name) => name !== real && !name.endsWith("/"));
    const names = below.filter((name) => posix.dirname(name) === real).map((name) => posix.basename(name));
    const sorted = [...new Set(names)].sort();
    return options.reversed === true ? sorted.reverse() : sorted;
  };

  const read = (path: string): Uint8Array => {
    const real = resolve(path, true);
    opened.push(real);
    const node = nodes.get(real);
    if (typeof node === "string") return new TextEncoder().encode(node);
    if (node instanceof Uint8Array) return node;
    throw fault(node !== undefined && "error" in node ? node.error : "EISDIR", path);
  };

  return {
    opened,
    read: async (path) => read(path),
    lstat: async (path) => describe(path),
    readdir: async (path) => list(path),
    realpath: async (path) => resolve(path, true),
  };
}

function fault(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
