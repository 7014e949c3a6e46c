/**
 * What tells one version of a part of this program from another: the code itself. So a value that an earlier version made is never
 * taken for one of this version, whether or not anybody thought of a number.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeOf } from "./disk.js";
import { isRecord, parseRecord } from "./json.js";

/** The folder that holds the rooms, as sources or as built. */
const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** `.ts` among the sources, `.js` among what was built of them. */
const ENDING = extname(fileURLToPath(import.meta.url));

export interface CodeParts {
  /** Folders and files below `src` that the values depend on, without endings: `stages/clean`, `math/at`. */
  rooms: readonly string[];
  /** Packages that they depend on; what these depend on counts as well. */
  packages: readonly string[];
  /** Packages that may be missing. @default none */
  optional?: readonly string[];
}

/**
 * Sixteen hexadecimal digits that change with the code, with the versions of the packages, and with the tables of Unicode that Node.js
 * has; undefined where a package lies in no folder of its own, and so can't be looked at.
 */
export async function codeVersion({
  rooms,
  packages,
  optional = [],
}: CodeParts): Promise<string | undefined> {
  const hash = createHash("sha256");
  for (const room of rooms) {
    for (const file of await filesOf(room)) hash.update(file).update(await readFile(join(ROOT, file)));
  }
  const versions = new Map<string, string>();
  for (const name of packages) if (!(await addVersions(name, import.meta.url, versions))) return undefined;
  for (const name of optional) await addVersions(name, import.meta.url, versions);
  hash.update(JSON.stringify([...versions].sort()));
  hash.update(JSON.stringify([process.versions["unicode"], process.versions["icu"]]));
  return hash.digest("hex").slice(0, 16);
}

/** The files of code in a room, in one order everywhere, relative to the root and with `/`. */
async function filesOf(room: string): Promise<string[]> {
  try {
    const names = await readdir(join(ROOT, room), { recursive: true });
    const code = names.filter((name) => name.endsWith(ENDING) && !name.endsWith(".d.ts"));
    return code.map((name) => `${room}/${name.replaceAll("\\", "/")}`).sort();
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    return [room + ENDING];
  }
}

/** Adds a package, and those that it depends on, each by the file that tells its version. */
async function addVersions(name: string, from: string, versions: Map<string, string>): Promise<boolean> {
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    const file = join(folder, name, "package.json");
    if (versions.has(file)) return true;
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const { version, dependencies } = parseRecord(text) ?? {};
    versions.set(file, String(version));
    // One that depends on what is not there is broken; it says so itself when it is loaded.
    for (const each of Object.keys(isRecord(dependencies) ? dependencies : {}))
      await addVersions(each, file, versions);
    return true;
  }
  return false;
}
