/** Reading what is a file, and nothing else: whoever opens a pipe waits for somebody to write, and a device has no end. */
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";

/** What stands in an error where the system's code would. */
export const NO_FILE = "a device, pipe or socket";

/** Systems without pipes in folders have no such flag. */
const WITHOUT_WAITING = constants.O_RDONLY | (process.platform === "win32" ? 0 : constants.O_NONBLOCK);

/**
 * The bytes of a file. What there is at the path is looked at after it is opened, so that nothing can take its place meanwhile.
 *
 * @throws the error of the system, with its `code`; with `NO_FILE` as the code for what is neither a file nor a folder
 */
export async function readRegular(path: string): Promise<Uint8Array> {
  const handle = await open(path, WITHOUT_WAITING).catch((error: unknown) => {
    // A socket can't be opened at all.
    throw (error as NodeJS.ErrnoException).code === "ENXIO" ? noFile(path) : error;
  });
  try {
    await checkIsFile(handle, path);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** As `readRegular`, as text in UTF-8. */
export async function readRegularText(path: string): Promise<string> {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readRegular(path));
}

async function checkIsFile(handle: FileHandle, path: string): Promise<void> {
  const stats = await handle.stat();
  // A folder is refused by the system when it is read.
  if (!stats.isFile() && !stats.isDirectory()) throw noFile(path);
}

function noFile(path: string): Error {
  return Object.assign(new Error(`Expected a file at ${path}, got ${NO_FILE}.`), { code: NO_FILE });
}
