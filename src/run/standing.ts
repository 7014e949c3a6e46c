/** What stands at a path in a report folder. */
import { isAbsolute, join } from "node:path";
import { fileSha256 } from "../io/hash.js";
import { kindOf, type Kind } from "./path-kind.js";
import { STATE_FOLDER } from "./state-folder.js";

export type Standing =
  | { kind: "none" }
  | { kind: "file"; sha256: string }
  /** Something that the program never writes, there or on the way there; `what` names it. */
  | { kind: "other"; what: string };

const NAMES: Readonly<Record<Exclude<Kind, "none">, string>> = {
  file: "a file",
  folder: "a folder",
  symlink: "a symbolic link",
  other: "a device, pipe or socket",
};

/**
 * No link is followed, on the way either, so that nothing outside of the folder is taken for a part of it.
 *
 * @param path relative, with `/`
 */
export async function standingAt(folder: string, path: string): Promise<Standing> {
  const parts = path.split("/");
  for (let depth = 1; depth < parts.length; depth++) {
    const above = parts.slice(0, depth);
    const kind = await kindOf(join(folder, ...above));
    if (kind === "none") return { kind };
    if (kind !== "folder") return { kind: "other", what: `${NAMES[kind]} ${above.join("/")}` };
  }
  const place = join(folder, ...parts);
  const kind = await kindOf(place);
  if (kind === "none") return { kind };
  if (kind === "file") return { kind, sha256: await fileSha256(place) };
  return { kind: "other", what: `${NAMES[kind]} ${path}` };
}

/** Whether a path leads to a place in the report: relative, with `/`, and not into the state folder. */
export function isOutputPath(path: string): boolean {
  const parts = path.split("/");
  return (
    !isAbsolute(path) &&
    !/[\\\0]/.test(path) &&
    !parts.some((part) => part === "" || part === "." || part === "..") &&
    parts[0]?.toLowerCase() !== STATE_FOLDER
  );
}
