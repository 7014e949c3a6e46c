import { dirname, isAbsolute, join, relative } from "node:path";
import { parseDocument, type Document } from "yaml";
import { fileKey } from "./config.js";
import { UserError } from "../errors.js";
import { codeOf } from "../io/disk.js";
import { readRegularText } from "../io/regular-file.js";

const DEFAULT_FILE = "throughline.yaml";
const DEFAULT_DECISIONS = "themes.yaml";

/** Where the editor's decisions stand where no file is named: beside the configuration file, be it there or not. */
export function decisionsBeside(configFile: string | undefined): string {
  return join(dirname(configFile ?? DEFAULT_FILE), DEFAULT_DECISIONS);
}

/**
 * Reads the configuration file: the one named, else `throughline.yaml` in the working folder, else nothing. Paths in it
 * count from the file's own folder.
 *
 * @throws UserError "config" where the file can't be read or is not YAML
 */
export async function readConfigFile(named: string | undefined): Promise<Record<string, unknown>> {
  const file = named ?? DEFAULT_FILE;
  const text = await readText(file, named !== undefined);
  if (text === undefined) return {};
  const document = parseDocument(text, { schema: "core", prettyErrors: true });
  const [error] = document.errors;
  if (error) {
    const fault = (error.message.split("\n")[0] ?? "").replace(/:$/, "");
    throw new UserError("config", `Expected YAML in ${file}, got: ${fault}. Correct it there.`);
  }
  const value = toValue(document, file);
  if (value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new UserError(
      "config",
      `Expected ${file} to hold lines such as "out: themes", got something else. Write one option per line.`,
    );
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, fromFolder(key, entry, dirname(file))]),
  );
}

function toValue(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    const message = `Expected plain YAML in ${file}, got: ${got}. A value that begins with * or & needs quotation marks.`;
    throw new UserError("config", message, { cause: error });
  }
}

async function readText(file: string, required: boolean): Promise<string | undefined> {
  let got: string;
  let cause: unknown;
  try {
    return await readRegularText(file);
  } catch (error) {
    got = codeOf(error) ?? String(error);
    if (got === "EISDIR") got = "a folder";
    if (!required && got === "ENOENT") return undefined;
    cause = error;
  }
  const message = `Expected a readable configuration file at ${file}, got ${got}. Check its name and rights.`;
  throw new UserError("config", message, { cause });
}

/** Options that are paths. */
const PATHS: ReadonlySet<string> = new Set(["paths", "out", "model_dir", "store", "decisions"]);

/** Paths written in a file of another folder, seen from the working folder. */
function fromFolder(key: string, value: unknown, folder: string): unknown {
  const name = fileKey(key).replaceAll("-", "_");
  if (!PATHS.has(name)) return value;
  const seen = (path: unknown): unknown =>
    typeof path === "string" && !isAbsolute(path) ? relative(".", join(folder, path)) || "." : path;
  return Array.isArray(value) ? value.map(seen) : seen(value);
}
