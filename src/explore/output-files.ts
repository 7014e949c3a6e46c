import { lstat, readFile, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";

export interface ServedFile {
  type: string;
  content: Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".csv": "text/csv; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".parquet": "application/vnd.apache.parquet",
  ".svg": "image/svg+xml; charset=utf-8",
};

/**
 * A file of the report, if the run lists it. The list may come from a stranger, so nothing outside the folder is read
 * even where it says so, nor through a link that leads out.
 *
 * @param path relative to the folder, with `/`
 */
export async function outputFile(
  folder: string,
  path: string,
  outputs: ReadonlyMap<string, string>,
): Promise<ServedFile | undefined> {
  const parts = path.split("/");
  const leadsOut = parts.some((part) => part === "" || part === "." || part === ".." || /[\\:\0]/.test(part));
  if (leadsOut || !outputs.has(path)) return undefined;
  const file = join(folder, ...parts);
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(file)]);
    if (!real.startsWith(root + sep) || !(await lstat(file)).isFile()) return undefined;
    const type = TYPES[extname(path).toLowerCase()] ?? "text/plain; charset=utf-8";
    return { type, content: new Uint8Array(await readFile(real)) };
  } catch {
    return undefined;
  }
}
