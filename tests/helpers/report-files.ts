/** Reading and comparing report folders, byte for byte. */
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { parse } from "csv-parse/sync";
import type { ReportFile } from "../../src/shapes/exporter.js";

/** Every file below a folder, by its path with `/`; what the program keeps for itself in a report folder is left out. */
export async function readFolder(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory() && !entry.parentPath.split(sep).includes(".throughline"))
    .map((entry) => join(entry.parentPath, entry.name));
  const read = async (path: string): Promise<[string, string]> => {
    const name = relative(folder, path).split(sep).join("/");
    // Each byte as one character, so that no decoding hides a difference.
    return [name, await readFile(path, "latin1")];
  };
  return Object.fromEntries(await Promise.all(paths.sort().map(read)));
}

/** The files of a report as `readFolder` would find them. */
export function asOnDisk(files: readonly ReportFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ path, content }) => [path, bytesOf(content).toString("latin1")]));
}

function bytesOf(content: string | Uint8Array): Buffer {
  return typeof content === "string" ? Buffer.from(content, "utf8") : Buffer.from(content);
}

export interface Exceptions {
  /** Keys of the configuration that were meant to differ. @default [] */
  config?: readonly string[];
}

/** `run.json` with what may differ taken out: the timings, what the run went on from, and configuration that was meant to. */
export function steadyRecord(runJson: string, { config = [] }: Exceptions = {}): string {
  const record = JSON.parse(runJson, (key, value: unknown) => (config.includes(key) ? undefined : value)) as {
    timings?: unknown;
    continuation?: unknown;
  };
  delete record.timings;
  delete record.continuation;
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** Paths at which two reports differ, by a byte or by being there. */
export function differences(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
  exceptions: Exceptions = {},
): string[] {
  const paths = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  const steady = (files: Readonly<Record<string, string>>, path: string): string | undefined => {
    const content = files[path];
    return path === "run.json" && content !== undefined ? steadyRecord(content, exceptions) : content;
  };
  return paths.filter((path) => steady(one, path) !== steady(other, path));
}

/** The rows of a CSV file of a report, by column name. */
export function readRows(files: readonly ReportFile[], path: string): Record<string, string>[] {
  return parse(contentOf(files, path), { bom: true, columns: true });
}

export function contentOf(files: readonly ReportFile[], path: string): string {
  const file = files.find((candidate) => candidate.path === path);
  if (typeof file?.content !== "string") throw new Error(`Expected a text ${path} in the report.`);
  return file.content;
}

/** The page without the program's own script and the packed data, which hold no text of a post as it is. */
export function withoutScripts(html: string): string {
  return html.replace(/<script[^>]*>[^]*?<\/script>/g, "");
}
